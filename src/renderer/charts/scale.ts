/** What an axis measures: a share is written in percent. */
export type AxisUnit = 'ratio' | 'other'

/** How far an axis reaches while everything on it is zero. */
const emptyCeiling: Record<AxisUnit, number> = { ratio: 0.01, other: 1 }

/** A round number with some air above the highest value, so that the scale does not breathe with every sample. */
export function ceilingOf(max: number, unit: AxisUnit): number {
  if (!(max > 0)) return emptyCeiling[unit]
  const wanted = max * 1.08
  const magnitude = 10 ** Math.floor(Math.log10(wanted))
  const steps = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]
  return (steps.find(step => step * magnitude >= wanted) ?? 10) * magnitude
}

const mostDecimals = 6

/** How many figures after the point a tick has: 2.5 has one, 20 none. What a computer adds to 0.1 + 0.2 is not counted. */
export function decimalsOf(tick: number): number {
  for (let decimals = 0; decimals < mostDecimals; decimals++) {
    const shifted = Math.abs(tick) * 10 ** decimals
    if (Math.abs(shifted - Math.round(shifted)) <= 1e-6 * shifted) return decimals
  }
  return mostDecimals
}
