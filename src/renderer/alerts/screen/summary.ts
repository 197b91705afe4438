import { formatClock } from '../../../locales/format.ts'
import { metricText } from '../../../locales/metrics.ts'
import type { MetricId } from '../../../protocol/metrics.ts'
import type { Writer } from '../../store/hooks.ts'
import { writeReading } from '../reading.ts'
import type { EvidenceFrame } from './evidence.ts'

/** A chart of evidence in one sentence, for those who do not see it. */
export function summarize(writer: Writer, metric: MetricId, { x, y }: EvidenceFrame): string {
  const known = y.filter(reading => reading !== null)
  const [latest] = known.slice(-1)
  if (latest === undefined) return writer.t('alert.series.none')
  const write = (reading: number) => writeReading(writer, metric, reading)
  return writer.t('chart.summary', {
    title: metricText[metric][writer.locale],
    latest: write(latest),
    min: write(known.reduce((least, reading) => Math.min(least, reading))),
    max: write(known.reduce((most, reading) => Math.max(most, reading))),
    from: formatClock((x[0] ?? 0) * 1000),
    to: formatClock((x.at(-1) ?? 0) * 1000),
  })
}
