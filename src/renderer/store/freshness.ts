import type { MetricId } from '../../protocol/metrics.ts'
import type { ConsoleStore } from './state.ts'

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

/**
 * A value as long as the newest samples still bring it; undefined once it is not measured any more. What stands alone ages
 * before the operator's eyes instead.
 */
export function measuredNow(
  { readings, sampledAt }: Pick<ConsoleStore, 'readings' | 'sampledAt'>,
  id: MetricId,
): number | undefined {
  const reading = readings[id]
  return reading && (sampledAt ?? 0) - reading.at <= lateAfterMs ? reading.value : undefined
}

/** Blocks what is dangerous: raising the rate, resuming, opening. */
export const isStale = (freshness: Freshness): boolean => freshness !== 'live' && freshness !== 'late'
