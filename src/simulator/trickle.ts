import { setTimeout as sleep } from 'node:timers/promises'
import { RefusalError } from '../protocol/errors.ts'
import { createRandom } from '../rules/random.ts'
import { createIntents } from './attacks/intents.ts'
import { createPerformed, type DoorCounts } from './attacks/performed.ts'
import type { AttackerShares } from './attacks/table.ts'
import { behaviourSchema, createBehaviour, type BehaviourSettings } from './behaviour.ts'
import { createDevice } from './device.ts'
import { liveNight, type LifeCounts } from './life.ts'
import { meaningOf } from './refusals.ts'

export interface TrickleOptions {
  /** The citizen plane of a drill, e.g. `http://127.0.0.1:7410`. */
  readonly url: string
  readonly cohort: string
  /** New people a minute of real time. */
  readonly perMinute: number
  readonly signal: AbortSignal
  /** Event seconds per real second: how much faster the people of a drill live. */
  readonly speed?: number
  readonly behaviour?: Partial<BehaviourSettings>
  readonly attackers?: AttackerShares
  readonly seed?: number
  /** The serial of the first person; not to be used by another trickle of the same drill. */
  readonly firstSerial?: number
  /** Told of failures that are no refusals: the connection, a broken answer. The trickle goes on. */
  readonly onError?: (error: unknown) => void
}

export interface TrickleCounts extends LifeCounts {
  arrived: number
  refused: number
  failed: number
}

export interface Trickle {
  readonly counts: Readonly<TrickleCounts>
  /** Attempts to get past the line, reconnections from another device among them. */
  performed(): DoorCounts
  /** Resolves when the signal has ended it and the last person has stopped. */
  readonly ended: Promise<void>
}

const MINUTE_MS = 60_000

/** Sends synthetic citizens over HTTP, one device each, who behave like the crowd in process. */
export function startTrickle(options: TrickleOptions): Trickle {
  const { url, cohort, perMinute, signal, speed = 1, seed = 1, firstSerial = 500_000_000, onError } = options
  const random = createRandom(seed)
  const behaviour = createBehaviour(behaviourSchema.parse(options.behaviour ?? {}), random)
  const counts: TrickleCounts = { arrived: 0, joined: 0, admitted: 0, booked: 0, refused: 0, failed: 0 }
  const performed = createPerformed()
  const drawIntent = createIntents(options.attackers ?? {}, random, true)
  const newDevice = () => createDevice(url, signal)
  const pause = (eventMs: number) => sleep(eventMs / speed, undefined, { signal })
  const present = new Set<Promise<void>>()

  async function person(serial: number): Promise<void> {
    try {
      const person = { cohort, serial, intent: drawIntent() }
      await liveNight({ ...person, newDevice, behaviour, pause, counts, random, performed })
    } catch (error) {
      if (signal.aborted) return
      if (error instanceof RefusalError) {
        counts.refused++
        if (meaningOf(error.code) === 'over') performed.add('D6')
      } else {
        counts.failed++
        onError?.(error)
      }
    }
  }

  async function arrive(): Promise<void> {
    for (let serial = firstSerial; ; serial++) {
      await sleep(random.exponential(MINUTE_MS / perMinute), undefined, { signal }).catch(() => undefined)
      if (signal.aborted) break
      counts.arrived++
      const night = person(serial).finally(() => present.delete(night))
      present.add(night)
    }
    await Promise.all(present)
  }

  return { counts, performed: () => performed.counts(), ended: arrive() }
}
