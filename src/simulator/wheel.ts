import { FIELDS, fields } from './people.ts'

/**
 * One pending event for each person, in buckets of one tick: constant time, a few bytes beside the person's record.
 *
 * A hashed timing wheel (Varghese & Lauck, "Hashed and Hierarchical Timing Wheels", SOSP 1987, scheme 6) on flat memory.
 * Ticks count from 0. An event that is due already comes at the next tick. What a bucket has no room for goes to a list of
 * its own: slower and dearer, but never late.
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
/** Room in all buckets together, in multiples of the people there are. */
const SPARE = 3
const LEAST_ROOM = 64

export function createWheel(records: Int32Array): Wheel {
  const people = records.length / FIELDS
  const room = Math.max(LEAST_ROOM, Math.ceil((people * SPARE) / SLOTS))
  const cells = new Int32Array(SLOTS * room)
  const lengths = new Int32Array(SLOTS)
  /** Who comes at this tick, copied out so that they may be scheduled again meanwhile. */
  const coming = new Int32Array(room)
  const spilled = new Map<number, number[]>()
  let now = 0
  let size = 0

  function insert(person: number, tick: number): void {
    records[person * FIELDS + fields.tick] = tick
    const slot = tick & (SLOTS - 1)
    const length = lengths[slot] ?? 0
    if (length === room) spill(person, slot)
    else {
      cells[slot * room + length] = person
      lengths[slot] = length + 1
    }
  }

  function spill(person: number, slot: number): void {
    const list = spilled.get(slot)
    if (list === undefined) spilled.set(slot, [person])
    else list.push(person)
  }

  /** Reads all records at once, which lets the processor fetch many of them together instead of one after the other. */
  function countDue(people: ArrayLike<number>, length: number): number {
    let due = 0
    for (let at = 0; at < length; at++) if ((records[(people[at] ?? 0) * FIELDS + fields.tick] ?? 0) <= now) due++
    return due
  }

  function serve(people: ArrayLike<number>, length: number, due: (person: number) => void): void {
    size -= countDue(people, length)
    for (let at = 0; at < length; at++) {
      const person = people[at] ?? 0
      const tick = records[person * FIELDS + fields.tick] ?? 0
      if (tick > now) insert(person, tick)
      else due(person)
    }
  }

  function turn(due: (person: number) => void): void {
    const slot = now & (SLOTS - 1)
    const length = lengths[slot] ?? 0
    if (length === 0) return
    const spill = spilled.get(slot)
    if (spill !== undefined) spilled.delete(slot)
    coming.set(cells.subarray(slot * room, slot * room + length))
    lengths[slot] = 0
    serve(coming, length, due)
    if (spill !== undefined) serve(spill, spill.length, due)
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
