import type { Capacity } from '../../protocol/nouns.ts'
import type { Clock } from '../clock.ts'
import type { CapacityPool } from './contract.ts'

/** A worker without a heartbeat for so long (real time) no longer counts. */
const FRESH_MS = 3_000

export interface CapacityPoolOptions {
  readonly clock: Clock
  readonly workers: ReadonlyArray<{ readonly id: string; readonly seats: number }>
  readonly revision: number
  /** Told when the seats that count, or the workers, have changed. */
  readonly onChange: (capacity: Capacity) => void
}

export interface EmbeddedCapacity extends CapacityPool {
  /** Looks for workers that came or went; called with every tick. */
  check(): void
  /** The workers as they would be after an addition, to be made durable before it happens. */
  plan(workers: number, seatsEach: number): Array<{ id: string; seats: number }>
}

interface Seated {
  readonly id: string
  readonly seats: number
  beatAt: number
  stopped: boolean
}

/** Booking workers inside this process: they beat with its tick, so a stalled process loses its seats honestly. */
export function createCapacityPool({ clock, workers, revision, onChange }: CapacityPoolOptions): EmbeddedCapacity {
  const pool = new Map<string, Seated>()
  let currentRevision = revision
  let aliveBefore = 0

  const enter = (id: string, seats: number) => pool.set(id, { id, seats, beatAt: clock.real(), stopped: false })
  for (const { id, seats } of workers) enter(id, seats)

  const isAlive = (worker: Seated) => clock.real() - worker.beatAt < FRESH_MS
  const sum = (pick: (worker: Seated) => boolean) => {
    let seats = 0
    for (const worker of pool.values()) if (pick(worker)) seats += worker.seats
    return seats
  }
  const alive = () => sum(isAlive)

  const reading = (): Capacity => ({
    workers: [...pool.values()].map(worker => ({ id: worker.id, seats: worker.seats, alive: isAlive(worker) })),
    revision: currentRevision,
  })

  const plan = (count: number, seatsEach: number) => {
    const added: Array<{ id: string; seats: number }> = []
    for (let next = pool.size + 1; added.length < count; next++) {
      const id = `worker-${next}`
      if (!pool.has(id)) added.push({ id, seats: seatsEach })
    }
    return added
  }

  aliveBefore = alive()
  return {
    reading,
    alive,
    seats: () => sum(() => true),
    plan,
    add(count, seatsEach) {
      for (const { id, seats } of plan(count, seatsEach)) enter(id, seats)
      currentRevision += 1
      aliveBefore = alive()
      onChange(reading())
    },
    beat(id) {
      const now = clock.real()
      if (id === undefined) {
        for (const worker of pool.values()) if (!worker.stopped) worker.beatAt = now
        return
      }
      const worker = pool.get(id)
      if (!worker) return
      worker.beatAt = now
      worker.stopped = false
    },
    stop(id) {
      const worker = pool.get(id)
      if (worker) worker.stopped = true
    },
    check() {
      const now = alive()
      if (now === aliveBefore) return
      aliveBefore = now
      onChange(reading())
    },
  }
}
