import type { Frame } from './frame.ts'

/**
 * Bookings a second that the seats alive would allow: seats / mean stay × bookings per admission. The backend measures
 * both over the last quarter of an hour; before it could, there is no ceiling to draw.
 */
export function seatCeiling({ x, columns }: Frame): (number | null)[] {
  const alive = columns['capacity.alive']
  const stay = columns['lease.meanSeconds']
  const conversion = columns['booking.conversion']
  return x.map((_, i) => {
    const seats = alive[i]
    const seconds = stay[i]
    if (typeof seats !== 'number' || typeof seconds !== 'number' || !(seconds > 0)) return null
    return (seats * (conversion[i] ?? 1)) / seconds
  })
}
