import { describe, expect, it } from 'vitest'
import { formatNumber, formatPercent } from '../../../src/locales/format.ts'
import type { Locale } from '../../../src/locales/phrase.ts'
import { translate } from '../../../src/locales/translate.ts'
import { placeLabels } from '../../../src/renderer/charts/flagLabels.ts'
import { writeTick } from '../../../src/renderer/charts/readout.ts'
import { ceilingOf } from '../../../src/renderer/charts/scale.ts'
import { seatCeiling } from '../../../src/renderer/charts/ceiling.ts'
import { frameOf } from '../../../src/renderer/charts/frame.ts'
import { mergeCurves, ticksOf as curveTicks } from '../../../src/renderer/forms/curves.ts'
import { spanOf, ticksOf } from '../../../src/renderer/parts/gantt.ts'
import { queueTrend } from '../../../src/renderer/parts/trend.ts'
import { forecastLine, lineInput } from '../../../src/renderer/store/forecast.ts'
import type { Writer } from '../../../src/renderer/store/hooks.ts'
import { createSeries } from '../../../src/renderer/store/series.ts'
import { parseKst } from '../../../src/rules/kst.ts'
import { cohortOf } from './nouns.ts'
import { sampleAt } from './samples.ts'

const reading = (value: number) => ({ value, at: 0 })

const writerIn = (locale: Locale): Writer => ({
  locale,
  t: translate(locale),
  number: (value, digits) => formatNumber(locale, value, digits),
  rate: String,
  percent: (ratio, digits) => formatPercent(locale, ratio, digits),
  duration: String,
})

describe('forecast', () => {
  const readings = {
    'queue.waiting': reading(1_000),
    'gate.rateInForce': reading(5),
    'queue.joinRate': reading(3),
    'gate.showRatio': reading(1),
    'lease.meanSeconds': reading(20),
    'capacity.alive': reading(200),
    'slots.left': reading(100_000),
  }

  it('needs to know the line and the rate', () => {
    expect(lineInput({ 'queue.waiting': reading(5) }, 10, 300, 0)).toBeUndefined()
    expect(lineInput(readings, 10, Infinity, 0)).toMatchObject({
      waiting: 1_000,
      meanLeaseSeconds: 20,
      slotsLeft: 100_000,
    })
  })

  it('starts at the present line and keeps the likely within the band', () => {
    const input = lineInput(readings, 10, Infinity, 0)
    if (!input) throw new Error('no input')
    const { t, low, likely, high } = forecastLine(input, 120, 12)
    expect(t.length).toBe(13)
    expect([low[0], likely[0], high[0]]).toEqual([1_000, 1_000, 1_000])
    for (const i of t.keys()) {
      expect(low[i]).toBeLessThanOrEqual(likely[i] ?? 0)
      expect(high[i]).toBeGreaterThanOrEqual(likely[i] ?? 0)
    }
    expect(likely.at(-1)).toBeCloseTo(1_000 - 120 * 2, -1)
  })

  it('lets the line grow until the opening, and only then admits', () => {
    const input = lineInput(readings, 10, Infinity, 60)
    if (!input) throw new Error('no input')
    const { likely } = forecastLine(input, 120, 12)
    expect(likely[6]).toBeCloseTo(1_000 + 60 * 3, -1)
    expect(likely.at(-1)).toBeCloseTo(1_000 + 60 * 3 - 60 * 2, -1)
  })
})

describe('charts', () => {
  it('round the axis up, with air', () => {
    expect([0.05, 1, 4, 372_000].map(max => ceilingOf(max, 'other'))).toEqual([0.06, 1.2, 5, 500_000])
  })

  it('have an axis to read while everything is zero', () => {
    expect([ceilingOf(0, 'other'), ceilingOf(0, 'ratio')]).toEqual([1, 0.01])
  })

  it('write each tick as the value it stands at', () => {
    const percents = [0, 0.025, 0.05, 0.025 * 3].map(tick => writeTick(writerIn('en'), 'ratio', tick))
    expect(percents).toEqual(['0%', '2.5%', '5%', '7.5%'])
    const rates = [0, 0.025, 0.5, 0.1 + 0.2, 20, 2_500].map(tick => writeTick(writerIn('en'), 'other', tick))
    expect(rates).toEqual(['0', '0.025', '0.5', '0.3', '20', '2,500'])
    const people = [12_500, 50_000, 250_000]
    expect(people.map(tick => writeTick(writerIn('ko'), 'other', tick))).toEqual(['1.25만', '5만', '25만'])
    expect(people.map(tick => writeTick(writerIn('en'), 'other', tick))).toEqual(['12.5k', '50k', '250k'])
  })

  it('write flags that would overlap as one, and none beyond the end', () => {
    const room = { widthOf: (text: string) => text.length * 10, ends: [0, 200] as const, gap: 3 }
    const place = (...poles: [number, string][]) =>
      placeLabels(
        poles.map(([at, text]) => ({ at, text })),
        room,
      ).map(({ left, text }) => [left, text])
    expect(place([10, '#1'], [60, '#2'])).toEqual([
      [10, '#1'],
      [60, '#2'],
    ])
    // In the order of time, whichever came first; the one that is longer now meets the next.
    expect(place([30, '#2'], [20, '#1'], [90, '#3'])).toEqual([
      [20, '#1 #2'],
      [90, '#3'],
    ])
    expect(place([20, '#1'], [30, '#2'], [60, '#3'])).toEqual([[20, '#1–#3']])
    // At the end of the chart a label moves back, over the one before it.
    expect(place([170, '#5'], [199, '#6'])).toEqual([[150, '#5 #6']])
  })

  it('tell what the seats would allow, once it is known how long one is held', () => {
    const series = createSeries()
    const seats = { 'capacity.alive': 1_200, 'booking.conversion': 0.5 }
    series.add(sampleAt(0, seats))
    series.add(sampleAt(1_000, { ...seats, 'lease.meanSeconds': 300 }))
    expect(seatCeiling(frameOf(series, 300_000))).toEqual([null, 1_200 / 300 / 2])
  })

  it('tell the trend per minute of event time', () => {
    const series = createSeries()
    expect(queueTrend(series)).toBeUndefined()
    for (let i = 0; i <= 60; i++)
      series.add(sampleAt(i * 1000, { 'queue.waiting': 100 + i * 10 }, { eventTime: i * 10_000 }))
    expect(queueTrend(series)).toBeCloseTo(60)
  })

  it('tell the trend of now, in real time over a minute, in an accelerated drill over ten seconds', () => {
    for (const [speed, turn] of [
      [1, 60],
      [60, 10],
    ] as const) {
      const series = createSeries()
      // The queue grows, and from so many seconds before the end on it shrinks.
      for (let i = 0; i <= 200; i++)
        series.add(
          sampleAt(
            i * 1000,
            { 'queue.waiting': 10_000 - Math.abs(200 - turn - i) * 10 },
            { eventTime: i * 1000 * speed },
          ),
        )
      expect(queueTrend(series)).toBeCloseTo(-600 / speed)
    }
  })

  it('merge two curves on the longer axis', () => {
    const merged = mergeCurves(
      [
        { t: 0, waiting: 100 },
        { t: 600, waiting: 0 },
      ],
      [
        { t: 0, waiting: 100 },
        { t: 300, waiting: 0 },
      ],
    )
    expect(merged[0]).toEqual({ t: 0, before: 100, after: 100 })
    expect(merged.at(-1)).toEqual({ t: 10, before: 0, after: null })
    expect(mergeCurves([], [])).toEqual([])
    expect(curveTicks(1_200)).toEqual([0, 360, 720, 1_080])
  })
})

describe('cohort strip', () => {
  it('has now inside and round Korean hours as ticks', () => {
    const now = parseKst('2021-07-19', '20:03')
    const opensAt = parseKst('2021-07-19', '20:00')
    const span = spanOf([cohortOf({ prequeueAt: opensAt - 3_600_000, opensAt, closesAt: opensAt + 79_200_000 })], now)
    expect(span.at(now)).toBeGreaterThan(0)
    expect(span.at(now)).toBeLessThan(1)
    const ticks = ticksOf(span)
    expect(ticks.length).toBeLessThanOrEqual(7)
    for (const tick of ticks) expect((tick + 9 * 3_600_000) % (6 * 3_600_000)).toBe(0)
  })
})
