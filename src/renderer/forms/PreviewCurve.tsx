import { useMemo } from 'react'
import { Line, LineChart, XAxis, YAxis, CartesianGrid } from 'recharts'
import { formatCompact } from '../../locales/format.ts'
import type { Preview } from '../../protocol/commands.ts'
import { useWriter } from '../store/hooks.ts'
import { mergeCurves, ticksOf } from './curves.ts'

const tick = { fontSize: 13, fill: 'var(--secondary)' }
const margin = { top: 8, right: 12, bottom: 4, left: 0 }

/** The queue with the command and without; it stands still, so recharts draws it. */
export default function PreviewCurve({ preview }: { preview: Preview }) {
  const { t, number, duration, locale } = useWriter()
  const data = useMemo(() => mergeCurves(preview.before.curve, preview.after.curve), [preview])
  const horizon = data.at(-1)?.t ?? 0
  const inHours = horizon > 180
  // Where the shorter of them ends both still have something to say.
  const both = data.findLast(({ before, after }) => before !== null && after !== null)
  const label =
    both &&
    t('preview.curve', {
      time: duration(both.t * 60),
      before: number(both.before ?? 0, 0),
      after: number(both.after ?? 0, 0),
    })
  return (
    <>
      <p className="visually-hidden">{label}</p>
      <figure aria-hidden="true">
        <LineChart width={300} height={172} data={data} margin={margin} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--grid)" vertical={false} />
          <XAxis
            dataKey="t"
            type="number"
            domain={[0, horizon]}
            tick={tick}
            ticks={ticksOf(horizon)}
            stroke="var(--control)"
            tickFormatter={(minutes: number) =>
              inHours ? t('time.hours', { h: Math.round(minutes / 60) }) : t('time.minutes', { m: Math.round(minutes) })
            }
          />
          <YAxis
            tick={tick}
            tickCount={4}
            width={52}
            stroke="var(--control)"
            tickFormatter={(value: number) => formatCompact(locale, value)}
          />
          <Line
            dataKey="before"
            stroke="var(--series-dashed)"
            strokeDasharray="6 4"
            strokeWidth={2}
            dot={false}
            isAnimationActive={false}
          />
          <Line dataKey="after" stroke="var(--series-solid)" strokeWidth={2.5} dot={false} isAnimationActive={false} />
        </LineChart>
      </figure>
    </>
  )
}
