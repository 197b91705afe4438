/**
 * The fluid model behind the what-if preview: people as a continuous flow through constant rates, which is exact
 * enough for a line of thousands and costs microseconds.
 */
export interface LineInput {
  /** People in the line now. */
  waiting: number
  arrivalsPerSecond: number
  /** People a second who leave the line at its present length; shrinks and grows with the line. */
  abandonPerSecond?: number
  /** Of those called, the share who claim, 0 … 1. */
  showRatio: number
  /** Of those admitted, the share who book, 0 … 1. */
  bookRatio: number
  /** Admissions a second as set. */
  ratePerSecond: number
  seats: number
  meanLeaseSeconds: number
  slotsLeft: number
  /** The rate rises in a straight line over so many seconds … */
  rampSeconds?: number
  /** … from this share of itself, 0 … 1 (0.1 if not said). */
  rampFrom?: number
}

export interface Projection {
  /** min(rate, seats / mean lease), admissions a second after the ramp. */
  effectiveRate: number
  /** Wait of the person who is last in the line now; undefined: never called. */
  lastPersonWaitSeconds: number | undefined
  /** Until the last slot is booked; undefined: never. */
  slotsOutSeconds: number | undefined
  /** People still in the line when the last slot goes. */
  waitedForNothing: number
  /** Seats that the set rate needs, over seats; without any seat, over one. */
  seatLoad: number
  limiting: 'rate' | 'seats' | 'nobody'
  /** The line from now on, t in seconds, at most 60 points. */
  curve: { t: number; waiting: number }[]
}

const POINTS = 60
const RAMP_SLICES = 60
const HOUR = 3_600
const LEAST_SHOW = 0.01
/** Thirty years: what takes longer never happens. */
const NEVER = 1e9

/** A stretch with one rate of admissions; the last has no end. */
interface Stretch {
  from: number
  seconds: number
  admissions: number
}

/** A stretch in which the line, besides, either stands or is empty: `waiting` at its start, and dW/dt = net − leaving · W. */
interface Phase extends Stretch {
  waiting: number
  net: number
}

/**
 * What would follow if nothing changed any more. Arrivals, the share who give up and the ratios stay as they are;
 * bookings are counted when admitted, so the slots go at the earliest a mean lease before they really do.
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
  if (input.waiting <= 0 && input.arrivalsPerSecond * input.showRatio < effectiveRate) return 'nobody'
  return seatRate < input.ratePerSecond ? 'seats' : 'rate'
}

/** A ramp becomes short steps, each at the rate of its middle, which keeps the number admitted by its end exact. */
function stretchesOf(input: LineInput, seatRate: number): Stretch[] {
  const ramp = Math.max(0, input.rampSeconds ?? 0)
  const start = input.rampFrom ?? 0.1
  const slices = ramp > 0 ? RAMP_SLICES : 0
  const stretches = Array.from({ length: slices }, (_, slice) => ({
    from: (ramp * slice) / slices,
    seconds: ramp / slices,
    admissions: Math.min(input.ratePerSecond * (start + (1 - start) * ((slice + 0.5) / slices)), seatRate),
  }))
  return [...stretches, { from: ramp, seconds: Infinity, admissions: Math.min(input.ratePerSecond, seatRate) }]
}

function phasesOf(input: LineInput, stretches: Stretch[], leaving: number): Phase[] {
  const phases: Phase[] = []
  let waiting = Math.max(0, input.waiting)
  for (const { from, seconds, admissions } of stretches) {
    const net = input.arrivalsPerSecond - callsOf(admissions, input)
    const empty = net < 0 ? emptyAfter(waiting, net, leaving) : Infinity
    const busy = Math.min(seconds, empty)
    if (busy > 0) phases.push({ from, seconds: busy, admissions, waiting, net })
    if (busy < seconds) {
      const idle = Math.min(admissions, input.arrivalsPerSecond * showOf(input))
      phases.push({ from: from + busy, seconds: seconds - busy, admissions: idle, waiting: 0, net: 0 })
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

function showOf(input: LineInput): number {
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
