import { FIELDS, fields } from './people.ts'

/**
 * One pending event for each person, in buckets of one tick: constant time, a few bytes beside the person's record.
 *
 * A hashed timing wheel (Varghese & Lauck, "Hashed and Hierarchical Timing Wheels", SOSP 1987, scheme 6) on flat memory.
 * Ticks count from 0; an event that is due already comes at the next one. A tick takes as many as there are.
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
/** A bucket is a chain of blocks of so many people: together in memory, and none is too full. */
const BLOCK = 64
const NONE = -1

export function createWheel(records: Int32Array): Wheel {
  // Only the last block of a bucket is not full, and one more is being emptied.
  const blocks = Math.ceil(records.length / FIELDS / BLOCK) + SLOTS + 1
  const cells = new Int32Array(blocks * BLOCK)
  /** The block after each, in its bucket or among the free ones. */
  const following = Int32Array.from({ length: blocks }, (_, block) => (block + 1 < blocks ? block + 1 : NONE))
  const first = new Int32Array(SLOTS).fill(NONE)
  const last = new Int32Array(SLOTS).fill(NONE)
  /** People in the last block of each bucket. */
  const filled = new Int32Array(SLOTS)
  let free = 0
  let now = 0
  let size = 0

  function extend(slot: number): number {
    const block = free
    if (block === NONE) throw new RangeError('more events than people')
    free = following[block] ?? NONE
    following[block] = NONE
    const end = last[slot] ?? NONE
    if (end === NONE) first[slot] = block
    else following[end] = block
    last[slot] = block
    filled[slot] = 0
    return block
  }

  function insert(person: number, tick: number): void {
    const slot = tick & (SLOTS - 1)
    const end = last[slot] ?? NONE
    const block = end === NONE || filled[slot] === BLOCK ? extend(slot) : end
    const at = filled[slot] ?? 0
    cells[block * BLOCK + at] = person
    filled[slot] = at + 1
    records[person * FIELDS + fields.tick] = tick
  }

  /** Reads the records of a block at once, which lets the processor fetch many together instead of one by one. */
  function countDue(start: number, length: number): number {
    let due = 0
    for (let at = start; at < start + length; at++)
      if ((records[(cells[at] ?? 0) * FIELDS + fields.tick] ?? 0) <= now) due++
    return due
  }

  function turn(due: (person: number) => void): void {
    const slot = now & (SLOTS - 1)
    const end = last[slot] ?? NONE
    const rest = filled[slot] ?? 0
    let block = first[slot] ?? NONE
    // The chain is taken off first, so that those who come may be scheduled again meanwhile.
    first[slot] = last[slot] = NONE
    while (block !== NONE) {
      const start = block * BLOCK
      const length = block === end ? rest : BLOCK
      size -= countDue(start, length)
      for (let at = start; at < start + length; at++) {
        const person = cells[at] ?? 0
        const tick = records[person * FIELDS + fields.tick] ?? 0
        if (tick > now) insert(person, tick)
        else due(person)
      }
      const next = following[block] ?? NONE
      following[block] = free
      free = block
      block = next
    }
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
