import { HIGH_LOAD } from '../../protocol/commands.ts'
import { parseKst } from '../../rules/kst.ts'
import type { Launch } from '../launch.ts'

/** What is no mistake in a plan, and may yet not be meant. */
export type PlanNote =
  | {
      /** The rate is for two people to let in again once it was paused. */
      readonly note: 'rate'
      readonly rate: number
      readonly seats: number
      /** Admissions a second that the seats take, and the most that one person may resume with. */
      readonly most: number
      readonly alone: number
      readonly leaseSeconds: number
    }
  | {
      /** Its time is over: nobody will join it. */
      readonly note: 'over'
      readonly cohort: string
      /** Event time, ms. */
      readonly closesAt: number
    }
  | {
      /** Slots that have begun: nobody can book them. */
      readonly note: 'begun'
      readonly slots: number
      readonly doses: number
    }

/** @param now ms */
export function planNotes({ rate, workers, leaseMs, cohorts, slots }: Launch, now: number): PlanNote[] {
  const seats = workers.reduce((sum, worker) => sum + worker.seats, 0)
  // As a backend takes it until it has measured: half the lease.
  const leaseSeconds = leaseMs / 2000
  const most = seats / leaseSeconds
  const alone = most * HIGH_LOAD
  const begun = slots.filter(({ date, time }) => parseKst(date, time) <= now)
  return [
    ...(rate > alone ? [{ note: 'rate', rate, seats, most, alone, leaseSeconds } as const] : []),
    ...cohorts
      .filter(({ closesAt }) => closesAt <= now)
      .map(({ id, closesAt }) => ({ note: 'over', cohort: id, closesAt }) as const),
    ...(begun.length > 0
      ? [{ note: 'begun', slots: begun.length, doses: begun.reduce((sum, { doses }) => sum + doses, 0) } as const]
      : []),
  ]
}
