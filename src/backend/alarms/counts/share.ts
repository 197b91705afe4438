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
  /** Takes what was seen. It counts once it is a minute old and nothing is suspicious, unless `drop` came first. */
  learn(count: number, of: number, suspicious: boolean): void
  /** Forgets what was seen lately and does not count yet. */
  drop(): void
  /** Begins again: what was known is worth no more than so many that came. */
  restart(): void
}

interface Block {
  count: number
  of: number
}

/** Samples of which one block is made, how many blocks are held back, and how many at most while things are suspicious. */
const BLOCK = 20
const PENDING = 3
/** Once so many were seen there is time to wait: then a leak of some minutes is not learnt either. */
const KNOWN = 1_000
const LONG_PENDING = 30
const MOST_PENDING = 90
const RESTART_EVENTS = 20

/**
 * Learns a share slowly and with a delay, so that a fault does not teach itself as normal: what was seen counts after a
 * minute, later after ten, and what was seen just before an alarm never. Old counts fade once there are more than `memory` of them.
 */
export function createShare(prior: Prior | undefined, memory: number): Share {
  let count = prior ? prior.events : 0
  let of = prior ? prior.events / prior.share : 0
  const pending: Block[] = []
  let block: Block = { count: 0, of: 0 }
  let filled = 0

  const held = () => (count < KNOWN ? PENDING : LONG_PENDING)
  const take = (seen: Block) => {
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
    learn(seen, outOf, suspicious) {
      block.count += seen
      block.of += outOf
      if (++filled < BLOCK) return
      pending.push(block)
      block = { count: 0, of: 0 }
      filled = 0
      if (suspicious) {
        if (pending.length > MOST_PENDING) pending.shift()
        return
      }
      for (const settled of pending.splice(0, Math.max(0, pending.length - held()))) take(settled)
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
