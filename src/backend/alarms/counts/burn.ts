/** How fast an error budget burns in a long window and in a short one, in multiples of the budget. */
export interface Burn {
  readonly long: number
  readonly short: number
  /** Errors in the long window. */
  readonly errors: number
}

interface Row {
  readonly at: number
  readonly requests: number
  readonly errors: number
}

/** Rows of the last minutes are kept one by one, older ones at this distance, ms. */
const FINE_MS = 180_000
const COARSE_MS = 10_000

/** The last row at or before an instant, by bisection: time only grows. */
function before(rows: readonly Row[], at: number): Row | undefined {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((rows[middle]?.at ?? at) <= at) low = middle + 1
    else high = middle
  }
  return rows[low - 1]
}

/**
 * Errors against a budget over several windows at once ("multiwindow, multi-burn-rate alerts", The Site Reliability
 * Workbook, chapter 5). Takes running counts of requests and errors with their time (ms); windows are in seconds, at most
 * `longest`, and as long as there is something to look back on.
 */
export function createBurn(budget: number, longest: number) {
  const fine: Row[] = []
  const coarse: Row[] = []
  let now: Row = { at: 0, requests: 0, errors: 0 }

  const since = (seconds: number): { ratio: number; errors: number } => {
    const at = now.at - seconds * 1000
    const from = before(fine, at) ?? before(coarse, at) ?? coarse[0] ?? now
    const requests = now.requests - from.requests
    const errors = now.errors - from.errors
    return { ratio: requests > 0 ? errors / requests : 0, errors }
  }

  return {
    push(at: number, requests: number, errors: number): void {
      now = { at, requests, errors }
      fine.push(now)
      while ((fine[0]?.at ?? at) < at - FINE_MS) fine.shift()
      if (at - (coarse.at(-1)?.at ?? -Infinity) >= COARSE_MS) coarse.push(now)
      while ((coarse[1]?.at ?? at) <= at - longest * 1000) coarse.shift()
    },
    over(long: number, short: number): Burn {
      const far = since(long)
      return { long: far.ratio / budget, short: since(short).ratio / budget, errors: far.errors }
    },
  }
}
