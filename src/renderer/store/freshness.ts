/** How alive a value may look, by its age in ms of server time. */
export type Freshness = 'live' | 'late' | 'stale' | 'lost' | 'none'

const lateAfterMs = 2_000
const staleAfterMs = 5_000
const lostAfterMs = 15_000

/** `none` when it was never measured. A limit itself still belongs to the better state. */
export function freshnessOf(ageMs: number | undefined): Freshness {
  if (ageMs === undefined) return 'none'
  if (ageMs <= lateAfterMs) return 'live'
  if (ageMs <= staleAfterMs) return 'late'
  return ageMs <= lostAfterMs ? 'stale' : 'lost'
}

/** Blocks what is dangerous: raising the rate, resuming, opening. */
export const isStale = (freshness: Freshness): boolean => freshness !== 'live' && freshness !== 'late'
