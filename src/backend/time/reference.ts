/** What a reference says the time is, ms since the epoch, and by how much it may be off either way. */
export interface TimeReading {
  readonly time: number
  readonly within: number
}

/** Another opinion on the time. The server of a shared store is one more, where there is one. */
export interface TimeReference {
  readonly name: string
  /** Whether its word makes this node's time verified. The machine's own clock does not: the node's time came from it. */
  readonly confirms: boolean
  /**
   * Whether this node's time is brought to it. Only what is traceable to a time service leads: two nodes that followed each
   * other would agree on a time of their own.
   */
  readonly leads: boolean
  /** What it says now; undefined while it has nothing to say. */
  readonly read: () => TimeReading | undefined
  close(): void
}

export interface Comparison {
  /** Reference less own time, ms, of the reference that is furthest off; only what its own doubt does not explain. */
  readonly drift: number
  readonly confirmed: boolean
}

/** Holds a time against what the references say. Those that confirm decide; the others where there is none of them. */
export function compare(now: number, references: readonly TimeReference[]): Comparison {
  let confirmed = false
  let drift = 0
  for (const { confirms, read } of references) {
    if (confirmed && !confirms) continue
    const reading = read()
    if (!reading) continue
    const off = reading.time - now
    const beyond = Math.sign(off) * Math.max(0, Math.abs(off) - reading.within)
    const first = confirms && !confirmed
    if (first || Math.abs(beyond) > Math.abs(drift)) drift = beyond
    confirmed ||= confirms
  }
  return { drift, confirmed }
}
