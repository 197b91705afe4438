import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import type { CommandRecord } from '../../../src/protocol/commands.ts'
import {
  consoleMessageSchema,
  protocolVersion,
  type ConsoleMessage,
  type EventBody,
  type LaunchEvent,
  type Sample,
  type ServerMessage,
  type Snapshot,
} from '../../../src/protocol/console.ts'
import type { ErrorCode } from '../../../src/protocol/errors.ts'
import { readFrame } from '../../../src/protocol/frame.ts'

/**
 * An operator plane whose faults a test commands: it speaks the protocol over a real socket, keeps its numbered history,
 * and can go silent, be cut, forget, jump or begin a new epoch at a chosen moment.
 */
export interface OperatorPlane {
  readonly url: string
  epoch: string
  readonly connections: Set<WebSocket>
  readonly heard: ConsoleMessage[]
  readonly executed: Map<string, CommandRecord>
  /** Run instead of the plane's own answer when it returns true. */
  intercept: (message: ConsoleMessage, socket: WebSocket) => boolean
  refuseWith: ErrorCode | null
  sample(full?: boolean, heardByAll?: boolean): Sample
  event(body: EventBody, heardByAll?: boolean): LaunchEvent
  /** A new boot: numbers start again and the history is empty. */
  reboot(epoch: string): void
  cut(): void
  close(): Promise<void>
}

export const token = 'operator-token'

export const snapshot = (): Snapshot => ({
  mode: 'DRILL',
  launch: { ko: '훈련', en: 'Drill' },
  speed: 10,
  timeVerified: true,
  intake: { rate: 4, paused: false, ramp: null, revision: 3 },
  cohorts: [],
  capacity: { workers: [], revision: 1 },
  stock: { slots: 1, doses: 100, left: 90, revision: 1 },
  safetyNet: { mode: 'advise', limit: 1, acts: [], revision: 0 },
  commands: [],
  alerts: [],
  alarms: { load: 0, operators: 1, floodSince: null, silenced: 0 },
  annotations: [],
})

export function recordOf(message: Extract<ConsoleMessage, { type: 'command' }>, number: number): CommandRecord {
  const { id, order, reason } = message.command
  const now = Date.now()
  return {
    id,
    order,
    state: 'accepted',
    by: 'duty-1',
    approvedBy: null,
    reason,
    at: now,
    eventTime: now,
    approvalUntil: null,
    refusal: null,
    number,
    effects: [],
  }
}

export async function openOperatorPlane(port = 0): Promise<OperatorPlane> {
  const server = new WebSocketServer({ port, host: '127.0.0.1' })
  await new Promise(resolve => server.once('listening', resolve))
  let history: (Sample | LaunchEvent)[] = []
  let sequence = 0

  const say = (socket: WebSocket, message: ServerMessage) => socket.send(JSON.stringify(message))
  const publish = <T extends Sample | LaunchEvent>(message: T, heardByAll: boolean): T => {
    history.push(message)
    if (heardByAll) for (const socket of plane.connections) say(socket, message)
    return message
  }

  const greet = (socket: WebSocket) => {
    if (plane.refuseWith) {
      say(socket, { type: 'error', request: null, refusal: { code: plane.refuseWith } })
      socket.close()
      return
    }
    plane.connections.add(socket)
    const now = Date.now()
    say(socket, {
      type: 'welcome',
      version: protocolVersion,
      epoch: plane.epoch,
      account: { id: 'duty-1', name: 'Duty', role: 'operator' },
      serverTime: now,
      eventTime: now,
      firstSequence: history[0]?.sequence ?? 0,
      lastSequence: sequence,
      snapshot: snapshot(),
    })
  }

  const answer = (socket: WebSocket, message: ConsoleMessage) => {
    const now = Date.now()
    switch (message.type) {
      case 'hello':
        greet(socket)
        break
      case 'ping':
        say(socket, { type: 'pong', request: message.request, serverTime: now, eventTime: now })
        break
      case 'history': {
        const kept = history.filter(item => item.type === 'event' || item.full)
        const page = kept.filter(item => item.sequence > message.afterSequence).slice(0, message.limit)
        const more = page.length === message.limit
        say(socket, {
          type: 'history',
          request: message.request,
          samples: page.filter(item => item.type === 'sample'),
          events: page.filter(item => item.type === 'event'),
          next: more ? (page.at(-1)?.sequence ?? null) : null,
        })
        break
      }
      case 'command': {
        const record = plane.executed.get(message.command.id) ?? recordOf(message, plane.executed.size + 1)
        plane.executed.set(record.id, record)
        say(socket, { type: 'command', request: message.request, command: record })
        break
      }
      case 'command-status': {
        const record = plane.executed.get(message.id)
        if (record) say(socket, { type: 'command', request: message.request, command: record })
        else say(socket, { type: 'error', request: message.request, refusal: { code: 'resource-unknown' } })
        break
      }
      case 'preview':
      case 'plan':
      case 'identify':
      case 'approve':
      case 'acknowledge':
      case 'shelve':
      case 'assign':
      case 'note':
      case 'unshelve':
      case 'resolve':
      case 'alert-history':
        say(socket, { type: 'error', request: message.request, refusal: { code: 'message-unknown' } })
    }
  }

  server.on('connection', socket => {
    socket.on('close', () => plane.connections.delete(socket))
    socket.on('message', data => {
      const message = readFrame((data as Buffer).toString(), consoleMessageSchema, 65_536)
      plane.heard.push(message)
      if (!plane.intercept(message, socket)) answer(socket, message)
    })
  })

  const plane: OperatorPlane = {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/v1/console`,
    epoch: 'epoch-one',
    connections: new Set(),
    heard: [],
    executed: new Map(),
    intercept: () => false,
    refuseWith: null,
    sample: (full = true, heardByAll = true) => {
      const now = Date.now() + sequence
      const values = { 'queue.waiting': ++sequence }
      return publish({ type: 'sample', sequence, full, at: now, eventTime: now, values, labels: {} }, heardByAll)
    },
    event: (body, heardByAll = true) =>
      publish({ type: 'event', sequence: ++sequence, at: Date.now(), eventTime: Date.now(), body }, heardByAll),
    reboot(epoch) {
      plane.epoch = epoch
      history = []
      sequence = 0
    },
    cut() {
      for (const socket of server.clients) socket.terminate()
    },
    async close() {
      plane.cut()
      await new Promise(resolve => server.close(resolve))
    },
  }
  return plane
}
