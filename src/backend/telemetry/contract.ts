import type { LaunchEvent, EventBody, Sample } from '../../protocol/console.ts'
import type { MetricId } from '../../protocol/metrics.ts'

/** Where every part counts what it does. Counting never throws and never waits. */
export interface Meter {
  /** Adds to a counter. */
  add(id: MetricId, by?: number, label?: string): void
  /** Sets a gauge. */
  set(id: MetricId, value: number, label?: string): void
  /** Notes one duration for a percentile metric (ms). */
  observe(id: MetricId, value: number): void
}

/** The numbered stream of samples and events of this boot, and its memory. */
export interface Telemetry {
  readonly meter: Meter
  /** Run before each sample, to set gauges from the parts' readings. */
  collect(collector: (meter: Meter) => void): void
  /** Takes a sample now: headline gauges, or the full set. Called 4 times a second, each fourth one full. */
  sample(full: boolean): Sample
  emit(body: EventBody): LaunchEvent
  readonly epoch: string
  readonly firstSequence: number
  readonly lastSequence: number
  /** Full samples and events with sequence > after, oldest first, at most `limit` of both together. */
  since(after: number, limit: number): { samples: Sample[]; events: LaunchEvent[]; next: number | null }
  subscribe(listener: (message: Sample | LaunchEvent) => void): () => void
  /** Prometheus text exposition. */
  prometheus(): Promise<string>
}
