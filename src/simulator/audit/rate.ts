import type { Intake } from '../../protocol/nouns.ts'

const WINDOW_SECONDS = 300
const SETTLING_MS = 60_000

export interface RateCheck {
  /** A setting, the seats or a cohort changed: what follows is judged from 60 s later on. */
  changed(at: number): void
  intake(intake: Intake, at: number): void
  /** Of the set rate, the share that the safety net allows. */
  share(share: number): void
  admitted(people: number): void
  /**
   * The second that starts at `from` (ms) is over.
   * @param limited whether nobody waited or no seat was free at some moment of it
   */
  second(from: number, limited: boolean): void
  /** Worst deviation over all windows judged; undefined when there was none. */
  readonly worstPercent: number | undefined
  readonly windows: number
}

/** People admitted against the set rate, in every sliding window of 5 minutes in which the rate alone was the limit. */
export function createRateCheck(): RateCheck {
  const ring = new Uint32Array(WINDOW_SECONDS)
  let filled = 0
  let next = 0
  let sum = 0
  let current = 0
  let setting: Intake | undefined
  let allowed = 1
  let settledFrom = Infinity
  let worst: number | undefined
  let windows = 0

  function restart(): void {
    filled = 0
    sum = 0
    next = 0
  }

  function judge(rate: number): void {
    windows++
    const due = rate * WINDOW_SECONDS
    worst = Math.max(worst ?? 0, (Math.abs(sum - due) / due) * 100)
  }

  function changed(at: number): void {
    restart()
    settledFrom = Math.max(at, setting?.ramp?.to ?? 0) + SETTLING_MS
  }

  return {
    changed,
    intake(intake, at) {
      setting = intake
      changed(at)
    },
    share(share) {
      allowed = share
    },
    admitted(people) {
      current += people
    },
    second(from, limited) {
      const people = current
      current = 0
      if (limited || from < settledFrom || setting === undefined || setting.paused || setting.rate <= 0) {
        restart()
        return
      }
      if (filled === WINDOW_SECONDS) sum -= ring[next] ?? 0
      else filled++
      ring[next] = people
      sum += people
      next = (next + 1) % WINDOW_SECONDS
      if (filled === WINDOW_SECONDS) judge(setting.rate * allowed)
    },
    get worstPercent() {
      return worst
    },
    get windows() {
      return windows
    },
  }
}
