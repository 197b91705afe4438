/**
 * How the share of a line in the rate of admissions will change: other lines open on time, and others run out. Lines that
 * want people let in share the rate by weight; what one does not use flows on to the others.
 */

export interface SharingLine {
  readonly weight: number
  /** People to be let in, of those who stand in it now. Infinity where more are sure to come. */
  readonly demand: number
  /** Seconds until it opens; 0 when it is open. */
  readonly opensIn: number
}

/** [seconds from now, times the present pace from then on], in order. */
export type Pace = ReadonlyArray<readonly [number, number]>

const MOST_CHANGES = 8
/** Further off than this nobody waits, and plans are changed. */
const HORIZON_SECONDS = 24 * 3_600

/**
 * The pace of one open line beside the others, at a rate for all of them together. It is told for whoever stands in that
 * line, however far back: that it runs out itself is not foreseen.
 */
export function paceAhead(own: SharingLine, others: readonly SharingLine[], rate: number): Pace {
  if (!(rate > 0)) return []
  const left = others.map(({ demand }) => demand)
  const pace: Array<readonly [number, number]> = []
  let at = 0
  let first: number | undefined
  let before = 1
  while (pace.length < MOST_CHANGES) {
    const isActive = (line: SharingLine, n: number) => line.opensIn <= at && (left[n] ?? 0) > 0
    const all = others.reduce((sum, line, n) => (isActive(line, n) ? sum + line.weight : sum), own.weight)
    first ??= own.weight / all
    const times = own.weight / all / first
    if (Math.abs(times - before) > 1e-6) pace.push([at, times])
    before = times
    const rateOf = (line: SharingLine) => (rate * line.weight) / all
    const next = Math.min(
      ...others.map((line, n) =>
        isActive(line, n) ? at + (left[n] ?? 0) / rateOf(line) : line.opensIn > at ? line.opensIn : Infinity,
      ),
    )
    if (!(next < HORIZON_SECONDS)) break
    for (const [n, line] of others.entries())
      if (isActive(line, n)) {
        const rest = (left[n] ?? 0) - rateOf(line) * (next - at)
        // What is left of a sum of fractions is nobody.
        left[n] = rest > 1e-6 ? rest : 0
      }
    at = next
  }
  return pace
}
