/**
 * The fluid model behind the what-if preview: people as a continuous flow through constant rates, which is exact
 * enough for a line of thousands and costs microseconds.
 */
export interface LineInput {
  /** People in the line now. */
  waiting: number
  arrivalsPerSecond: number
  /** Arrivals fade by a factor of e in so many seconds; for ever the same if not said … */
  arrivalsFadeSeconds?: number
  /** … and end after so many people: those for whom joining stays open, or who are left. */
  arrivalsAtMost?: number
  /** People a second who leave the line at its present length; shrinks and grows with the line. */
  abandonPerSecond?: number
  /** Of those called, the share who claim, 0 … 1. */
  showRatio: number
  /** Of those admitted, the share who book, 0 … 1. */
  bookRatio: number
  /** Admissions a second as set … */
  ratePerSecond: number
  /** … which begin in so many seconds: at once if not said. */
  opensInSeconds?: number
  seats: number
  meanLeaseSeconds: number
  slotsLeft: number
  /** The rate rises in a straight line over so many seconds … */
  rampSeconds?: number
  /** … from this share of itself, 0 … 1 (0.1 if not said). */
  rampFrom?: number
}

export interface Projection {
  /** min(rate, seats / mean lease), the admissions a second that are possible after the opening and the ramp. */
  effectiveRate: number
  /** Wait of the person who is last in the line now; undefined: never called. */
  lastPersonWaitSeconds: number | undefined
  /** Until the last slot is booked; undefined: never. */
  slotsOutSeconds: number | undefined
  /** People still in the line when the last slot goes. */
  waitedForNothing: number
  /** Seats that the set rate needs, over seats; without any seat, over one. */
  seatLoad: number
  limiting: (typeof limitedBy)[number]
  /** The line from now on, t in seconds, at most 60 points. */
  curve: { t: number; waiting: number }[]
}

/** What keeps the admissions from being more: a pause, an opening that is still to come, the set rate, the seats, or that nobody waits. */
export const limitedBy = ['paused', 'opening', 'rate', 'seats', 'nobody'] as const

const POINTS = 60
const RAMP_SLICES = 60
const HOUR = 3_600
const LEAST_SHOW = 0.01
/** Pieces of fading arrivals, of equally many people each. */
const FADE_SLICES = 24
const LEAST_FADE_S = 300
/** Thirty years: what takes longer never happens. */
const NEVER = 1e9

/** A stretch with one rate of admissions and one of arrivals; the last has no end. */
interface Stretch {
  from: number
  seconds: number
  admissions: number
  arrivals: number
}

/** One rate from an instant on, in seconds from now, until the next. */
interface Step {
  from: number
  rate: number
}

/** A stretch in which the line, besides, either stands or is empty: `waiting` at its start, and dW/dt = net − leaving · W. */
interface Phase extends Stretch {
  waiting: number
  net: number
}

/**
 * What would follow if nothing changed any more. Arrivals fade as they are said to, the share who give up and the ratios
 * stay as they are; bookings are counted when admitted, so the slots go at the earliest a mean lease before they really do.
 */
export function projectLine(input: LineInput): Projection {
  const seatRate = input.meanLeaseSeconds > 0 ? input.seats / input.meanLeaseSeconds : Infinity
  const effectiveRate = Math.min(input.ratePerSecond, seatRate)
  const leaving = leavingShare(input)
  const stretches = stretchesOf(input, seatRate)
  const phases = phasesOf(input, stretches, leaving)
  const lastPersonWaitSeconds = drainTime(input, stretches, leaving)
  const slotsOutSeconds = slotsOut(input, phases)
  const horizon = Math.min(slotsOutSeconds ?? Infinity, lastPersonWaitSeconds || HOUR)
  return {
    effectiveRate,
    lastPersonWaitSeconds,
    slotsOutSeconds,
    waitedForNothing: slotsOutSeconds === undefined ? 0 : Math.round(waitingAt(phases, slotsOutSeconds, leaving)),
    seatLoad: (input.ratePerSecond * input.meanLeaseSeconds) / Math.max(1, input.seats),
    limiting: limitingOf(input, seatRate, effectiveRate),
    curve: curveOf(phases, leaving, Math.max(1, horizon)),
  }
}

function limitingOf(input: LineInput, seatRate: number, effectiveRate: number): Projection['limiting'] {
  if (input.ratePerSecond <= 0) return 'paused'
  if ((input.opensInSeconds ?? 0) > 0) return 'opening'
  if (input.waiting <= 0 && input.arrivalsPerSecond * input.showRatio < effectiveRate) return 'nobody'
  return seatRate < input.ratePerSecond ? 'seats' : 'rate'
}

/**
 * In how many seconds the arrivals of the youngest opening fade, when all that is known is how long they have come: nothing says that they are at
 * the beginning rather than at the end, so they are taken to fade within as long again (the estimate of J. R. Gott,
 * Nature 363, 1993). Who is still to come is then the present rate × that time, and never without end.
 */
export function arrivalsFade(
  cohorts: Iterable<{ readonly state: string; readonly opensAt: number }>,
  eventTime: number,
): number {
  let youngest = LEAST_FADE_S * 1000
  let found = false
  for (const { state, opensAt } of cohorts) {
    if (state !== 'open') continue
    youngest = found ? Math.min(youngest, eventTime - opensAt) : eventTime - opensAt
    found = true
  }
  return Math.max(LEAST_FADE_S, youngest / 1000)
}

/** Seconds until somebody can be admitted: 0 where a cohort is open or none is still to come. */
export function opensIn(
  cohorts: Iterable<{ readonly state: string; readonly opensAt: number }>,
  eventTime: number,
): number {
  let first = Infinity
  for (const { state, opensAt } of cohorts) {
    if (state === 'open') return 0
    if (state !== 'closed') first = Math.min(first, opensAt)
  }
  return first === Infinity ? 0 : Math.max(0, (first - eventTime) / 1000)
}

/** The people for whom doses are left beyond the line: joining closes by itself when there are none. */
export const stillServed = ({ slotsLeft, bookRatio, waiting, ...input }: LineInput): number =>
  Math.max(0, slotsLeft / (Math.max(LEAST_SHOW, bookRatio) * showOf(input)) - waiting)

function stretchesOf(input: LineInput, seatRate: number): Stretch[] {
  const ramp = openingOf(input)
  const arrivals = arrivalsOf(input)
  const starts = [...new Set([...ramp, ...arrivals].map(({ from }) => from))].sort((a, b) => a - b)
  const rateAt = (steps: Step[], at: number) => steps.findLast(({ from }) => from <= at)?.rate ?? 0
  return starts.map((from, at) => ({
    from,
    seconds: (starts[at + 1] ?? Infinity) - from,
    admissions: Math.min(rateAt(ramp, from), seatRate),
    arrivals: rateAt(arrivals, from),
  }))
}

/** Nobody is admitted before the opening, and from then on as the ramp says. */
function openingOf(input: LineInput): Step[] {
  const opens = Math.max(0, input.opensInSeconds ?? 0)
  const ramp = rampOf(input)
  return opens > 0 ? [{ from: 0, rate: 0 }, ...ramp.map(({ from, rate }) => ({ from: from + opens, rate }))] : ramp
}

/** A ramp becomes short steps, each at the rate of its middle, which keeps the number admitted by its end exact. */
function rampOf(input: LineInput): Step[] {
  const ramp = Math.max(0, input.rampSeconds ?? 0)
  const start = input.rampFrom ?? 0.1
  const slices = ramp > 0 ? RAMP_SLICES : 0
  const steps = Array.from({ length: slices }, (_, slice) => ({
    from: (ramp * slice) / slices,
    rate: input.ratePerSecond * (start + (1 - start) * ((slice + 0.5) / slices)),
  }))
  return [...steps, { from: ramp, rate: input.ratePerSecond }]
}

/** Fading arrivals become steps of equally many people; the last of them, who would come one by one for ever, come within one time of fading. */
function arrivalsOf({ arrivalsPerSecond, arrivalsFadeSeconds: fade = Infinity, arrivalsAtMost }: LineInput): Step[] {
  const all = arrivalsPerSecond * fade
  const people = Math.min(all, Math.max(0, arrivalsAtMost ?? Infinity))
  if (!(people > 0)) return [{ from: 0, rate: 0 }]
  if (people === Infinity) return [{ from: 0, rate: arrivalsPerSecond }]
  if (fade === Infinity)
    return [
      { from: 0, rate: arrivalsPerSecond },
      { from: people / arrivalsPerSecond, rate: 0 },
    ]
  const share = people / all
  const reached = (part: number) => (part < 1 ? -fade * Math.log1p(-part) : fade * (Math.log(FADE_SLICES) + 1))
  const steps = Array.from({ length: FADE_SLICES }, (_, slice) => {
    const from = reached((share * slice) / FADE_SLICES)
    const to = reached((share * (slice + 1)) / FADE_SLICES)
    return { from, rate: people / FADE_SLICES / (to - from) }
  })
  return [...steps, { from: reached(share), rate: 0 }]
}

function phasesOf(input: LineInput, stretches: Stretch[], leaving: number): Phase[] {
  const phases: Phase[] = []
  let waiting = Math.max(0, input.waiting)
  for (const { from, seconds, admissions, arrivals } of stretches) {
    const net = arrivals - callsOf(admissions, input)
    const empty = net < 0 ? emptyAfter(waiting, net, leaving) : Infinity
    const busy = Math.min(seconds, empty)
    if (busy > 0) phases.push({ from, seconds: busy, admissions, arrivals, waiting, net })
    if (busy < seconds) {
      const idle = Math.min(admissions, arrivals * showOf(input))
      phases.push({ from: from + busy, seconds: seconds - busy, admissions: idle, arrivals, waiting: 0, net: 0 })
    }
    waiting = busy < seconds ? 0 : evolve(waiting, net, leaving, seconds)
  }
  return phases
}

/** Seconds until everybody in the line now is called or gone; who comes later stands behind them and does not matter. */
function drainTime(input: LineInput, stretches: Stretch[], leaving: number): number | undefined {
  let ahead = Math.max(0, input.waiting)
  for (const stretch of stretches) {
    const calls = callsOf(stretch.admissions, input)
    const empty = emptyAfter(ahead, -calls, leaving)
    if (empty <= stretch.seconds) return empty > NEVER ? undefined : stretch.from + empty
    ahead = evolve(ahead, -calls, leaving, stretch.seconds)
  }
  return undefined
}

function slotsOut(input: LineInput, phases: Phase[]): number | undefined {
  let slots = input.slotsLeft
  if (slots <= 0) return 0
  for (const phase of phases) {
    const bookings = phase.admissions * input.bookRatio
    const needed = bookings > 0 ? slots / bookings : Infinity
    if (needed <= phase.seconds) return needed > NEVER ? undefined : phase.from + needed
    slots -= bookings * phase.seconds
  }
  return undefined
}

function curveOf(phases: Phase[], leaving: number, horizon: number): Projection['curve'] {
  return Array.from({ length: POINTS }, (_, point) => {
    const t = (horizon * point) / (POINTS - 1)
    return { t, waiting: Math.round(waitingAt(phases, t, leaving)) }
  })
}

function waitingAt(phases: Phase[], t: number, leaving: number): number {
  const phase = phases.findLast(phase => phase.from <= t)
  return phase === undefined ? 0 : Math.max(0, evolve(phase.waiting, phase.net, leaving, t - phase.from))
}

/** A called number that nobody claims costs no admission, so calls run ahead of admissions by the no-shows. */
function callsOf(admissions: number, input: LineInput): number {
  return admissions / showOf(input)
}

function showOf(input: Pick<LineInput, 'showRatio'>): number {
  return Math.min(1, Math.max(LEAST_SHOW, input.showRatio))
}

/** Of the people waiting, the share who give up each second; one too small to tell from none is none. */
function leavingShare(input: LineInput): number {
  const share = input.waiting > 0 ? (input.abandonPerSecond ?? 0) / input.waiting : 0
  return share * NEVER < 1 ? 0 : share
}

/** Length after some seconds of dL/dt = net − leaving · L; of an endless time, where it tends to. */
function evolve(length: number, net: number, leaving: number, seconds: number): number {
  if (leaving === 0) return length + net * seconds
  return length * Math.exp(-leaving * seconds) - (net / leaving) * Math.expm1(-leaving * seconds)
}

/** Seconds until such a line is empty; Infinity if it never is. */
function emptyAfter(length: number, net: number, leaving: number): number {
  if (length <= 0) return 0
  if (net >= 0) return Infinity
  return leaving > 0 ? Math.log1p((-leaving * length) / net) / leaving : -length / net
}
