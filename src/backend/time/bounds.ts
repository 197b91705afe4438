/** Between which limits a remote clock's lead over the own monotonic one must lie, ms. */
export interface Bounds {
  readonly from: number
  readonly to: number
}

/** Two clocks part by no more than this share of the time that passes. */
const RATE_ERROR = 0.0001

/**
 * One exchange: asked at `sent` and answered at `received` by the own clock, the remote one stood somewhere in
 * [`time`, `time` + `grain`) in between (Marzullo 1984: a time is an interval, and true intervals overlap).
 */
export const boundsOf = (sent: number, received: number, time: number, grain: number): Bounds => ({
  from: time - received,
  to: time + grain - sent,
})

/** What holds `elapsed` ms later of two clocks that run apart. */
export const widen = ({ from, to }: Bounds, elapsed: number): Bounds => ({
  from: from - elapsed * RATE_ERROR,
  to: to + elapsed * RATE_ERROR,
})

/** What both leave possible; the newer alone when they contradict each other: the remote clock was set. */
export function narrow(older: Bounds | undefined, newer: Bounds): Bounds {
  if (!older || older.to < newer.from || newer.to < older.from) return newer
  return { from: Math.max(older.from, newer.from), to: Math.min(older.to, newer.to) }
}

/**
 * The opinion that more than half of all share, each within `tolerance` of it, as its middle and its half width; undefined when there
 * is none. One alone is a majority of one.
 */
export function majority(opinions: readonly Bounds[], tolerance: number): { lead: number; within: number } | undefined {
  const middles = opinions.map(({ from, to }) => ({ lead: (from + to) / 2, within: (to - from) / 2 }))
  const supportersOf = (lead: number) => middles.filter(other => Math.abs(other.lead - lead) <= tolerance).length
  let best: { lead: number; within: number; supporters: number } | undefined
  for (const middle of middles) {
    const supporters = supportersOf(middle.lead)
    if (supporters * 2 <= middles.length) continue
    const closer = supporters === best?.supporters && middle.within < best.within
    if (!best || supporters > best.supporters || closer) best = { ...middle, supporters }
  }
  return best && { lead: best.lead, within: best.within }
}
