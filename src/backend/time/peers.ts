import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import type { TimeSources } from '../clock.ts'
import { boundsOf, majority, narrow, widen, type Bounds } from './bounds.ts'
import type { TimeReference } from './reference.ts'

export interface PeersOptions {
  /** Where other nodes answer `/healthz` with `serverTime`, or any server that says its `Date`: `http://HOST:7420`. */
  readonly urls: readonly string[]
  readonly sources: TimeSources
  /** How far two peers may be apart and still agree, ms. */
  readonly tolerance: number
  /** Ms between two rounds of asking. */
  readonly everyMs?: number
}

const EVERY_MS = 5_000
const PATIENCE_MS = 2_000
/** A peer that has been silent for so long has no say. */
const FRESH_MS = 60_000
/** Until it is known this exactly, what a peer says is of no use against a limit of half a second. */
const USEFUL_MS = 250
/** A peer's first answers come in a burst, as in NTP's `iburst`: a busy machine, or whole seconds, need more than one. */
const BURST = 4
const BURST_GAP_MS = 250
const DATE_GRAIN_MS = 1_000

interface Known {
  readonly bounds: Bounds
  readonly at: number
}

const healthSchema = z.object({ serverTime: z.number().int().positive() })

export interface PeersReference extends TimeReference {
  /** Resolves when every peer has been asked and either is known well enough to be of use or has had its burst. */
  readonly asked: Promise<void>
}

/**
 * The time as other nodes have it, each answer's journey taken into account, by majority. Compared with, never followed.
 * A `Date` header counts whole seconds: several answers together narrow it down.
 */
export function peersReference({ urls, sources, tolerance, everyMs = EVERY_MS }: PeersOptions): PeersReference {
  const { monotonic } = sources
  const known = new Map<string, Known>()
  let closed = false
  let timer: NodeJS.Timeout | undefined

  const useful = ({ from, to }: Bounds) => to - from <= 2 * USEFUL_MS

  /** Whether there was an answer. */
  async function ask(url: string): Promise<boolean> {
    const sent = monotonic()
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS)
      const response = await fetch(new URL('/healthz', url), { signal, redirect: 'error', cache: 'no-store' })
      const received = monotonic()
      const said = timeOf(response.headers.get('date'), await response.text())
      if (!said) return false
      const before = known.get(url)
      const bounds = boundsOf(sent, received, said.time, said.grain)
      known.set(url, { at: received, bounds: narrow(before && widen(before.bounds, received - before.at), bounds) })
      return true
    } catch {
      // Who does not answer has no say; what it said before grows old.
      return false
    }
  }

  async function burst(url: string): Promise<void> {
    for (let left = BURST; await ask(url); await pause(BURST_GAP_MS)) {
      const bounds = known.get(url)?.bounds
      if (--left === 0 || (bounds && useful(bounds))) return
    }
  }

  async function round(each: (url: string) => Promise<unknown>): Promise<void> {
    await Promise.all(urls.map(each))
    if (!closed) timer = setTimeout(() => void round(ask), everyMs * (0.75 + Math.random() / 2)).unref()
  }
  const asked = round(burst)

  return {
    asked,
    name: 'peers',
    confirms: true,
    leads: false,
    read() {
      const at = monotonic()
      const opinions = [...known.values()]
        .filter(one => at - one.at < FRESH_MS)
        .map(one => widen(one.bounds, at - one.at))
        .filter(useful)
      const agreed = majority(opinions, tolerance)
      return agreed && { time: at + agreed.lead, within: agreed.within }
    },
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}

/** A node's own word, exact to the millisecond, else the whole second of the `Date` header. */
function timeOf(date: string | null, body: string): { time: number; grain: number } | undefined {
  const health = healthSchema.safeParse(parse(body))
  if (health.success) return { time: health.data.serverTime, grain: 1 }
  const time = Date.parse(date ?? '')
  return Number.isNaN(time) ? undefined : { time, grain: DATE_GRAIN_MS }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
