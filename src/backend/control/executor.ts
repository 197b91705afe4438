import type { CommandRecord, CommandState } from '../../protocol/commands.ts'
import { RefusalError } from '../../protocol/errors.ts'
import type { Telemetry } from '../telemetry/contract.ts'
import type { Flow } from './flow.ts'
import type { Ledger } from './ledger.contract.ts'
import { heldBy, isStored, mark, mustBeCurrent, mustBePossible, pull, type Levers } from './levers.ts'
import { readEffects, readLine, stockOf } from './line.ts'
import { consequences, dosesOf } from './preview.ts'
import type { Baseline, Register, StoredCommand } from './register.ts'
import type { Undo } from './undo.ts'
import type { Watch } from './watch.ts'

/**
 * Executes commands at most once, across crashes too. The intent is durable before the effect; the effect, its ledger
 * record and the note that it is done are written in one turn of the event loop, which the store commits as one. A boot
 * that finds an intent without the note compares its resource: untouched, the effect is made up for; set by this very
 * command, it is noted; set by another, the command was overtaken and is refused.
 */
export interface Executor {
  /** Pause is in force before anything is written, and whatever becomes of the writing. */
  pause(stored: StoredCommand): Promise<CommandRecord>
  execute(stored: StoredCommand): Promise<CommandRecord>
  /** Ends a command that has had, and will have, no effect. */
  end(stored: StoredCommand, state: CommandState, refusal: RefusalError): Promise<CommandRecord>
  recover(): Promise<void>
}

export interface ExecutorOptions {
  readonly levers: Levers
  readonly flow: Flow
  readonly register: Register
  readonly ledger: Ledger
  readonly telemetry: Telemetry
  readonly watch: Watch
  readonly undo: Undo
  readonly onError: (error: unknown) => void
}

export function createExecutor(options: ExecutorOptions): Executor {
  const { levers, flow, register, ledger, telemetry, watch, undo, onError } = options

  const baseline = (): Baseline => {
    const { at, eventTime, admitted, alive, doses } = readEffects(levers)
    return { at, eventTime, admitted, alive, doses }
  }

  const append = ({ record }: StoredCommand) => {
    const { id, number, order, by, approvedBy, reason } = record
    ledger.append({ kind: 'command', id, number: number ?? 0, order, by, approvedBy, reason })
  }

  const prepare = (stored: StoredCommand): StoredCommand => ({
    ...stored,
    baseline: baseline(),
    predicted: consequences(stored.command.order, readLine(levers, flow)).after.curve,
    record: { ...stored.record, number: stored.record.number ?? register.nextNumber() },
  })

  const done = (stored: StoredCommand): { stored: StoredCommand; written: Promise<void> } => {
    const finished: StoredCommand = { ...stored, phase: 'done', watching: true }
    const written = register.put(finished)
    if (isStored(stored.command.order)) telemetry.emit({ kind: 'stock', stock: stockOf(levers) })
    watch.begin(finished)
    return { stored: finished, written }
  }

  const end: Executor['end'] = async (stored, state, refusal) => {
    const record: CommandRecord = { ...stored.record, state, approvalUntil: null, refusal: refusal.toRefusal() }
    await register.put({ ...stored, phase: 'over', watching: false, record })
    return record
  }

  const refuse = async (stored: StoredCommand, error: unknown): Promise<never> => {
    if (error instanceof RefusalError) await end(stored, 'refused', error)
    throw error
  }

  const mustStillHold = ({ command: { order, expectedRevision } }: StoredCommand) => {
    mustBeCurrent(order, expectedRevision, levers)
    mustBePossible(order, levers)
  }

  /** The effect of a durable intent. What overtook it meanwhile refuses it. */
  const act = async (intended: StoredCommand): Promise<CommandRecord> => {
    const { order, id } = intended.command
    try {
      mustStillHold(intended)
      if (isStored(order)) await pull(order, levers, id)
    } catch (error) {
      return refuse(intended, error)
    }
    append(intended)
    const { intake } = levers.settings
    const before = intake.current
    const pulled = isStored(order) ? mark(order, levers, id) : pull(order, levers, id)
    undo.noted(order, intended.by.id, before, intake.current)
    const { stored, written } = done(intended)
    await Promise.all([pulled, written])
    return stored.record
  }

  const wasPulled = ({ command: { order, id }, baseline }: StoredCommand): boolean => {
    if (heldBy(order, levers.settings)?.by === id) return true
    if (order.kind === 'revoke')
      return levers.settings.revocations.current.revoked.some(({ command }) => command === id)
    if (order.kind !== 'add-slots' || !baseline) return false
    return levers.bookings.stock().doses >= baseline.doses + dosesOf(order.args.slots)
  }

  return {
    async pause(stored) {
      const since = baseline()
      const record = { ...stored.record, number: register.nextNumber() }
      const pulled = pull(stored.command.order, levers, record.id)
      try {
        const started = { ...prepare({ ...stored, record }), baseline: since }
        const { written } = done(started)
        append(started)
        await Promise.all([pulled, written])
      } catch (error) {
        // It is in force: that the disk could not note it is an alarm, and no answer to who stopped the intake.
        onError(error)
      }
      return register.get(record.id)?.record ?? record
    },
    async execute(stored) {
      const intended = prepare(stored)
      try {
        await register.put(intended)
      } catch (error) {
        register.drop(intended.record.id)
        throw error
      }
      return act(intended)
    },
    end,
    async recover() {
      for (const stored of register.all()) {
        if (stored.phase === 'done') watch.resume(stored)
        if (stored.phase !== 'intended') continue
        if (wasPulled(stored)) {
          // Slots commit alone: their revision and ledger record are made up for.
          if (
            stored.command.order.kind === 'add-slots' &&
            heldBy(stored.command.order, levers.settings)?.by !== stored.record.id
          ) {
            append(stored)
            await mark(stored.command.order, levers, stored.record.id)
          }
          await done(stored).written
        } else
          await act(stored).catch((error: unknown) => {
            if (!(error instanceof RefusalError)) throw error
          })
      }
    },
  }
}
