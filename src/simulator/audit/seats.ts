/** Seats held against seats that count, over event time. */
export interface SeatCheck {
  /** Time has come to `at` (ms): what has held since the last call is counted. */
  until(at: number): void
  held(change: number): void
  alive(seats: number): void
  readonly free: number
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
  return {
    until(at) {
      if (since !== undefined && held > allowed) exceededMs += at - since
      since = at
    },
    held(change) {
      held += change
      if (change < 0) allowed = Math.max(alive, Math.min(allowed, held))
    },
    alive(seats) {
      alive = seats
      allowed = Math.max(seats, Math.min(allowed, held))
    },
    get free() {
      return alive - held
    },
    get exceededSeconds() {
      return exceededMs / 1000
    },
  }
}
