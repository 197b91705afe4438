/** The measured rate at which the numbers of a line are called, smoothed, per second of event time. */
export interface Pace {
  /** `serving` as it stands at an instant; `set` is the admission rate that the setting gives this line. */
  note(serving: number, at: number, set: number): void
  readonly perSecond: number
}

const SMOOTHED_SECONDS = 60

/** Follows a changed setting at once, in proportion: the measure of the old setting would mislead for a minute. */
export function createPace(serving: number, at: number): Pace {
  let last = { serving, at }
  let reference = 0
  let perSecond = 0
  return {
    note(serving, at, set) {
      // While paused the measure rests: what was measured holds again, in proportion, after the pause.
      if (set > 0) {
        if (set !== reference) {
          perSecond = reference > 0 ? perSecond * (set / reference) : set
          reference = set
        }
        const seconds = (at - last.at) / 1000
        const weight = 1 - Math.exp(-seconds / SMOOTHED_SECONDS)
        if (seconds > 0) perSecond += ((serving - last.serving) / seconds - perSecond) * weight
      }
      last = { serving, at }
    },
    get perSecond() {
      return perSecond
    },
  }
}
