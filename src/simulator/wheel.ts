import { FIELDS, fields } from './people.ts'

/**
 * One pending event for each person, in buckets of one tick: constant time, no memory beyond the person's record.
 *
 * A hashed timing wheel (Varghese & Lauck, "Hashed and Hierarchical Timing Wheels", SOSP 1987, scheme 6) whose lists
 * run through the people themselves. Ticks count from 0; an event that is due already comes at the next tick.
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

const SLOTS = 2048
const NONE = -1

export function createWheel(records: Int32Array): Wheel {
  const heads = new Int32Array(SLOTS).fill(NONE)
  let now = 0
  let size = 0

  function insert(person: number, tick: number): void {
    const slot = tick & (SLOTS - 1)
    records[person * FIELDS + fields.tick] = tick
    records[person * FIELDS + fields.next] = heads[slot] ?? NONE
    heads[slot] = person
  }

  return {
    schedule(person, tick) {
      insert(person, Math.max(now + 1, tick))
      size++
    },
    advance(tick, due) {
      while (now < tick) {
        now++
        const slot = now & (SLOTS - 1)
        let person = heads[slot] ?? NONE
        heads[slot] = NONE
        while (person !== NONE) {
          const following = records[person * FIELDS + fields.next] ?? NONE
          const at = records[person * FIELDS + fields.tick] ?? 0
          if (at > now) insert(person, at)
          else {
            size--
            due(person)
          }
          person = following
        }
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
