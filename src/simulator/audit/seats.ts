/** Seats held against seats that count, over event time. */
export interface SeatCheck {
  /** Time has come to `at` (ms): what has held since the last call is counted. */
  until(at: number): void
  held(change: number): void
  alive(seats: number): void
  /** Fewest free at any moment since the last call of `until`. */
  readonly fewestFree: number
  /** Whether more are held now than may be. */
  readonly over: boolean
  /** Held now. */
  readonly taken: number
  readonly exceededSeconds: number
}

/**
 * Seats are exceeded while more are held than count, and admissions made it so: when seats die under their holders, the
 * holders are not too many, but nobody may be admitted until so many have gone.
 */
export function createSeatCheck(): SeatCheck {
  let held = 0
  let alive = 0
  let allowed = 0
  let since: number | undefined
  let exceededMs = 0
  let fewestFree = 0
  /** Exceeded for less than an instant, which many operations share: counts until the next. */
  let briefly = false
  return {
    until(at) {
      if (since !== undefined && (briefly || held > allowed)) exceededMs += at - since
      since = at
      briefly = false
      fewestFree = alive - held
    },
    held(change) {
      held += change
      if (change < 0) allowed = Math.max(alive, Math.min(allowed, held))
      briefly ||= change > 0 && held > allowed
      fewestFree = Math.min(fewestFree, alive - held)
    },
    alive(seats) {
      alive = seats
      allowed = Math.max(seats, Math.min(allowed, held))
      fewestFree = Math.min(fewestFree, alive - held)
    },
    get fewestFree() {
      return fewestFree
    },
    get over() {
      return held > allowed
    },
    get taken() {
      return held
    },
    get exceededSeconds() {
      return exceededMs / 1000
    },
  }
}
