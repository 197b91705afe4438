/**
 * What a place in the line means, computed from the one status document that is the same for everybody.
 * Numbers count from 1; `serving` is the highest number called, 0 before the first.
 */
export interface LineStatus {
  state: 'scheduled' | 'prequeue' | 'open' | 'paused' | 'closed'
  /** ms since 1970, the server's clock; so is `opensAt`. */
  serverTime: number
  opensAt: number
  serving: number
  /** The highest number handed out. */
  issued: number
  /** Measured, smoothed rate at which numbers are called, in event time. */
  callsPerSecond: number
  /** The set rate in force. */
  admissionsPerSecond: number
  /** Of those lately called, the share who claim, 0 … 1. */
  showRatio: number
  slotsLeft: number
  /** How often the line as a whole may ask, ms. */
  pollAfterMs: number
  /** The draw: numbers up to n have waited since the opening. */
  draw?: { n: number | null }
  /** Of the people waiting, the share who give up each second. Supposed from the show ratio where it is not measured. */
  abandonPerSecond?: number | undefined
  /** [number, seconds from the opening to when its holder joined], from the number called last to the back, in order. */
  entered?: ReadonlyArray<readonly [number, number]> | undefined
  /** [seconds from now, times the present pace from then on]: see `sharing.ts`. */
  pace?: ReadonlyArray<readonly [number, number]> | undefined
}

/** Seconds until the number is called: an 80 % range, and its middle. */
export interface WaitRange {
  lowSeconds: number
  likelySeconds: number
  highSeconds: number
}

/** The normal deviate that leaves a tenth of the cases beyond either end of the range. */
const TENTH = 1.28
/** The show ratio is smoothed over about so many calls, and no better known than from so many. */
const SMOOTHED_CALLS = 1_000
/** What else moves a rate: ticks, leases that end in bunches. */
const RATE_ERROR = 0.009
/** Calls come in ticks and documents from caches: no estimate is better than this. */
const GRAIN_SECONDS = 0.5
/**
 * Error as a share of the crowd that gives up within such a wait: where giving up is measured, and where supposed.
 * Fitted, as the errors above, over the four nights of the test so that four fifths of true waits lie in the range.
 */
const MEASURED_ABANDON_ERROR = 0.03
const SUPPOSED_ABANDON_ERROR = 0.18
/** A measured rate below this share of the planned one is believed: the seats limit, not the setting. */
const LIMITED_BELOW = 0.85
/** One call in eleven days is no movement. */
const STANDSTILL = 1e-6
const SETTLING_MS = 60_000
const SHORT_LINE_SECONDS = 10
const SOONEST_POLL_MS = 1_000

/** One client in so many, chosen by its number, says now and then that it is still there. */
const SAMPLED = 64

export const isSampled = (number: number | null | undefined): number is number =>
  number !== null && number !== undefined && number % SAMPLED === 0

/** Numbers still to be called before this one; people who left without a word are among them. */
export function peopleAhead(status: Pick<LineStatus, 'serving'>, number: number): number {
  return Math.max(0, number - status.serving - 1)
}

/**
 * Undefined while nobody can say: before opening, paused, closed, or nothing moves. Zeros when already called,
 * which a pause does not take back.
 *
 * The middle is calls ahead over call rate, shortened, where giving up is measured, by those who will have left before
 * their number comes. The range adds, as independent relative errors: of the measured rate, of chance in who shows up
 * (binomial: much for ten people, little for ten thousand), and of how many give up on so long a wait.
 */
export function estimateWait(status: LineStatus, number: number): WaitRange | undefined {
  if (status.state !== 'open' && status.state !== 'paused') return undefined
  const calls = number - status.serving
  if (calls <= 0) return { lowSeconds: 0, likelySeconds: 0, highSeconds: 0 }
  // Without a dose nobody is called: one that a cancellation frees comes when it comes.
  if (status.state === 'paused' || status.slotsLeft === 0) return undefined
  const rate = callRate(status)
  if (!(rate > STANDSTILL)) return undefined
  const entered = enteredOf(status, rate)
  const waited = calledWait(status, entered)
  const likelySeconds = thinnedWait(status, calls, rate, entered)
  const show = showOf(status)
  const spread = Math.hypot(
    RATE_ERROR,
    Math.sqrt(((1 - show) / show) * (1 / calls + 1 / SMOOTHED_CALLS)),
    abandonError(status, waited, likelySeconds),
  )
  return {
    lowSeconds: Math.max(0, likelySeconds * Math.exp(-TENTH * spread) - GRAIN_SECONDS),
    likelySeconds,
    highSeconds: likelySeconds * Math.exp(TENTH * spread) + GRAIN_SECONDS,
  }
}

/**
 * Calls a second from now on. A setting takes effect at once but its measurement lags, so the setting is the better
 * guide, unless seats keep the calls well below it. In a line of seconds few are called because few are there.
 */
function callRate(status: LineStatus): number {
  const planned = status.admissionsPerSecond / showOf(status)
  const settling = status.serverTime - status.opensAt < SETTLING_MS
  const short = status.issued - status.serving <= planned * SHORT_LINE_SECONDS
  if (settling || short || status.callsPerSecond >= planned * LIMITED_BELOW) return planned
  return status.callsPerSecond
}

/**
 * When those in the line joined, in seconds from the opening: as told; else the drawn at 0 and the others at an even pace
 * since, which is how a line looks that nobody knows more about.
 */
function enteredOf(status: LineStatus, rate: number): ReadonlyArray<readonly [number, number]> {
  if (status.entered && status.entered.length > 0) return status.entered
  const open = Math.max(0, (status.serverTime - status.opensAt) / 1_000)
  const drawn = status.draw?.n ?? 0
  if (status.serving < drawn)
    return [
      [status.serving, 0],
      [drawn, 0],
      [Math.max(drawn, status.issued), open],
    ]
  // In a line of constant length those called now have waited as long as it takes to call the rest.
  const waited = Math.min(open, (status.issued - status.serving) / rate)
  return [
    [status.serving, open - waited],
    [Math.max(status.serving, status.issued), open],
  ]
}

/** How long those called now have waited, seconds. */
function calledWait(status: LineStatus, entered: ReadonlyArray<readonly [number, number]>): number {
  return Math.max(0, (status.serverTime - status.opensAt) / 1_000 - (entered[0]?.[1] ?? 0))
}

/**
 * Seconds τ until `calls` more numbers are called at a constant rate of admissions, when of the waiting a share `a`
 * gives up each second. Who waits longer shows up less, by e^(−a · wait), so calls run faster: at position x, whose
 * holder joined D(x) seconds after the holder called now, dτ/dx = e^(−a (τ − D(x))) / rate, hence
 * ∫ rate · e^(a s) ds from 0 to τ = ∫ e^(a D(x)) dx, with D in straight lines between the numbers that are known, and the
 * rate in steps where other lines are foreseen to take a share of it or to leave theirs.
 */
function thinnedWait(
  status: LineStatus,
  calls: number,
  rate: number,
  entered: ReadonlyArray<readonly [number, number]>,
): number {
  const a = status.abandonPerSecond ?? 0
  if (!(a > 0)) return servedBy(calls, rate, 0, status.pace)
  const end = status.serving + calls
  const start = entered[0]?.[1] ?? 0
  let from = status.serving
  let later = 0
  let stretched = 0
  for (const [number, at] of entered) {
    if (number <= from) continue
    const to = Math.min(number, end)
    const next = later + ((at - start - later) * (to - from)) / (number - from)
    stretched += stretch(to - from, a * later, a * next)
    from = to
    later = next
    if (to === end) break
  }
  stretched += stretch(end - from, a * later, a * later)
  return servedBy(stretched, rate, a, status.pace)
}

/** The τ at which ∫ rate · e^(a s) ds, from 0, has come to `work`; the rate changes by steps. */
function servedBy(work: number, rate: number, a: number, pace: LineStatus['pace'] = []): number {
  const grown = (from: number, to: number) =>
    a > 0 ? (Math.exp(a * from) * Math.expm1(a * (to - from))) / a : to - from
  let from = 0
  let times = 1
  let left = work
  for (const [at, next] of pace) {
    const done = rate * times * grown(from, at)
    if (done >= left) break
    left -= done
    from = at
    times = next
  }
  const rest = left / (rate * times)
  return from + (a > 0 ? Math.log1p(a * rest * Math.exp(-a * from)) / a : rest)
}

/** ∫ e^y over `length`, where y goes from one value to another in a straight line. */
function stretch(length: number, from: number, to: number): number {
  // Beyond e^600 the crowd has long gone home; the bound only keeps the result finite.
  const low = Math.min(600, from)
  const growth = Math.min(600, to) - low
  return length * Math.exp(low) * (Math.abs(growth) > 1e-9 ? Math.expm1(growth) / growth : 1)
}

function abandonError(status: LineStatus, waited: number, likelySeconds: number): number {
  const measured = status.abandonPerSecond
  // Unmeasured, everyone missing might have given up: the most that waiting can explain.
  const a = measured ?? (waited > SETTLING_MS / 1_000 ? -Math.log(showOf(status)) / waited : 0)
  const share = -Math.expm1(-a * Math.max(waited, likelySeconds))
  return share * (measured === undefined ? SUPPOSED_ABANDON_ERROR : MEASURED_ABANDON_ERROR)
}

/** A ratio of 0, before anyone claimed, would mean an infinite rate of calls. */
function showOf(status: LineStatus): number {
  return Math.min(1, Math.max(0.01, status.showRatio))
}

/**
 * ms until this client should ask again: a tenth of the likely wait, at least a second, never later than the whole line
 * is asked to. The front costs about 10 · rate · (1 + ln(pollAfterMs / 1 s)) requests a second, however long the line.
 * Up to a tenth is taken off by number, so that a crowd which an outage has set in step falls out of step again.
 */
export function pollAfter(status: LineStatus, number: number | undefined): number {
  if (number === undefined) return status.pollAfterMs
  const likely = estimateWait(status, number)?.likelySeconds ?? Infinity
  const soon = Math.max(SOONEST_POLL_MS, likely * 100)
  // Fibonacci hashing: consecutive numbers land evenly over [0, 1).
  const offset = (Math.imul(number, 0x9e3779b1) >>> 0) / 2 ** 32
  return Math.round(Math.min(soon, status.pollAfterMs * (1 - offset / 10)))
}

/** The `pollAfterMs` that keeps a line of this length within a budget of status requests: 2 … 120 s. */
export function pollBudget(waiting: number, requestsPerSecond: number): number {
  const spread = requestsPerSecond > 0 ? (Math.max(0, waiting) / requestsPerSecond) * 1_000 : Infinity
  return Math.round(Math.min(120_000, Math.max(2_000, spread)))
}
