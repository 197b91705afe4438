import { FIELDS, fields } from './people.ts'

/**
 * One pending event for each person, in buckets of one tick: constant time, a few bytes beside the person's record.
 *
 * A hashed timing wheel (Varghese & Lauck, "Hashed and Hierarchical Timing Wheels", SOSP 1987, scheme 6) on flat memory.
 * Ticks count from 0; an event that is due already comes at the next one. A tick takes as many as there are.
 */
export interface Wheel {
  /** Who has an event pending keeps the earlier of the two. */
  schedule(person: number, tick: number): void
  /** Calls `due` for everybody whose tick has come, up to and including `tick`, tick by tick. */
  advance(tick: number, due: (person: number) => void): void
  readonly now: number
  /** Events pending. */
  readonly size: number
}

/** How finely the crowd tells time: one tick, ms of event time. */
export const TICK_MS = 100
/** Half an hour to a round: whoever waits for hours is come across, and passed over, once in each. */
const SLOTS = 16_384
/** A bucket is a chain of blocks of so many people: together in memory, and none is too full. */
const BLOCK = 64
const NONE = -1
/** In a record: no event is pending. No event comes at tick 0. */
const IDLE = 0

export function createWheel(records: Int32Array): Wheel {
  // Only the last block of a bucket is not full, and one more is being emptied.
  let blocks = Math.ceil(records.length / FIELDS / BLOCK) + SLOTS + 1
  let cells = new Int32Array(blocks * BLOCK)
  /** The block after each, in its bucket or among the free ones. */
  let following = chained(0, blocks)
  const first = new Int32Array(SLOTS).fill(NONE)
  const last = new Int32Array(SLOTS).fill(NONE)
  /** People in the last block of each bucket. */
  const filled = new Int32Array(SLOTS)
  let free = 0
  let now = 0
  let size = 0

  /** Cells of events that were moved forward stay until their tick has come, so there may be more of them than people. */
  function grow(): void {
    cells = joined(cells, new Int32Array(cells.length))
    following = joined(following, chained(blocks, 2 * blocks))
    free = blocks
    blocks *= 2
  }

  function extend(slot: number): number {
    if (free === NONE) grow()
    const block = free
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

  /** One cell of the bucket whose turn it is; what it says holds only while the person's record agrees. */
  function take(person: number, due: (person: number) => void): void {
    const tick = records[person * FIELDS + fields.tick] ?? IDLE
    if (tick === now) {
      records[person * FIELDS + fields.tick] = IDLE
      size--
      due(person)
    } else if (tick > now && ((tick ^ now) & (SLOTS - 1)) === 0) insert(person, tick)
  }

  function turn(due: (person: number) => void): void {
    const slot = now & (SLOTS - 1)
    const end = last[slot] ?? NONE
    const rest = filled[slot] ?? 0
    let block = first[slot] ?? NONE
    // The chain is taken off first, so that those who come may be scheduled again meanwhile.
    first[slot] = last[slot] = NONE
    while (block !== NONE) {
      const length = block === end ? rest : BLOCK
      for (let at = 0; at < length; at++) take(cells[block * BLOCK + at] ?? 0, due)
      const next = following[block] ?? NONE
      following[block] = free
      free = block
      block = next
    }
  }

  return {
    schedule(person, tick) {
      const next = Math.max(now + 1, tick)
      const pending = records[person * FIELDS + fields.tick] ?? IDLE
      if (pending === IDLE) size++
      else if (pending <= next) return
      insert(person, next)
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

function joined(one: Int32Array, other: Int32Array): Int32Array<ArrayBuffer> {
  const both = new Int32Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}

/** Blocks from one to another, each followed by the next. */
const chained = (from: number, to: number): Int32Array<ArrayBuffer> =>
  Int32Array.from({ length: to - from }, (_, at) => (from + at + 1 < to ? from + at + 1 : NONE))
