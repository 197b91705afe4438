export interface Vessel {
  readonly weight: number
  /** How much it can take; may be Infinity. */
  readonly room: number
}

/** Shares an amount by weight; what does not fit into one flows on to the others. Returns what each gets. */
export function pour(amount: number, vessels: readonly Vessel[]): number[] {
  const got = vessels.map(() => 0)
  const open = new Set(vessels.keys())
  let left = amount
  while (left > 1e-9 && open.size > 0) {
    let weights = 0
    for (const at of open) weights += vessels[at]?.weight ?? 0
    let poured = 0
    for (const at of open) {
      const { weight, room } = vessels[at] ?? { weight: 0, room: 0 }
      const share = Math.min((left * weight) / weights, room - (got[at] ?? 0))
      got[at] = (got[at] ?? 0) + share
      poured += share
      if (room - (got[at] ?? 0) <= 1e-9) open.delete(at)
    }
    left -= poured
    if (poured <= 1e-9) break
  }
  return got
}
