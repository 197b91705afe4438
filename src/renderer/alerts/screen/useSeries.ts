import { useEffect, useRef } from 'react'
import type { SeriesPoint } from '../../../protocol/bridge.ts'
import type { MetricId } from '../../../protocol/metrics.ts'
import { isRefusal } from '../../store/actions.ts'
import { useActions } from '../../store/hooks.ts'
import { useConsole } from '../../store/state.ts'

/** One series from a moment on: what this console remembers of it, then what comes in. */
export interface LiveSeries {
  readonly points: readonly SeriesPoint[]
  /** What is remembered has been told; before that, to have no points means nothing. */
  readonly answered: boolean
  /** Grows with every change. */
  readonly version: number
}

/** Readings of headline metrics come four times a second; one a second is what a chart shows. */
const EVERY_MS = 900
const MOST_POINTS = 4_000

/** The points change without a render; whoever draws them looks at the version. */
export function useSeries(metric: MetricId, label: string | null, from: number): { readonly current: LiveSeries } {
  const { series: ask } = useActions()
  const held = useRef<LiveSeries>({ points: [], answered: false, version: 0 })

  useEffect(() => {
    let over = false
    const take = (points: readonly SeriesPoint[], answered = held.current.answered) => {
      held.current = { points: points.slice(-MOST_POINTS), answered, version: held.current.version + 1 }
    }
    const { now } = useConsole.getState()
    take([], false)
    const begin = async () => {
      const reply = await ask({ metric, label, from, to: Math.max(from, now ?? from) })
      if (over || isRefusal(reply)) return
      const last = reply.points.at(-1)?.at ?? 0
      take([...reply.points, ...held.current.points.filter(({ at }) => at > last)], true)
    }
    void begin()
    const end = useConsole.subscribe(({ readings, labels, sampledAt, eventNow, now }) => {
      const reading = readings[metric]
      const at = label === null ? reading?.at : (sampledAt ?? undefined)
      const value = label === null ? reading?.value : labels[metric]?.[label]
      const last = held.current.points.at(-1)?.at ?? 0
      if (at === undefined || value === undefined || at < last + EVERY_MS || eventNow === null || now === null) return
      const { speed = 1 } = useConsole.getState().snapshot ?? {}
      take([...held.current.points, { at, eventTime: Math.round(eventNow - (now - at) * speed), value }])
    })
    return () => {
      over = true
      end()
    }
  }, [ask, metric, label, from])
  return held
}
