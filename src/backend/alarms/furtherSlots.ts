import type { Bookings, SlotAddition } from '../booking/contract.ts'

/** Where and when doses could be given, how many not being said. */
export type SlotPlace = Omit<SlotAddition, 'doses'>

/** An order names so many places at most: as many as a person reads over. */
const MOST_PLACES = 20
const DAY_MS = 86_400_000

/** For the sites that have the least left: the day after their last, at the hour at which that one begins. */
export function furtherSlots(bookings: Pick<Bookings, 'sites' | 'slots'>): SlotPlace[] {
  return [...bookings.sites()]
    .sort((a, b) => a.left - b.left || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_PLACES)
    .flatMap(({ id: site }) => {
      const [last] = [...bookings.slots(site)].sort(
        (a, b) => b.date.localeCompare(a.date) || a.time.localeCompare(b.time),
      )
      return last ? [{ site, vaccine: last.vaccine, date: dayAfter(last.date), time: last.time }] : []
    })
}

/** Calendar dates are counted in UTC, where every day has 24 hours. */
const dayAfter = (date: string): string => new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)
