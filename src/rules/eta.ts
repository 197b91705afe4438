/**
 * What a place in the line means, computed from the one status document that is the same for everybody.
 * Numbers count from 0; `serving` is the highest number called, −1 before the first.
 */
export interface LineStatus {
  state: 'scheduled' | 'prequeue' | 'open' | 'paused' | 'closed'
  /** ms since 1970, the server's clock. */
  serverTime: number
  /** ms since 1970. */
  opensAt: number
  serving: number
  /** How many numbers have been handed out: they are 0 … issued − 1. */
  issued: number
  /** Measured, smoothed rate at which numbers are called, in event time. */
  callsPerSecond: number
  /** The set rate in force. */
  admissionsPerSecond: number
  /** Of those called, the share who claim, 0 … 1. */
  showRatio: number
  slotsLeft: number
  /** What the whole line is asked to keep to, ms. */
  pollAfterMs: number
}

/** Seconds until the number is called: an 80 % range and its middle. */
export interface WaitRange {
  lowSeconds: number
  likelySeconds: number
  highSeconds: number
}

/** How many numbers will be called before this one; those who left without a word are among them. */
export function peopleAhead(status: LineStatus, number: number): number {
  return Math.max(0, number - status.serving - 1)
}

/** Undefined while nobody can say: before opening, paused, closed, or no rate. Zeros when already called. */
export function estimateWait(status: LineStatus, number: number): WaitRange | undefined {
  if (status.state !== 'open') return undefined
  const calls = number - status.serving
  if (calls <= 0) return { lowSeconds: 0, likelySeconds: 0, highSeconds: 0 }
  const rate = status.callsPerSecond > 0 ? status.callsPerSecond : status.admissionsPerSecond / (status.showRatio || 1)
  if (!(rate > 0)) return undefined
  const likelySeconds = calls / rate
  const noise = 1.3 / Math.sqrt(calls)
  return {
    lowSeconds: likelySeconds * Math.max(0, 0.85 - noise),
    likelySeconds,
    highSeconds: likelySeconds * (1.15 + noise),
  }
}

const SOONEST_MS = 1_000

/** ms until this client should ask again: a tenth of the likely wait near the front, never later than the line. */
export function pollAfter(status: LineStatus, number: number | undefined): number {
  const wait = number === undefined ? undefined : estimateWait(status, number)
  if (wait === undefined) return status.pollAfterMs
  return Math.min(status.pollAfterMs, Math.max(SOONEST_MS, Math.round(wait.likelySeconds * 100)))
}

/** The `pollAfterMs` that keeps a line of this length within a budget of status requests: 2 … 120 s. */
export function pollBudget(waiting: number, requestsPerSecond: number): number {
  const spread = requestsPerSecond > 0 ? (Math.max(0, waiting) / requestsPerSecond) * 1_000 : Infinity
  return Math.round(Math.min(120_000, Math.max(2_000, spread)))
}
