import type { Measured } from '../../rules/outlook.ts'

/** Doses that a seat takes, measured from the seats given back and the bookings made: forgets after about a thousand. */
export interface Uptake {
  /** Seats given back and bookings made, both since the launch began; measures from the first time on. */
  note(ended: number, booked: number): void
  readonly taken: Measured
}

const SMOOTHED = 1_000
/** What is believed before anything was seen. */
const PRIOR = { mean: 0.9, cases: 20 }

export function createUptake(): Uptake {
  let last: { readonly ended: number; readonly booked: number } | undefined
  let doses = PRIOR.mean * PRIOR.cases
  let cases = PRIOR.cases

  return {
    note(ended, booked) {
      last ??= { ended, booked }
      const fresh = ended - last.ended
      if (fresh <= 0) return
      const keep = Math.exp(-fresh / SMOOTHED)
      doses = doses * keep + (booked - last.booked)
      cases = cases * keep + fresh
      last = { ended, booked }
    },
    get taken() {
      return { mean: Math.max(0.05, doses / cases), cases }
    },
  }
}
