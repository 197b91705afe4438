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

/** A stretch of time with constant rates; the last one has no end. */
interface Stretch {
  from: number
  seconds: number
  admissions: number
}

export function projectLine(input: LineInput): Projection {
  const seatRate = input.meanLeaseSeconds > 0 ? input.seats / input.meanLeaseSeconds : Infinity
  const effectiveRate = Math.min(input.ratePerSecond, seatRate)
  const stretches = stretchesOf(input, seatRate)
  const leaving = input.waiting > 0 ? (input.abandonPerSecond ?? 0) / input.waiting : 0
  const lastPersonWaitSeconds = drainTime(input, stretches, leaving)
  const slots = slotsOut(input, stretches, leaving)
  const horizon = slots?.seconds ?? lastPersonWaitSeconds ?? 3_600
  return {
    effectiveRate,
    lastPersonWaitSeconds,
    slotsOutSeconds: slots?.seconds,
    waitedForNothing: slots?.waiting ?? 0,
    seatLoad: (input.ratePerSecond * input.meanLeaseSeconds) / Math.max(1, input.seats),
    limiting: limitingOf(input, seatRate, effectiveRate),
    curve: curveOf(input, stretches, leaving, horizon),
  }
}

function limitingOf(input: LineInput, seatRate: number, effectiveRate: number): Projection['limiting'] {
  if (input.waiting <= 0 && input.arrivalsPerSecond * input.showRatio < effectiveRate) return 'nobody'
  return seatRate < input.ratePerSecond ? 'seats' : 'rate'
}

function stretchesOf(input: LineInput, seatRate: number): Stretch[] {
  const ramp = Math.max(0, input.rampSeconds ?? 0)
  const start = input.rampFrom ?? 0.1
  const stretches: Stretch[] = []
  for (let slice = 0; ramp > 0 && slice < RAMP_SLICES; slice++) {
    const share = start + (1 - start) * ((slice + 0.5) / RAMP_SLICES)
    const admissions = Math.min(input.ratePerSecond * share, seatRate)
    stretches.push({ from: (ramp * slice) / RAMP_SLICES, seconds: ramp / RAMP_SLICES, admissions })
  }
  stretches.push({ from: ramp, seconds: Infinity, admissions: Math.min(input.ratePerSecond, seatRate) })
  return stretches
}

/** Length after `seconds` of dL/dt = net − leaving · L. */
function evolve(length: number, net: number, leaving: number, seconds: number): number {
  if (seconds === 0) return length
  if (leaving <= 0) return length + net * seconds
  const kept = Math.exp(-leaving * seconds)
  return length * kept + (net / leaving) * (1 - kept)
}

/** Seconds until such a line is empty; Infinity if it never is. */
function emptyAfter(length: number, net: number, leaving: number): number {
  if (length <= 0) return 0
  if (net >= 0) return Infinity
  return leaving > 0 ? Math.log1p((-leaving * length) / net) / leaving : -length / net
}

function drainTime(input: LineInput, stretches: Stretch[], leaving: number): number | undefined {
  let ahead = Math.max(0, input.waiting)
  for (const stretch of stretches) {
    const calls = callsOf(stretch.admissions, input.showRatio)
    const empty = emptyAfter(ahead, -calls, leaving)
    if (empty <= stretch.seconds) return Number.isFinite(empty) ? stretch.from + empty : undefined
    ahead = evolve(ahead, -calls, leaving, stretch.seconds)
  }
  return undefined
}

/** A called number that nobody claims costs no admission, so calls run ahead of admissions by the no-shows. */
function callsOf(admissions: number, showRatio: number): number {
  return admissions / Math.max(0.01, Math.min(1, showRatio))
}

interface Moment {
  seconds: number
  waiting: number
}

function slotsOut(input: LineInput, stretches: Stretch[], leaving: number): Moment | undefined {
  let waiting = Math.max(0, input.waiting)
  let slots = input.slotsLeft
  if (slots <= 0) return { seconds: 0, waiting }
  for (const stretch of stretches) {
    const calls = callsOf(stretch.admissions, input.showRatio)
    const net = input.arrivalsPerSecond - calls
    const busySeconds = Math.min(stretch.seconds, net < 0 ? emptyAfter(waiting, net, leaving) : Infinity)
    const phases = [
      { from: stretch.from, seconds: busySeconds, rate: stretch.admissions },
      {
        from: stretch.from + busySeconds,
        seconds: stretch.seconds - busySeconds,
        rate: Math.min(stretch.admissions, input.arrivalsPerSecond * input.showRatio),
      },
    ]
    for (const [at, phase] of phases.entries()) {
      if (!(phase.seconds > 0)) continue
      const booking = phase.rate * input.bookRatio
      const needed = booking > 0 ? slots / booking : Infinity
      if (needed <= phase.seconds) {
        if (needed === Infinity) return undefined
        const left = at === 0 ? evolve(waiting, net, leaving, needed) : 0
        return { seconds: phase.from + needed, waiting: Math.max(0, Math.round(left)) }
      }
      slots -= booking * phase.seconds
    }
    waiting = Math.max(0, evolve(waiting, net, leaving, stretch.seconds))
  }
  return undefined
}

function curveOf(input: LineInput, stretches: Stretch[], leaving: number, horizon: number): Projection['curve'] {
  const curve: Projection['curve'] = []
  const step = Math.max(1, horizon) / (POINTS - 1)
  let waiting = Math.max(0, input.waiting)
  for (let point = 0; point < POINTS; point++) {
    const t = point * step
    curve.push({ t, waiting: Math.round(waiting) })
    const middle = t + step / 2
    const stretch = stretches.findLast(stretch => stretch.from <= middle)
    const net = input.arrivalsPerSecond - callsOf(stretch?.admissions ?? 0, input.showRatio)
    waiting = Math.max(0, evolve(waiting, net, leaving, step))
  }
  return curve
}
