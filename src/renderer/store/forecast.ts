import { projectLine, type LineInput } from '../../rules/fluid.ts'
import type { ConsoleStore } from './state.ts'

/** The queue to be expected, with what is uncertain about it; t in seconds of event time from now. */
export interface Forecast {
  readonly t: readonly number[]
  readonly low: readonly number[]
  readonly likely: readonly number[]
  readonly high: readonly number[]
}

/** How far arrivals and admissions may turn out otherwise: the spread that the band shows. */
const spread = 0.2

type Readings = ConsoleStore['readings']

/**
 * The line as the fluid model wants it, from live readings; undefined while the needed ones are missing.
 *
 * @param fadeSeconds in which arrivals fade: `arrivalsFade`
 * @param opensInSeconds until when nobody is admitted: `opensIn`
 */
export function lineInput(
  readings: Readings,
  slotsLeft: number,
  fadeSeconds: number,
  opensInSeconds: number,
): LineInput | undefined {
  const read = (id: keyof Readings) => readings[id]?.value
  const waiting = read('queue.waiting')
  const ratePerSecond = read('gate.rateInForce') ?? read('gate.setRate')
  if (waiting === undefined || ratePerSecond === undefined) return undefined
  return {
    waiting,
    arrivalsPerSecond: read('queue.joinRate') ?? 0,
    arrivalsFadeSeconds: fadeSeconds,
    showRatio: read('gate.showRatio') ?? 1,
    bookRatio: read('booking.conversion') ?? 1,
    ratePerSecond,
    opensInSeconds,
    seats: read('capacity.alive') ?? 0,
    meanLeaseSeconds: read('lease.meanSeconds') ?? 0,
    slotsLeft: read('slots.left') ?? slotsLeft,
  }
}

/** `seconds` of event time ahead in `steps` steps. */
export function forecastLine(input: LineInput, seconds: number, steps: number): Forecast {
  const t = Array.from({ length: steps + 1 }, (_, i) => (seconds * i) / steps)
  const along = (arrivals: number, rate: number) => {
    const { curve } = projectLine({
      ...input,
      arrivalsPerSecond: input.arrivalsPerSecond * arrivals,
      ratePerSecond: input.ratePerSecond * rate,
    })
    return t.map(at => interpolate(curve, at))
  }
  return { t, low: along(1 - spread, 1 + spread / 2), likely: along(1, 1), high: along(1 + spread, 1 - spread / 2) }
}

/** Between the points of the curve; beyond its end the last slope goes on, never below nobody. */
function interpolate(curve: readonly { t: number; waiting: number }[], at: number): number {
  const next = curve.findIndex(point => point.t >= at)
  const i = next === -1 ? curve.length - 1 : Math.max(1, next)
  const [a, b] = [curve[i - 1], curve[i]]
  if (!a || !b || b.t === a.t) return b?.waiting ?? 0
  return Math.max(0, a.waiting + ((b.waiting - a.waiting) * (at - a.t)) / (b.t - a.t))
}
