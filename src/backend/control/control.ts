import { commandTable, type Command, type CommandRecord, type Order } from '../../protocol/commands.ts'
import type { Snapshot } from '../../protocol/console.ts'
import { RefusalError } from '../../protocol/errors.ts'
import { mayAct, type Account } from '../../protocol/nouns.ts'
import type { Alerts } from '../alarms/alerts.ts'
import type { Annotations } from '../alarms/annotations.ts'
import type { Telemetry } from '../telemetry/contract.ts'
import { APPROVAL_MS, approvalReason, isRaise, mustDecide } from './approvals.ts'
import type { Control, Documents } from './contract.ts'
import { createExecutor, type Executor } from './executor.ts'
import { identify } from './identify.ts'
import type { Flow } from './flow.ts'
import { heldBy, mustBeCurrent, mustBePossible, type Levers } from './levers.ts'
import { readLine, stockOf } from './line.ts'
import type { Ledger } from './ledger.contract.ts'
import { planPage, type PlanHead } from './planning.ts'
import { consequences, createPreviews } from './preview.ts'
import { createRegister, sameCommand, type StoredCommand } from './register.ts'
import { createUndo } from './undo.ts'
import { createWatch } from './watch.ts'

export interface ControlOptions {
  readonly levers: Levers
  readonly flow: Flow
  readonly launch: PlanHead
  readonly documents: Documents
  readonly ledger: Ledger
  readonly telemetry: Telemetry
  readonly alerts: Alerts
  readonly annotations: Pick<Annotations, 'list'>
  /** Told when something could not be made durable although it is in force. */
  readonly onError: (error: unknown) => void
}

/** Commands and previews a snapshot shows. */
const COMMANDS_SHOWN = 100

/** Finishes or drops what a crash left half done, then takes commands. */
export async function createControl(options: ControlOptions): Promise<Control> {
  const { levers, flow, launch, documents, ledger, telemetry, alerts, annotations, onError } = options
  const { clock, settings, capacity } = levers
  const register = createRegister(documents, command => telemetry.emit({ kind: 'command', command }))
  const previews = createPreviews(() => clock.real())
  const watch = createWatch({ levers, register, alerts, onError })
  const undo = createUndo(() => clock.real())
  const executor: Executor = createExecutor({ levers, flow, register, ledger, telemetry, watch, undo, onError })
  await executor.recover()

  /** Commands under way, so that a repeat that overtakes its first answer waits for that answer. */
  const underWay = new Map<string, Promise<CommandRecord>>()
  let last: Promise<unknown> = Promise.resolve()
  /** One command at a time; only pause passes the others. */
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const mine = last.then(act)
    last = mine.catch(() => undefined)
    return mine
  }

  const mayGive = (order: Order, by: Account) => {
    const { role } = commandTable[order.kind]
    if (!mayAct(by.role, role)) throw new RefusalError('role-insufficient', `${order.kind} needs ${role}`)
  }

  const project = (order: Order, by: Account) => {
    const { before, after } = consequences(order, readLine(levers, flow))
    const cohort = 'cohort' in order.args ? settings.cohorts.get(order.args.cohort)?.current : undefined
    const intake = settings.intake.current
    const undoUntil = undo.until(order, by.id, intake)
    const opensAt = (id: string) => settings.cohorts.get(id)?.current.opensAt
    const stakes = { intake, cohort, eventTime: clock.event(), after, opensAt }
    return { before, after, reason: undoUntil === undefined ? approvalReason(order, stakes) : null, undoUntil }
  }

  const needsPreview = (order: Order): boolean => {
    const { guard } = commandTable[order.kind]
    return guard !== 'safe' && (order.kind !== 'set-rate' || isRaise(order, settings.intake.current))
  }

  const mayOverride = ({ override, reason }: Command, by: Account) => {
    if (!override) return
    if (!mayAct(by.role, 'commander')) throw new RefusalError('role-insufficient', 'override needs commander')
    if (reason === '') throw new RefusalError('bad-request', 'an override needs a reason')
  }

  const give = async (command: Command, by: Account): Promise<CommandRecord> => {
    const { order } = command
    if (order.kind !== 'pause') mayOverride(command, by)
    mustBeCurrent(order, command.expectedRevision, levers)
    mustBePossible(order, levers)
    const revision = heldBy(order, settings)?.current.revision ?? null
    const preview = needsPreview(order) ? previews.need(command.previewId, order, revision, by) : undefined
    const waits = preview?.needsApproval ?? false
    const stored: StoredCommand = {
      command,
      by,
      phase: waits ? 'waiting' : 'intended',
      baseRevision: revision,
      baseline: null,
      predicted: [],
      watching: false,
      record: {
        id: command.id,
        order,
        state: waits ? 'awaiting-approval' : 'accepted',
        by: by.id,
        approvedBy: null,
        reason: command.reason,
        at: clock.real(),
        eventTime: clock.event(),
        approvalUntil: waits ? clock.real() + APPROVAL_MS : null,
        refusal: null,
        number: null,
        effects: [],
      },
    }
    if (!waits) return order.kind === 'pause' ? executor.pause(stored) : executor.execute(stored)
    await register.put(stored)
    return stored.record
  }

  const decide = async (id: string, approve: boolean, by: Account): Promise<CommandRecord> => {
    const stored = register.get(id)
    if (!stored) throw new RefusalError('approval-unknown', id)
    // The same answer given twice: the first one counts, and is told again.
    if (approve && stored.record.approvedBy === by.id) return stored.record
    mustDecide(stored.record, approve, by, clock.real())
    if (!approve) return executor.end(stored, 'refused', new RefusalError('approval-declined', `by ${by.id}`))
    try {
      mustBeCurrent(stored.command.order, stored.command.expectedRevision, levers)
      mustBePossible(stored.command.order, levers)
    } catch (error) {
      if (error instanceof RefusalError) await executor.end(stored, 'refused', error)
      throw error
    }
    return executor.execute({
      ...stored,
      phase: 'intended',
      record: { ...stored.record, state: 'accepted', approvedBy: by.id, approvalUntil: null },
    })
  }

  const lapse = () => {
    for (const stored of register.all())
      if (stored.phase === 'waiting' && (stored.record.approvalUntil ?? 0) <= clock.real())
        executor.end(stored, 'expired', new RefusalError('approval-expired')).catch(onError)
  }

  return {
    snapshot: (): Snapshot => ({
      mode: launch.mode,
      launch: launch.name,
      speed: clock.speed,
      timeVerified: clock.verified,
      intake: settings.intake.current,
      cohorts: [...settings.cohorts.values()].map(({ current }) => current),
      capacity: capacity.reading(),
      stock: stockOf(levers),
      safetyNet: levers.safetyNet.current,
      commands: register.recent(COMMANDS_SHOWN),
      alerts: alerts.list(),
      alarms: alerts.load(),
      annotations: annotations.list(),
    }),
    preview(order, by) {
      mayGive(order, by)
      mustBePossible(order, levers)
      const { before, after, reason, undoUntil } = project(order, by)
      const revision = heldBy(order, settings)?.current.revision ?? null
      return previews.keep(
        {
          order,
          revision,
          before,
          after,
          needsApproval: reason !== null,
          approvalReason: reason,
          ...(order.kind === 'revoke' && { reach: levers.gate.reach(order.args.target) }),
        },
        by,
        undoUntil,
      )
    },
    plan: after => planPage(launch, after, levers),
    async identify(who, by) {
      if (!mayAct(by.role, commandTable.revoke.role)) throw new RefusalError('role-insufficient', 'identify')
      return identify(who, levers)
    },
    async command(command, by) {
      mayGive(command.order, by)
      const known = register.get(command.id)
      if (known && !(sameCommand(known.command, command) && known.by.id === by.id))
        throw new RefusalError('command-conflict', `the id belongs to another command: ${known.record.order.kind}`)
      const pending = underWay.get(command.id)
      if (pending) return pending
      if (known) return known.record
      const mine = command.order.kind === 'pause' ? give(command, by) : inTurn(() => give(command, by))
      underWay.set(command.id, mine)
      try {
        return await mine
      } finally {
        underWay.delete(command.id)
      }
    },
    status(id) {
      const known = register.get(id)
      if (!known) throw new RefusalError('resource-unknown', `command ${id}`)
      return known.record
    },
    approve: (id, approve, by) => inTurn(() => decide(id, approve, by)),
    tick() {
      flow.tick()
      lapse()
      watch.tick()
    },
  }
}
