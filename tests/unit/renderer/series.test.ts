import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { frameOf } from '../../../src/renderer/charts/frame.ts'
import { mergeReadings } from '../../../src/renderer/store/merge.ts'
import { createSeries } from '../../../src/renderer/store/series.ts'
import { sampleAt } from './samples.ts'

const waiting = (at: number) => sampleAt(at, { 'queue.waiting': at })
const times = (series: ReturnType<typeof createSeries>) => Array.from({ length: series.length }, (_, i) => series.at(i))

describe('series', () => {
  it('is bounded and keeps the newest, in order, whatever order they come in', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 200 }), numbers => {
        const series = createSeries(20)
        for (const n of numbers) series.add(waiting(n * 1000))
        const kept = times(series)
        expect(kept.length).toBeLessThanOrEqual(20)
        expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b))
        const newest = [...new Set(numbers)].sort((a, b) => a - b).at(-1)
        if (newest !== undefined) expect(kept.at(-1)).toBe(newest * 1000)
        for (const [i, at] of kept.entries()) expect(series.value('queue.waiting', i)).toBe(at)
      }),
    )
  })

  it('fills a gap with what comes late, and leaves headline samples to the tiles', () => {
    const series = createSeries(10)
    for (const at of [1_000, 4_000, 2_000, 3_000, 3_000]) series.add(waiting(at))
    series.add(sampleAt(5_000, { 'queue.waiting': 1 }, { full: false }))
    expect(times(series)).toEqual([1_000, 2_000, 3_000, 4_000])
  })
})

describe('frame', () => {
  it('draws missing time as a hole, and a missing metric too', () => {
    const series = createSeries()
    for (const at of [1_000, 2_000, 3_000, 9_000, 10_000]) series.add(waiting(at))
    series.add(sampleAt(11_000, {}))
    const frame = frameOf(series, 60_000)
    expect(frame.x).toEqual([1, 2, 3, 6, 9, 10, 11])
    expect(frame.columns['queue.waiting']).toEqual([1_000, 2_000, 3_000, null, 9_000, 10_000, null])
    expect(frame.now).toBe(11)
  })

  it('keeps to its window, and stretches it with the speed of a drill', () => {
    const series = createSeries()
    for (let at = 0; at <= 100_000; at += 1_000)
      series.add(sampleAt(at, { 'queue.waiting': 1 }, { eventTime: at * 10 }))
    const frame = frameOf(series, 30_000)
    expect(frame.x.length).toBe(31)
    expect((frame.now ?? 0) - frame.from).toBe(300)
    expect(frame.to).toBeGreaterThan(frame.now ?? 0)
  })

  it('is empty without samples', () => {
    expect(frameOf(createSeries(), 1_000)).toMatchObject({ x: [], now: undefined })
  })
})

describe('readings', () => {
  it('age each on their own: what a sample lacks keeps its time', () => {
    const first = mergeReadings({}, sampleAt(1_000, { 'queue.waiting': 5, 'booking.rate': 2 }))
    const second = mergeReadings(first, sampleAt(2_000, { 'queue.waiting': 6 }))
    expect(second['queue.waiting']).toEqual({ value: 6, at: 2_000 })
    expect(second['booking.rate']).toEqual({ value: 2, at: 1_000 })
    const late = mergeReadings(second, sampleAt(1_500, { 'queue.waiting': 9, 'booking.rate': 3 }))
    expect(late['queue.waiting']?.value).toBe(6)
    expect(late['booking.rate']).toEqual({ value: 3, at: 1_500 })
  })
})
