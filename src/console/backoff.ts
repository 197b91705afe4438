export interface Backoff {
  /** Delay before the next attempt, ms. */
  next(): number
  reset(): void
}

/**
 * Exponential back-off with "equal jitter" (half fixed, half random), so that a shift's consoles do not all come back
 * in the same instant after an outage. After Marc Brooker, "Exponential Backoff And Jitter" (AWS, 2015).
 */
export function backoff(firstMs: number, maxMs: number, random: () => number = Math.random): Backoff {
  let attempt = 0
  return {
    next() {
      const ceiling = Math.min(maxMs, firstMs * 2 ** Math.min(attempt++, 30))
      return ceiling * (0.5 + random() / 2)
    },
    reset() {
      attempt = 0
    },
  }
}
