import type { CommandRecord, Consequence, Order, Preview } from '../../protocol/commands.ts'
import { RefusalError } from '../../protocol/errors.ts'
import { mayAct, type Account, type Cohort, type Intake } from '../../protocol/nouns.ts'
import { commandTable, HIGH_LOAD } from '../../protocol/commands.ts'

/** An approval lapses after so long (real time). */
export const APPROVAL_MS = 120_000

/** A raise by more than this factor is for two people. */
const LARGE_RAISE = 1.2

/** What the question of a second person is decided on. */
export interface Stakes {
  readonly intake: Intake
  readonly cohort: Cohort | undefined
  readonly eventTime: number
  readonly after: Consequence
  /** When a cohort opens as things stand; undefined for one that is not there. */
  opensAt(cohort: string): number | undefined
}

/** Whether an order moves in the dangerous direction: then it is previewed, and perhaps approved. */
export function isRaise(order: Order, intake: Intake): boolean {
  return order.kind === 'resume' || (order.kind === 'set-rate' && order.args.rate > intake.rate)
}

/** Why a second person has to agree; null when one is enough. */
export function approvalReason(order: Order, stakes: Stakes): Preview['approvalReason'] {
  const { intake, cohort, eventTime, after } = stakes
  if (order.kind === 'open-cohort' && cohort && eventTime < cohort.opensAt) return 'early'
  if (order.kind === 'schedule-cohort' && cohort && order.args.opensAt < cohort.opensAt) return 'early'
  if (order.kind === 'import-plan')
    return order.args.cohorts.some(({ id, opensAt }) => opensAt < (stakes.opensAt(id) ?? 0)) ? 'early' : null
  if (order.kind === 'revoke') return order.args.target.what === 'cohort' ? 'revoke' : null
  if (!isRaise(order, intake) && order.kind !== 'open-cohort') return null
  if (order.kind === 'set-rate' && order.args.rate > intake.rate * LARGE_RAISE) return 'raise'
  return after.seatLoad > HIGH_LOAD ? 'load' : null
}

/** Whether this account may decide now on a command that waits. Throws what stands against it. */
export function mustDecide(record: CommandRecord, approve: boolean, by: Account, now: number): void {
  if (!mayAct(by.role, commandTable[record.order.kind].role))
    throw new RefusalError('role-insufficient', `${record.order.kind} needs ${commandTable[record.order.kind].role}`)
  if (record.state === 'expired' || (record.state === 'awaiting-approval' && now >= (record.approvalUntil ?? 0)))
    throw new RefusalError('approval-expired', `approvals lapse after ${APPROVAL_MS / 1000} s`)
  if (record.state !== 'awaiting-approval') throw new RefusalError('command-conflict', `the command is ${record.state}`)
  // Taking back one's own command is no approval.
  if (approve && record.by === by.id) throw new RefusalError('approval-self', 'a second person on another account')
}
