import type { Booking, Site, Slot } from '../../protocol/citizen.ts'
import { RefusalError } from '../../protocol/errors.ts'
import { parseKst } from '../../rules/kst.ts'
import type { SlotAddition } from './contract.ts'

export interface SlotRow extends Slot {
  readonly doses: number
}

type SlotFacts = Booking['slot']

/** What is left to be booked, in memory, moved only by what has been committed: the availability that everybody reads. */
export interface StockBook {
  putSite(site: Omit<Site, 'left'>): void
  /** A slot as it stands in the store: new, or with doses added. */
  putSlot(row: SlotRow): void
  /**
   * Takes off sale whatever begins at this instant or before it (event time, ms): nobody can come to it any more. A clock
   * that was wrong and is set back brings it back.
   */
  expire(now: number): void
  /** −1 for a booking, +1 for a cancellation. */
  move(slot: number, by: 1 | -1): void
  hasSite(id: string): boolean
  /** Undefined for a slot that does not exist or is over. */
  left(slot: number): number | undefined
  facts(slot: number): SlotFacts | undefined
  sites(): readonly Site[]
  slots(site: string): readonly Slot[]
  planned(): readonly SlotAddition[]
  totals(): { slots: number; doses: number; left: number }
}

interface Entry {
  readonly facts: SlotFacts
  readonly shelf: Shelf
  /** Event time, ms. */
  readonly beginsAt: number
  doses: number
  left: number
  over: boolean
  /** As it is listed; undefined once a booking has made it old. */
  listed: Slot | undefined
}

interface Shelf {
  readonly site: Omit<Site, 'left'>
  readonly entries: Entry[]
  left: number
  /** The last listing handed out; undefined once a booking has made it old. */
  listing: readonly Slot[] | undefined
}

export function createStockBook(): StockBook {
  const shelves = new Map<string, Shelf>()
  const entries = new Map<number, Entry>()
  /** In the order in which they begin, unless something was added since; so many of the first are over. */
  const order: Entry[] = []
  let sorted = true
  let begun = 0
  let over = -Infinity
  let siteListing: readonly Site[] | undefined
  let doses = 0
  let left = 0

  function change(entry: Entry, dosesBy: number, leftBy: number): void {
    entry.doses += dosesBy
    doses += dosesBy
    entry.left += leftBy
    if (!entry.over) offer(entry, leftBy)
  }

  /** So many more can be booked. */
  function offer(entry: Entry, by: number): void {
    entry.listed = undefined
    entry.shelf.left += by
    entry.shelf.listing = undefined
    siteListing = undefined
    left += by
  }

  function expire(now: number): void {
    over = now
    if (!sorted) {
      order.sort((a, b) => a.beginsAt - b.beginsAt)
      begun = order.filter(entry => entry.over).length
      sorted = true
    }
    for (let entry = order[begun]; entry && entry.beginsAt <= now; entry = order[++begun]) {
      offer(entry, -entry.left)
      entry.over = true
    }
    for (let entry = order[begun - 1]; entry && entry.beginsAt > now; entry = order[--begun - 1]) {
      offer(entry, entry.left)
      entry.over = false
    }
  }

  return {
    putSite(site) {
      const shelf = shelves.get(site.id)
      if (shelf) return
      shelves.set(site.id, { site, entries: [], left: 0, listing: undefined })
      siteListing = undefined
    },
    putSlot(row) {
      const shelf = shelves.get(row.site)
      if (!shelf) throw new Error(`slot ${row.id} of unknown site ${row.site}`)
      let entry = entries.get(row.id)
      if (!entry) {
        const { id, site, vaccine, date, time } = row
        const facts = Object.freeze({ id, site, vaccine, date, time })
        const beginsAt = parseKst(date, time)
        entry = { facts, shelf, beginsAt, doses: 0, left: 0, over: beginsAt <= over, listed: undefined }
        entries.set(id, entry)
        shelf.entries.push(entry)
        order.push(entry)
        sorted = false
      }
      change(entry, row.doses - entry.doses, row.left - entry.left)
    },
    expire,
    move(slot, by) {
      const entry = entries.get(slot)
      if (entry) change(entry, 0, by)
    },
    hasSite: id => shelves.has(id),
    left(slot) {
      const entry = entries.get(slot)
      return entry?.over ? undefined : entry?.left
    },
    facts: slot => entries.get(slot)?.facts,
    sites: () => (siteListing ??= Array.from(shelves.values(), ({ site, left }) => ({ ...site, left }))),
    slots(site) {
      const shelf = shelves.get(site)
      if (!shelf) throw new RefusalError('not-found', `site ${site.slice(0, 64)}`)
      // A booking makes one entry anew, not the hundred beside it.
      return (shelf.listing ??= shelf.entries
        .filter(entry => !entry.over)
        .map(entry => (entry.listed ??= { ...entry.facts, left: entry.left })))
    },
    planned: () =>
      Array.from(entries.values(), ({ facts: { site, vaccine, date, time }, doses }) => ({
        site,
        vaccine,
        date,
        time,
        doses,
      })),
    totals: () => ({ slots: entries.size, doses, left }),
  }
}
