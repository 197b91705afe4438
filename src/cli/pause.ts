import { randomUUID } from 'node:crypto'
import { userInfo } from 'node:os'
import { WebSocket } from 'ws'
import { reasonSchema, type CommandRecord } from '../protocol/commands.ts'
import {
  maxInboundBytes,
  protocolVersion,
  serverMessageSchema,
  subProtocol,
  type ConsoleMessage,
} from '../protocol/console.ts'
import { runProgram, type Arguments, type FlagTable, type Program } from './flags.ts'
import { operatorUrl } from './startFlags.ts'
import { readToken } from './token.ts'

/** Break-glass: pauses the intake from a terminal, with nothing between it and the backend but a socket. */
const flags = {
  connect: { kind: 'text', value: 'URL', help: 'the operator plane (default ws://127.0.0.1:7420/v1/console)' },
  'token-file': { kind: 'text', value: 'FILE', help: 'the file that holds the token; else SLUICE_TOKEN' },
  reason: {
    kind: 'text',
    value: 'TEXT',
    help: 'for the ledger, its first 300 characters (default: break-glass, and who)',
  },
} as const satisfies FlagTable

const PATIENCE_MS = 10_000

const program: Program<typeof flags> = {
  call: 'npm run pause --',
  about: `Pauses the intake at once. Admissions stop; joining, leases and bookings go on.

Exit code 0 when the intake is paused, also when it was before; 1 when the backend refused, or gave no answer within ${PATIENCE_MS / 1000} s: then
it is not known to be paused; 2 when the call itself is wrong.`,
  flags,
}

/** A user without a name, as containers have them, pauses like any other. */
function whoAmI(): string {
  try {
    return userInfo().username
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`
  }
}

/** Whoever pauses is not turned away for having too much to say about it. */
const fitting = (reason: string): string => reason.trim().slice(0, reasonSchema.maxLength ?? undefined)

/** Sends the pause and waits for the backend's word. Never sent twice: the command's id makes a repeat harmless. */
function pause(url: string, token: string, reason: string): Promise<CommandRecord> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, subProtocol, { maxPayload: 64 * maxInboundBytes })
    const timer = setTimeout(() => fail(`no answer from ${url} within ${PATIENCE_MS / 1000} s`), PATIENCE_MS)
    const fail = (message: string) => {
      clearTimeout(timer)
      socket.terminate()
      reject(new Error(message))
    }
    const send = (message: ConsoleMessage) => socket.send(JSON.stringify(message))
    socket.on('error', error => fail(`${url}: ${error.message}`))
    socket.on('close', (code, why) => fail(`${url} closed the connection (${code} ${why.toString()})`))
    socket.on('open', () => send({ type: 'hello', version: protocolVersion, token, epoch: null, afterSequence: 0 }))
    socket.on('message', (data: Buffer) => {
      const message = serverMessageSchema.safeParse(JSON.parse(data.toString('utf8')))
      if (!message.success) return
      const { data: said } = message
      if (said.type === 'welcome')
        send({
          type: 'command',
          request: 1,
          command: {
            id: randomUUID(),
            order: { kind: 'pause', args: {} },
            expectedRevision: null,
            reason,
            previewId: null,
            override: false,
          },
        })
      if (said.type === 'error')
        fail(`refused: ${said.refusal.code}${said.refusal.detail ? ` (${said.refusal.detail})` : ''}`)
      if (said.type !== 'command') return
      clearTimeout(timer)
      socket.removeAllListeners('close').close()
      resolve(said.command)
    })
  })
}

async function run({ flags: given }: Arguments<typeof flags>): Promise<number> {
  const url = operatorUrl(given.connect ?? 'ws://127.0.0.1:7420/v1/console')
  const reason = fitting(given.reason ?? `break-glass by ${whoAmI()}`)
  const record = await pause(url, readToken(given['token-file']), reason)
  if (record.state === 'refused') {
    process.stderr.write(`refused: ${record.refusal?.code ?? 'unknown'}\n`)
    return 1
  }
  process.stdout.write(`paused  command #${record.number ?? '?'}  by ${record.by}  at ${url}\n`)
  return 0
}

await runProgram(program, run)
