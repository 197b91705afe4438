import { describe, expect, it } from 'vitest'
import { manualClock } from '../../../src/backend/clock.ts'
import { createDurations } from '../../../src/backend/telemetry/durations.ts'
import { createTelemetry } from '../../../src/backend/telemetry/telemetry.ts'
import { sampleSchema } from '../../../src/protocol/console.ts'
import { metricIds } from '../../../src/protocol/metrics.ts'

const open = (keep?: number) => {
  const clock = manualClock(1_626_692_400_000)
  const telemetry = createTelemetry({ clock, ...(keep !== undefined && { keep }) })
  return { clock, telemetry, meter: telemetry.meter }
}

const noEvent = { kind: 'ledger', ledger: { index: 1, hash: 'x', kind: 'launch' } } as const

describe('samples', () => {
  it('hold what was measured, and nothing else', () => {
    const { telemetry, meter } = open()
    meter.set('slots.left', 7)
    meter.add('gate.refused', 2)
    meter.set('clock.drift', Number.NaN)
    const sample = telemetry.sample(true)
    expect(sample.values).toEqual({ 'slots.left': 7, 'gate.refused': 2 })
    expect(sampleSchema.parse(sample)).toEqual(sample)
    expect(telemetry.sample(false).values).toEqual({ 'slots.left': 7 })
  })

  it('sum over labels, or say the whole as it was set', () => {
    const { telemetry, meter } = open()
    meter.set('queue.waiting', 3, 'a')
    meter.set('queue.waiting', 4, 'b')
    meter.set('queue.lastWait', 60, 'a')
    meter.set('queue.lastWait', 90)
    meter.add('bypass.attempts', 1, 'D1')
    meter.add('bypass.attempts', 2, 'D3')
    const { values, labels } = telemetry.sample(true)
    expect(values).toEqual({ 'queue.waiting': 7, 'queue.lastWait': 90, 'bypass.attempts': 3 })
    expect(labels['queue.waiting']).toEqual({ a: 3, b: 4 })
    expect(labels['bypass.attempts']).toEqual({ D1: 1, D3: 2 })
    meter.set('queue.waiting', Number.NaN, 'a')
    expect(telemetry.sample(true).labels['queue.waiting']).toEqual({ b: 4 })
  })

  it('tell rates over the last five seconds of event time', () => {
    const { clock, telemetry, meter } = open()
    meter.add('queue.joinRate', 0)
    telemetry.sample(false)
    for (let step = 0; step < 40; step++) {
      clock.advance(250)
      meter.add('queue.joinRate', 5)
      telemetry.sample(false)
    }
    expect(telemetry.sample(true).values['queue.joinRate']).toBeCloseTo(20, 5)
    clock.advance(60_000)
    expect(telemetry.sample(true).values['queue.joinRate']).toBe(0)
  })

  it('tell the share of errors among requests, and nothing when there were none', () => {
    const { clock, telemetry, meter } = open()
    telemetry.sample(false)
    clock.advance(250)
    meter.add('http.requestRate', 200)
    meter.add('http.errorRatio', 10)
    expect(telemetry.sample(true).values['http.errorRatio']).toBeCloseTo(0.05)
    clock.advance(60_000)
    telemetry.sample(true)
    clock.advance(250)
    expect(telemetry.sample(true).values['http.errorRatio']).toBeUndefined()
  })

  it('forget durations after five full samples', () => {
    const { telemetry, meter } = open()
    for (let ms = 1; ms <= 1000; ms++) meter.observe('booking.latencyP95', ms)
    const p95 = telemetry.sample(true).values['booking.latencyP95'] ?? 0
    expect(Math.abs(p95 - 950)).toBeLessThan(950 * 0.06)
    for (let second = 0; second < 4; second++) telemetry.sample(true)
    expect(telemetry.sample(true).values['booking.latencyP95']).toBeUndefined()
  })
})

it('durations are right within their buckets over six decades', () => {
  const durations = createDurations()
  for (const ms of [0.2, 1, 9, 120, 3_000, 45_000]) {
    for (let turn = 0; turn < 5; turn++) durations.turn()
    for (let count = 0; count < 100; count++) durations.note(ms)
    expect(Math.abs((durations.quantile(0.5) ?? 0) - ms)).toBeLessThanOrEqual(ms * 0.06)
    expect(durations.max()).toBe(ms)
  }
})

describe('history', () => {
  it('gives full samples and events in pages, in order, each once', () => {
    const { clock, telemetry, meter } = open()
    for (let count = 1; count <= 50; count++) {
      clock.advance(250)
      meter.set('slots.left', count)
      telemetry.sample(count % 4 === 0)
      if (count % 10 === 0) telemetry.emit(noEvent)
    }
    const seen: number[] = []
    for (let after: number | null = 0; after !== null;) {
      const page = telemetry.since(after, 3)
      const sequences = [...page.samples, ...page.events].map(({ sequence }) => sequence).sort((a, b) => a - b)
      expect(sequences.length).toBeLessThanOrEqual(3)
      seen.push(...sequences)
      after = page.next
    }
    expect(seen).toHaveLength(12 + 5)
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b))
    expect(telemetry.firstSequence).toBe(1)
    expect(telemetry.since(telemetry.lastSequence, 10)).toEqual({ samples: [], events: [], next: null })
  })

  it('gives back exactly what was sampled', () => {
    const { clock, telemetry, meter } = open()
    meter.set('queue.waiting', 3, 'a')
    const first = telemetry.sample(true)
    clock.advance(1000)
    meter.set('queue.waiting', 5, 'b')
    meter.set('slots.left', 0.1)
    const second = telemetry.sample(true)
    expect(telemetry.since(0, 10).samples).toEqual([first, second])
    expect(telemetry.since(first.sequence, 10).samples).toEqual([second])
  })

  it('says from where on nothing is missing', () => {
    const { telemetry } = open(10)
    const sequences = Array.from({ length: 25 }, () => telemetry.sample(true).sequence)
    expect(telemetry.firstSequence).toBe(sequences[15])
    expect(telemetry.since(0, 100).samples.map(({ sequence }) => sequence)).toEqual(sequences.slice(15))
  })

  it('keeps the last 2000 events', () => {
    const { telemetry } = open()
    for (let count = 0; count < 2_500; count++) telemetry.emit(noEvent)
    expect(telemetry.firstSequence).toBe(501)
    expect(telemetry.since(0, 1000).events).toHaveLength(1000)
  })

  it('holds two hours of every metric and 300 labels within 30 MB', () => {
    const { clock, telemetry, meter } = open()
    for (const id of metricIds) meter.set(id, 1)
    for (let cohort = 0; cohort < 60; cohort++)
      for (const id of ['queue.waiting', 'queue.issued', 'queue.serving', 'queue.lastWait'] as const)
        meter.set(id, cohort, `cohort-${cohort}`)
    for (let worker = 0; worker < 60; worker++) meter.set('capacity.alive', 50, `worker-${worker}`)
    const before = process.memoryUsage().arrayBuffers
    for (let second = 0; second < 7_300; second++) {
      clock.advance(1000)
      telemetry.sample(true)
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(30 * 1024 * 1024)
    expect(telemetry.since(0, 1).samples[0]?.labels['queue.waiting']?.['cohort-59']).toBe(59)
  })
})

it('speaks Prometheus', async () => {
  const { telemetry, meter } = open()
  meter.set('queue.waiting', 3, 'a')
  meter.add('gate.refused', 2)
  meter.set('slots.left', 9)
  const text = await telemetry.prometheus()
  expect(text).toContain('# TYPE sluice_queue_waiting_people gauge\nsluice_queue_waiting_people{cohort="a"} 3\n')
  expect(text).toContain('# TYPE sluice_gate_refused_total counter\nsluice_gate_refused_total 2\n')
  expect(text).toContain('# HELP sluice_slots_left_doses slots.left: Doses that can still be booked.\n')
  expect(text).toContain('sluice_slots_left_doses 9\n')
  expect(await telemetry.prometheus()).toBe(text)
})
