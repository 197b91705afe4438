import { randomUUID } from 'node:crypto'
import type { LaunchEvent, Sample } from '../../protocol/console.ts'
import { headlineIds, metricIds } from '../../protocol/metrics.ts'
import type { Clock } from '../clock.ts'
import type { Meter, Telemetry } from './contract.ts'
import { createHistory } from './history.ts'
import { createBook } from './meter.ts'
import { createExposition } from './prometheus.ts'
import { readMetrics } from './reading.ts'
import { createWindow } from './window.ts'

/** Events kept for consoles that come back. */
const EVENTS_KEPT = 2_000

export interface TelemetryOptions {
  readonly clock: Clock
  /** Full samples kept; two hours' worth when left out. */
  readonly keep?: number
}

/**
 * Samples and events share one sequence of numbers, which starts at 1 with each boot. `firstSequence` is the number
 * from which on nothing is missing of what is kept: full samples and events.
 */
export function createTelemetry({ clock, keep }: TelemetryOptions): Telemetry {
  const book = createBook()
  const window = createWindow()
  const history = createHistory(keep)
  const events: LaunchEvent[] = []
  const collectors: ((meter: Meter) => void)[] = []
  const listeners = new Set<(message: Sample | LaunchEvent) => void>()
  let sequence = 0
  let eventsCutAt = 0

  const publish = (message: Sample | LaunchEvent) => {
    for (const listener of listeners) listener(message)
  }
  const readAll = () => readMetrics(metricIds, book, window)
  const exposition = createExposition(readAll)

  return {
    meter: book.meter,
    epoch: randomUUID(),
    collect(collector) {
      collectors.push(collector)
    },
    sample(full) {
      for (const collector of collectors) collector(book.meter)
      const at = clock.real()
      const eventTime = clock.event()
      window.mark(at, eventTime, book.tallies)
      const readings = full ? readAll() : readMetrics(headlineIds, book, window)
      const sample: Sample = { type: 'sample', sequence: ++sequence, full, at, eventTime, ...readings }
      if (full) {
        history.push(sample)
        for (const durations of book.durations.values()) durations.turn()
      }
      publish(sample)
      return sample
    },
    emit(body) {
      const event: LaunchEvent = {
        type: 'event',
        sequence: ++sequence,
        at: clock.real(),
        eventTime: clock.event(),
        body,
      }
      events.push(event)
      if (events.length > EVENTS_KEPT) eventsCutAt = events.shift()?.sequence ?? eventsCutAt
      publish(event)
      return event
    },
    get firstSequence() {
      return Math.max(eventsCutAt, history.cutAt) + 1
    },
    get lastSequence() {
      return sequence
    },
    since(after, limit) {
      const samples = history.since(after, limit + 1)
      const from = events.findIndex(event => event.sequence > after)
      const later = from < 0 ? [] : events.slice(from, from + limit + 1)
      const numbers = [...samples, ...later].map(({ sequence }) => sequence).sort((a, b) => a - b)
      if (numbers.length <= limit) return { samples, events: later, next: null }
      const last = numbers[limit - 1] ?? after
      const upTo = <T extends { sequence: number }>(rows: T[]) => rows.filter(row => row.sequence <= last)
      return { samples: upTo(samples), events: upTo(later), next: last }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    prometheus: () => exposition(),
  }
}
