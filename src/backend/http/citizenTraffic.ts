import type { Meter } from '../telemetry/contract.ts'

/** Rates over less than this say little, ms. */
const WINDOW_MS = 1000

/** Counts requests and errors of the citizen plane (an error is an answer 5xx; a refusal is none). */
export function createTraffic() {
  let requests = 0
  let errors = 0
  let since = performance.now()

  return {
    request(): void {
      requests++
    },
    error(): void {
      errors++
    },
    /** Sets the gauges from what was counted since they were last set, once a second at most. */
    collect(meter: Meter): void {
      const elapsed = performance.now() - since
      if (elapsed < WINDOW_MS) return
      meter.add('http.requests', requests)
      meter.add('http.errors', errors)
      meter.set('http.requestRate', (requests * 1000) / elapsed)
      meter.set('http.errorRatio', requests === 0 ? 0 : errors / requests)
      since += elapsed
      requests = 0
      errors = 0
    },
  }
}
