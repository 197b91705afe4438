import { createBits } from './bits.ts'

/** What the ledger says happened to one number. */
export type SeatChange = -1 | 0 | 1

/** One cohort's line, replayed from the ledger's operations. Numbers count from 1. */
export interface Line {
  /** @param op a letter and a number, as in the ledger; returns what it did to the seats. Unknown letters throw. */
  apply(op: string): SeatChange
  /** Joined, not called, not left. */
  readonly waiting: number
  /** Called, claimed, waiting for a seat. */
  readonly parked: number
  readonly joined: number
  readonly called: number
  readonly admitted: number
  readonly booked: number
  /** Admissions that were out of order. */
  readonly inversions: number
  /** Whether the number ever got a seat. */
  wasAdmitted(number: number): boolean
}

/**
 * An admission is out of order when a lower number had been parked before and still waited, when the number had not
 * been called, or when it was admitted before.
 */
export function createLine(): Line {
  const admittedOnce = createBits()
  const seated = createBits()
  const parkedNow = createBits()
  const leftEarly = createBits()
  let joined = 0
  let called = 0
  let gone = 0
  let parked = 0
  let lowestParked = Infinity
  let admitted = 0
  let booked = 0
  let inversions = 0

  function unpark(number: number): void {
    if (!parkedNow.has(number)) return
    parkedNow.delete(number)
    parked--
    if (number === lowestParked) lowestParked = parkedNow.next(number + 1)
  }

  function park(number: number): void {
    if (parkedNow.has(number)) return
    parkedNow.add(number)
    parked++
    lowestParked = Math.min(lowestParked, number)
  }

  function admit(number: number): SeatChange {
    unpark(number)
    if (number > called || admittedOnce.has(number) || lowestParked < number) inversions++
    admittedOnce.add(number)
    admitted++
    const change = seated.has(number) ? 0 : 1
    seated.add(number)
    return change
  }

  function free(number: number): SeatChange {
    unpark(number)
    if (!seated.has(number)) {
      if (number > called && !leftEarly.has(number)) {
        leftEarly.add(number)
        gone++
      }
      return 0
    }
    seated.delete(number)
    return -1
  }

  return {
    apply(op) {
      const number = Number(op.slice(1))
      switch (op.charAt(0)) {
        case 'j':
          joined = Math.max(joined, number)
          return 0
        case 'c':
          if (gone > 0) gone -= leftEarly.count(called, number)
          called = Math.max(called, number)
          return 0
        case 'p':
          park(number)
          return 0
        case 'a':
          return admit(number)
        case 'b':
          booked++
          return free(number)
        case 'l':
        case 'x':
          return free(number)
        default:
          throw new RangeError(`unknown operation in the ledger: ${op}`)
      }
    },
    get waiting() {
      return joined - called - gone
    },
    get parked() {
      return parked
    },
    get joined() {
      return joined
    },
    get called() {
      return called
    },
    get admitted() {
      return admitted
    },
    get booked() {
      return booked
    },
    get inversions() {
      return inversions
    },
    wasAdmitted: number => admittedOnce.has(number),
  }
}
