import type { Consequence } from '../../protocol/commands.ts'

type Curve = Consequence['curve']

export interface CurvePoint {
  /** Minutes from now. */
  t: number
  before: number | null
  after: number | null
}

const points = 48

const at = (curve: Curve, t: number): number | null => {
  const i = curve.findIndex(point => point.t >= t)
  const [a, b] = [curve[i - 1], curve[i]]
  if (!b) return null
  if (!a || b.t === a.t) return b.waiting
  return Math.round(a.waiting + ((b.waiting - a.waiting) * (t - a.t)) / (b.t - a.t))
}

/** Both curves on one axis as long as the longer; where one has ended it has no value. */
export function mergeCurves(before: Curve, after: Curve): CurvePoint[] {
  const horizon = Math.max(before.at(-1)?.t ?? 0, after.at(-1)?.t ?? 0)
  if (horizon <= 0) return []
  return Array.from({ length: points + 1 }, (_, i) => {
    const t = (horizon * i) / points
    return { t: t / 60, before: at(before, t), after: at(after, t) }
  })
}

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440, 2_880]

/** At most five round times (minutes) along an axis of so many minutes. */
export function ticksOf(horizon: number): number[] {
  const step = steps.find(step => horizon / step <= 5) ?? Math.ceil(horizon / 5)
  return Array.from({ length: Math.floor(horizon / step) + 1 }, (_, i) => i * step)
}
