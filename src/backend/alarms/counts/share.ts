/** What is believed of a share before anything was seen, as if learnt from so many that came. */
export interface Prior {
  readonly share: number
  readonly events: number
}

/** A share learnt from counts: how many come of how many expected. */
export interface Share {
  /** NaN while nothing is known. */
  readonly value: number
  /** The standard error of `value` as a part of it. */
  readonly doubt: number
  /** Takes what was seen; it counts once it is `PENDING` samples old, unless `drop` came first. */
  learn(count: number, of: number): void
  /** Forgets what was seen lately and does not count yet: it is under suspicion. */
  drop(): void
  /** Begins again: what was known is worth no more than so many that came. */
  restart(): void
}

/** Samples of which one block is made, and how many blocks are held back. */
const BLOCK = 20
const PENDING = 3
const RESTART_EVENTS = 20

/**
 * Learns a share slowly and with a delay, so that a fault does not teach itself as normal: what was seen counts only after
 * a minute in which nothing was suspicious. Old counts fade once there are more than `memory` of them.
 */
export function createShare(prior: Prior | undefined, memory: number): Share {
  let count = prior ? prior.events : 0
  let of = prior ? prior.events / prior.share : 0
  const pending: { count: number; of: number }[] = []
  let block = { count: 0, of: 0 }
  let filled = 0

  const take = (seen: { count: number; of: number }) => {
    const keep = Math.min(1, memory / (count + seen.count || 1))
    count = keep * (count + seen.count)
    of = keep * (of + seen.of)
  }
  const drop = () => {
    pending.length = 0
    block = { count: 0, of: 0 }
    filled = 0
  }

  return {
    get value() {
      return of > 0 ? count / of : Number.NaN
    },
    get doubt() {
      return 1 / Math.sqrt(Math.max(1, count))
    },
    learn(seen, outOf) {
      block.count += seen
      block.of += outOf
      if (++filled < BLOCK) return
      pending.push(block)
      block = { count: 0, of: 0 }
      filled = 0
      if (pending.length <= PENDING) return
      const settled = pending.shift()
      if (settled) take(settled)
    },
    drop,
    restart() {
      drop()
      const weight = Math.min(1, RESTART_EVENTS / Math.max(1, count))
      count *= weight
      of *= weight
    },
  }
}
