import { FIELDS, fields } from './people.ts'

/**
 * One pending event for each person, in buckets of one tick: constant time, four bytes beside the person's record.
 *
 * A hashed timing wheel (Varghese & Lauck, "Hashed and Hierarchical Timing Wheels", SOSP 1987, scheme 6). Ticks count
 * from 0; an event that is due already comes at the next tick.
 */
export interface Wheel {
  /** The person must have no event pending. */
  schedule(person: number, tick: number): void
  /** Calls `due` for everybody whose tick has come, up to and including `tick`, tick by tick. */
  advance(tick: number, due: (person: number) => void): void
  readonly now: number
  /** Events pending. */
  readonly size: number
}

interface Bucket {
  people: Int32Array
  length: number
}

const SLOTS = 2048

export function createWheel(records: Int32Array): Wheel {
  const buckets = Array.from({ length: SLOTS }, (): Bucket => ({ people: new Int32Array(16), length: 0 }))
  /** The bucket being emptied; swapped in, so that its people may be scheduled again meanwhile. */
  let emptied: Bucket = { people: new Int32Array(16), length: 0 }
  let now = 0
  let size = 0

  function insert(person: number, tick: number): void {
    const bucket = buckets[tick & (SLOTS - 1)]
    if (bucket === undefined) return
    if (bucket.length === bucket.people.length) {
      const grown = new Int32Array(bucket.length * 2)
      grown.set(bucket.people)
      bucket.people = grown
    }
    bucket.people[bucket.length++] = person
    records[person * FIELDS + fields.tick] = tick
  }

  /** Reads all records at once, which lets the processor fetch many of them together instead of one after the other. */
  function countDue(bucket: Bucket): number {
    let due = 0
    for (let at = 0; at < bucket.length; at++)
      if ((records[(bucket.people[at] ?? 0) * FIELDS + fields.tick] ?? 0) <= now) due++
    return due
  }

  function turn(due: (person: number) => void): void {
    const slot = now & (SLOTS - 1)
    const bucket = buckets[slot]
    if (bucket === undefined || bucket.length === 0) return
    buckets[slot] = emptied
    emptied = bucket
    size -= countDue(bucket)
    for (let at = 0; at < bucket.length; at++) {
      const person = bucket.people[at] ?? 0
      const tick = records[person * FIELDS + fields.tick] ?? 0
      if (tick > now) insert(person, tick)
      else due(person)
    }
    bucket.length = 0
  }

  return {
    schedule(person, tick) {
      insert(person, Math.max(now + 1, tick))
      size++
    },
    advance(tick, due) {
      while (now < tick) {
        now++
        turn(due)
      }
    },
    get now() {
      return now
    },
    get size() {
      return size
    },
  }
}
