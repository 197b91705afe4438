import type { Sample } from '../protocol/console.ts'

/** The full samples of the last half hour, in the order of the server's real time, whatever order they came in. */
export interface RecentSamples {
  add(samples: readonly Sample[]): void
  list(): Sample[]
  clear(): void
}

const keptMs = 30 * 60_000
/** Sorting and cutting are put off until so many have come. */
const slack = 120

export function recentSamples(): RecentSamples {
  let kept: Sample[] = []
  let tidyAt = slack
  const tidy = () => {
    const last = kept.reduce((last, { at }) => Math.max(last, at), 0)
    kept = [...new Map(kept.map(sample => [sample.at, sample])).values()]
      .filter(({ at }) => at > last - keptMs)
      .sort((a, b) => a.at - b.at)
    tidyAt = kept.length + slack
  }
  return {
    add(samples) {
      kept.push(...samples.filter(({ full }) => full))
      if (kept.length > tidyAt) tidy()
    },
    list() {
      tidy()
      return kept
    },
    clear() {
      kept = []
    },
  }
}
