import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { WebSocket, type ClientOptions } from 'ws'
import type { Order } from '../../../src/protocol/commands.ts'
import {
  serverMessageSchema,
  subProtocol,
  type ConsoleMessage,
  type ServerMessage,
} from '../../../src/protocol/console.ts'
import { systemClock, type Clock } from '../../../src/backend/clock.ts'
import { createAccounts } from '../../../src/backend/control/accounts.ts'
import { launchSchema, type LaunchInput } from '../../../src/backend/launch.ts'
import { runBackend } from '../../../src/backend/run.ts'

export const tokens = {
  viewer: 'viewer-token-0123456789',
  duty: 'duty-token-0123456789',
  second: 'second-token-0123456789',
  chief: 'chief-token-0123456789',
}

export const accounts = [
  { id: 'viewer-1', name: 'V', role: 'viewer' as const, token: tokens.viewer },
  { id: 'duty-1', name: 'D', role: 'operator' as const, token: tokens.duty },
  { id: 'duty-2', name: 'E', role: 'operator' as const, token: tokens.second },
  { id: 'chief', name: 'C', role: 'commander' as const, token: tokens.chief },
]

/** A launch whose only cohort has been open for a minute. */
export function openLaunch(now: number, more: Partial<LaunchInput> = {}) {
  return launchSchema.parse({
    id: 'night',
    name: { ko: '밤', en: 'Night' },
    mode: 'DRILL',
    cohorts: [
      {
        id: 'c53',
        name: { ko: '53–54세', en: 'Ages 53–54' },
        bornFrom: '1967-01-01',
        bornTo: '1968-12-31',
        prequeueAt: now - 600_000,
        opensAt: now - 60_000,
        closesAt: now + 86_400_000,
        weight: 1,
      },
    ],
    rate: 10,
    workers: [{ id: 'worker-1', seats: 4000 }],
    sites: [{ id: 'site-1', name: { ko: '보건소', en: 'Health centre' }, region: 'seoul' }],
    slots: [{ site: 'site-1', vaccine: 'moderna', date: '2121-07-26', time: '10:00', doses: 1000 }],
    ...more,
  })
}

export async function openOperators(options: { dir?: string; clock?: Clock; launch?: Partial<LaunchInput> } = {}) {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'sluice-operators-'))
  const clock = options.clock ?? systemClock()
  const running = await runBackend({
    thread: false,
    dir,
    clock,
    launch: openLaunch(clock.event(), options.launch),
    log: pino({ level: 'silent' }),
    accounts: createAccounts(accounts),
    host: '127.0.0.1',
    citizenPort: 0,
    operatorPort: 0,
  })
  const consoles: WebSocket[] = []
  return {
    ...running,
    dir,
    http: running.operatorUrl.replace('ws:', 'http:').replace('/v1/console', ''),
    async connect(token?: string, options?: ClientOptions) {
      const client = await openConsole(running.operatorUrl, options)
      consoles.push(client.socket)
      if (token !== undefined) {
        client.send({ type: 'hello', version: 1, token, epoch: null, afterSequence: 0 })
        await client.next('welcome')
      }
      return client
    },
    async [Symbol.asyncDispose]() {
      for (const socket of consoles) socket.terminate()
      await running.close()
      if (options.dir === undefined) rmSync(dir, { recursive: true })
    },
  }
}

type Of<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>

/** A console as a stranger would write one: every message it is sent must fit the schema. */
export async function openConsole(url: string, options: ClientOptions = {}) {
  const socket = new WebSocket(url, subProtocol, options)
  const inbox: ServerMessage[] = []
  const waiting = new Set<() => void>()
  let request = 0
  const closed = new Promise<{ code: number; reason: string }>(resolve =>
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })),
  )
  socket.on('message', (data: Buffer) => {
    inbox.push(serverMessageSchema.parse(JSON.parse(data.toString())))
    for (const look of waiting) look()
  })
  await new Promise<void>((resolve, reject) => {
    socket.on('open', () => resolve())
    socket.on('error', reject)
  })

  const find = <T extends ServerMessage['type']>(type: T, which: (message: Of<T>) => boolean = () => true) =>
    new Promise<Of<T>>((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(look)
        reject(new Error(`no ${type} came`))
      }, 60_000)
      const look = () => {
        const at = inbox.findIndex(message => message.type === type && which(message as Of<T>))
        if (at < 0) return
        clearTimeout(timer)
        waiting.delete(look)
        resolve(inbox.splice(at, 1)[0] as Of<T>)
      }
      waiting.add(look)
      look()
    })

  type Asked = Exclude<ConsoleMessage, { type: 'hello' }>
  type Body = Asked extends infer M ? (M extends Asked ? Omit<M, 'request'> : never) : never
  const client = {
    socket,
    closed,
    inbox,
    next: find,
    send: (message: ConsoleMessage) => socket.send(JSON.stringify(message)),
    raw: (text: string | Buffer) => socket.send(text),
    /** The answer to a request; a refusal rejects with its code. */
    async ask(body: Body): Promise<ServerMessage> {
      const number = ++request
      socket.send(JSON.stringify({ ...body, request: number }))
      const answers = (
        ['pong', 'history', 'preview', 'plan', 'identified', 'command', 'alert', 'alert-history', 'error'] as const
      ).map(type => find(type, message => message.request === number))
      for (const answer of answers) answer.catch(() => undefined)
      const answer = await Promise.race(answers)
      if (answer.type === 'error') throw new Error(answer.refusal.code)
      return answer
    },
    command: (order: Order, expectedRevision: number | null, previewId: string | null = null) =>
      client.ask({
        type: 'command',
        command: { id: crypto.randomUUID(), order, expectedRevision, reason: '', previewId, override: false },
      }),
  }
  return client
}
