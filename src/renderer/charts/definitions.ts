import { metricSpecs, type MetricId } from '../../protocol/metrics.ts'
import type { TextKey } from '../../locales/catalogue.ts'
import { arrivalsFade, opensIn } from '../../rules/fluid.ts'
import { forecastLine, lineInput } from '../store/forecast.ts'
import type { ConsoleStore } from '../store/state.ts'
import type { Frame } from './frame.ts'
import { seatCeiling } from './ceiling.ts'

export type Column = readonly (number | null | undefined)[]
type PlainKey = Extract<TextKey, `chart.series.${string}`>

export interface Line {
  readonly label: PlainKey
  /** `edge` bounds a band and is not drawn itself; `step` holds its value until the next. */
  readonly look: 'solid' | 'dashed' | 'step' | 'edge'
}

export interface ChartDefinition {
  readonly id: 'queue' | 'admission' | 'bookings' | 'errors'
  readonly title: 'chart.queue' | 'chart.admission' | 'chart.bookings' | 'chart.errors'
  /** The metrics whose age is the age of the chart. */
  readonly metrics: readonly MetricId[]
  readonly unit: 'people' | 'rate' | 'percent'
  readonly lines: readonly Line[]
  /** A pair of indices of `lines` with a band between. */
  readonly band?: readonly [number, number]
  /** Horizontal limits. */
  readonly limits?: readonly number[]
  /** The axis reaches at least this far up. */
  readonly atLeast: number
  /** x and one column for each line. */
  data(frame: Frame, store: ConsoleStore): { x: readonly number[]; columns: readonly Column[] }
}

const forecastSteps = 12

const limits = [metricSpecs['http.errorRatio'].warn, metricSpecs['http.errorRatio'].alarm].filter(
  limit => limit !== undefined,
)

/** The live charts of the Launch screen: adding one is one entry. */
export const charts: readonly ChartDefinition[] = [
  {
    id: 'queue',
    title: 'chart.queue',
    metrics: ['queue.waiting'],
    unit: 'people',
    lines: [
      { label: 'chart.series.waiting', look: 'solid' },
      { label: 'chart.series.low', look: 'edge' },
      { label: 'chart.series.high', look: 'edge' },
      { label: 'chart.series.forecast', look: 'dashed' },
    ],
    band: [2, 1],
    atLeast: 10,
    data(frame, { readings, snapshot }) {
      const waiting = frame.columns['queue.waiting']
      const { now } = frame
      const [cohorts, at] = [snapshot?.cohorts ?? [], (now ?? 0) * 1000]
      const input = lineInput(readings, snapshot?.stock.left ?? 0, arrivalsFade(cohorts, at), opensIn(cohorts, at))
      if (!input || now === undefined || waiting.at(-1) === null) {
        const nothing = frame.x.map(() => null)
        return { x: frame.x, columns: [waiting, nothing, nothing, nothing] }
      }
      const ahead = forecastLine(input, frame.to - now, forecastSteps)
      const before: undefined[] = Array.from({ length: frame.x.length - 1 })
      const after: undefined[] = Array.from({ length: ahead.t.length - 1 })
      return {
        x: [...frame.x, ...ahead.t.slice(1).map(t => now + t)],
        columns: [
          [...waiting, ...after],
          [...before, ...ahead.low],
          [...before, ...ahead.high],
          [...before, ...ahead.likely],
        ],
      }
    },
  },
  {
    id: 'admission',
    title: 'chart.admission',
    metrics: ['gate.setRate', 'gate.admitRate'],
    unit: 'rate',
    lines: [
      { label: 'chart.series.actual', look: 'solid' },
      { label: 'chart.series.set', look: 'step' },
    ],
    atLeast: 1,
    data: ({ x, columns }) => ({ x, columns: [columns['gate.admitRate'], columns['gate.rateInForce']] }),
  },
  {
    id: 'bookings',
    title: 'chart.bookings',
    metrics: ['booking.rate', 'capacity.alive'],
    unit: 'rate',
    lines: [
      { label: 'chart.series.booked', look: 'solid' },
      { label: 'chart.series.ceiling', look: 'dashed' },
    ],
    atLeast: 1,
    data: frame => ({ x: frame.x, columns: [frame.columns['booking.rate'], seatCeiling(frame)] }),
  },
  {
    id: 'errors',
    title: 'chart.errors',
    metrics: ['http.errorRatio'],
    unit: 'percent',
    lines: [{ label: 'chart.series.errors', look: 'solid' }],
    limits,
    atLeast: Math.max(...limits) * 1.2,
    data: ({ x, columns }) => ({ x, columns: [columns['http.errorRatio']] }),
  },
]
