import type { ConsoleMessage, ServerMessage } from '../../protocol/console.ts'
import type { Account } from '../../protocol/nouns.ts'
import { RefusalError } from '../../protocol/errors.ts'
import type { Alerts } from '../alarms/alerts.ts'
import type { Clock } from '../clock.ts'
import type { Accounts } from '../control/accounts.ts'
import type { Control } from '../control/contract.ts'
import type { Presence } from '../control/presence.ts'
import type { Ledger } from '../control/ledger.contract.ts'
import type { Telemetry } from '../telemetry/contract.ts'

/** The parts of a backend that the operator plane speaks for. */
export interface OperatorParts {
  readonly clock: Clock
  readonly control: Control
  readonly alerts: Alerts
  readonly presence: Presence
  readonly telemetry: Telemetry
  readonly ledger: Pick<Ledger, 'rows'>
}

type Hello = Extract<ConsoleMessage, { type: 'hello' }>
export type Request = Exclude<ConsoleMessage, Hello>

/** Parts, and who may be named to them. */
export type Answering = OperatorParts & { readonly accounts: Pick<Accounts, 'has'> }

type Answers = {
  readonly [T in Request['type']]: (
    message: Extract<Request, { type: T }>,
    by: Account,
    parts: Answering,
  ) => ServerMessage | Promise<ServerMessage>
}

/** The answer to each message of a console. Throws `RefusalError`. */
const answers: Answers = {
  ping: ({ request }, _, { clock }) => ({
    type: 'pong',
    request,
    serverTime: clock.real(),
    eventTime: clock.event(),
  }),
  history({ request, afterSequence, limit }, _, { telemetry }) {
    const { samples, events, next } = telemetry.since(afterSequence, limit)
    return { type: 'history', request, samples, events, next }
  },
  preview: ({ request, order }, by, { control }) => ({
    type: 'preview',
    request,
    preview: control.preview(order, by),
  }),
  plan: ({ request, after }, _, { control }) => ({ type: 'plan', request, plan: control.plan(after) }),
  identify: async ({ request, who }, by, { control }) => ({
    type: 'identified',
    request,
    identified: await control.identify(who, by),
  }),
  command: async ({ request, command }, by, { control }) => ({
    type: 'command',
    request,
    command: await control.command(command, by),
  }),
  'command-status': ({ request, id }, _, { control }) => ({ type: 'command', request, command: control.status(id) }),
  approve: async ({ request, id, approve }, by, { control }) => ({
    type: 'command',
    request,
    command: await control.approve(id, approve, by),
  }),
  acknowledge: async ({ request, alert }, by, { alerts }) => ({
    type: 'alert',
    request,
    alert: await alerts.acknowledge(alert, by),
  }),
  shelve: async ({ request, alert, minutes, reason }, by, { alerts }) => ({
    type: 'alert',
    request,
    alert: await alerts.shelve(alert, minutes, reason, by),
  }),
  assign: async ({ request, alert, owner }, by, { alerts, accounts }) => {
    // An alert in the hands of nobody would look as if somebody saw to it.
    if (!accounts.has(owner)) throw new RefusalError('resource-unknown', `account ${owner}`)
    return { type: 'alert', request, alert: await alerts.assign(alert, owner, by) }
  },
  unshelve: async ({ request, alert }, by, { alerts }) => ({
    type: 'alert',
    request,
    alert: await alerts.unshelve(alert, by),
  }),
  resolve: async ({ request, alert }, by, { alerts }) => ({
    type: 'alert',
    request,
    alert: await alerts.resolveByHand(alert, by),
  }),
  'alert-history': ({ request, before, limit }, _, { alerts }) => ({
    type: 'alert-history',
    request,
    ...alerts.history(before, limit),
  }),
  note: async ({ request, alert, text }, by, { alerts }) => ({
    type: 'alert',
    request,
    alert: await alerts.note(alert, text, by),
  }),
}

export async function answer(message: Request, by: Account, parts: Answering): Promise<ServerMessage> {
  const handler = answers[message.type] as (
    message: Request,
    by: Account,
    parts: Answering,
  ) => ServerMessage | Promise<ServerMessage>
  return handler(message, by, parts)
}

export function welcome(by: Account, { clock, control, telemetry }: OperatorParts): ServerMessage {
  return {
    type: 'welcome',
    version: 1,
    epoch: telemetry.epoch,
    account: by,
    serverTime: clock.real(),
    eventTime: clock.event(),
    firstSequence: telemetry.firstSequence,
    lastSequence: telemetry.lastSequence,
    snapshot: control.snapshot(),
  }
}
