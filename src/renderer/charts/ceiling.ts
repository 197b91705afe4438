import type { Frame } from './frame.ts'

/** Two minutes of samples: long enough for a steady mean stay, short enough to follow an added worker. */
const trailing = 120

/**
 * Bookings a second that the seats alive would allow: seats / mean stay × bookings per admission. The mean stay comes
 * from Little's law over the trailing samples (Σ people in seats / Σ admissions a second).
 */
export function seatCeiling(frame: Frame): (number | null)[] {
  const active = frame.columns['lease.active']
  const admitted = frame.columns['gate.admitRate']
  const alive = frame.columns['capacity.alive']
  const conversion = frame.columns['booking.conversion']
  let people = 0
  let admissions = 0
  return frame.x.map((_, i) => {
    people += active[i] ?? 0
    admissions += admitted[i] ?? 0
    if (i >= trailing) {
      people -= active[i - trailing] ?? 0
      admissions -= admitted[i - trailing] ?? 0
    }
    const seats = alive[i]
    if (seats === null || seats === undefined || !(admissions > 1e-9) || !(people > 1e-9)) return null
    return (seats * (conversion[i] ?? 1) * admissions) / people
  })
}
