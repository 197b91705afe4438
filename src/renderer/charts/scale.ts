/** A round number with some air above the highest value, so that the scale does not breathe with every sample. */
export function ceilingOf(max: number): number {
  const wanted = max * 1.08
  const magnitude = 10 ** Math.floor(Math.log10(wanted))
  const steps = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]
  return (steps.find(step => step * magnitude >= wanted) ?? 10) * magnitude
}
