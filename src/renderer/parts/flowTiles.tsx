import { formatChange } from '../../locales/format.ts'
import { metricSpecs, type MetricId } from '../../protocol/metrics.ts'
import { useValue, useWriter } from '../store/hooks.ts'
import { measuredNow } from '../store/freshness.ts'
import { series } from '../store/series.ts'
import { useConsole, type ConsoleStore } from '../store/state.ts'
import { severityOf } from './severity.ts'
import { Tile } from './Tile.tsx'
import { queueTrend } from './trend.ts'

const queueMetrics: readonly MetricId[] = ['queue.waiting']

export function QueueTile() {
  const { t, number, duration, locale } = useWriter()
  const waiting = useValue('queue.waiting')
  const lastWait = useConsole(store => measuredNow(store, 'queue.lastWait'))
  const severity = useConsole(store => severityOf(store, queueMetrics))
  const paused = useConsole(store => store.snapshot?.intake.paused === true)
  const trend = useConsole(() => Math.round(queueTrend(series) ?? 0))
  return (
    <Tile
      id="queue"
      title={t('tile.queue')}
      metrics={queueMetrics}
      value={waiting === undefined ? null : number(waiting, 0)}
      severity={severity}
    >
      <p>
        {trend === 0
          ? t('tile.queue.steady')
          : `${trend > 0 ? '↗' : '↘'} ${t('tile.queue.trend', { change: formatChange(locale, trend) })}`}
      </p>
      {lastWait !== undefined && !paused && <p>{t('tile.queue.last', { time: duration(lastWait) })}</p>}
    </Tile>
  )
}

const admissionMetrics: readonly MetricId[] = ['gate.admitRate']

export function AdmissionTile() {
  const { t, rate } = useWriter()
  const actual = useValue('gate.admitRate')
  const set = useConsole(store => store.snapshot?.intake.rate)
  const inForce = useValue('gate.rateInForce')
  const severity = useConsole(store => severityOf(store, admissionMetrics))
  const paused = useConsole(store => store.snapshot?.intake.paused === true)
  const ramping = !paused && set !== undefined && inForce !== undefined && inForce < set * 0.995
  return (
    <Tile
      id="admission"
      title={t('tile.admission')}
      metrics={admissionMetrics}
      value={actual === undefined ? null : rate(actual)}
      severity={severity}
    >
      <p>
        {set !== undefined && t('tile.admission.set', { rate: rate(set) })}
        {ramping && ` · ${t('tile.admission.ramp', { rate: rate(inForce) })}`}
      </p>
      <p>{paused ? <strong className="is-paused">{t('tile.admission.paused')}</strong> : <Limit />}</p>
    </Tile>
  )
}

/**
 * Seats come free one by one, so a full house is never quite full: where fewer are let in than are to be, and few seats are
 * free, it is the seats.
 */
function isFull(readings: ConsoleStore['readings']): boolean {
  const load = readings['capacity.load']?.value ?? 0
  const short = (readings['gate.admitRate']?.value ?? 0) < 0.9 * (readings['gate.rateInForce']?.value ?? 0)
  return load >= 0.98 || (load >= 0.85 && short)
}

/** What keeps the admissions from being more. */
function Limit() {
  const { t } = useWriter()
  const limit = useConsole(({ readings, snapshot }) => {
    if (!snapshot?.cohorts.some(cohort => cohort.state === 'open')) return 'closed'
    if ((readings['queue.waiting']?.value ?? 0) <= 0) return 'nobody'
    return isFull(readings) ? 'seats' : 'rate'
  })
  return t(`tile.limit.${limit}`)
}

const bookingMetrics: readonly MetricId[] = ['booking.rate']

export function BookingsTile() {
  const { t, rate, number } = useWriter()
  const booked = useValue('booking.rate')
  const total = useValue('booking.total')
  const severity = useConsole(store => severityOf(store, bookingMetrics))
  return (
    <Tile
      id="bookings"
      title={t('tile.bookings')}
      metrics={bookingMetrics}
      value={booked === undefined ? null : rate(booked)}
      severity={severity}
    >
      {total !== undefined && <p>{t('tile.bookings.total', { n: number(total, 0) })}</p>}
    </Tile>
  )
}

const errorMetrics: readonly MetricId[] = ['http.errorRatio']

export function ErrorsTile() {
  const { t, percent, number } = useWriter()
  const { warn = Infinity, alarm = Infinity } = metricSpecs['http.errorRatio']
  const ratio = useValue('http.errorRatio')
  const severity = useConsole(store => severityOf(store, errorMetrics))
  return (
    <Tile
      id="errors"
      title={t('tile.errors')}
      metrics={errorMetrics}
      value={ratio === undefined ? null : number(ratio * 100, ratio >= 0.1 ? 0 : 1)}
      unit="%"
      severity={severity}
    >
      <p>{t('tile.errors.limit', { limit: percent(alarm) })}</p>
      {ratio !== undefined && ratio >= warn && (
        <p>{t(ratio >= alarm ? 'tile.abnormal.alarm' : 'tile.abnormal.warn')}</p>
      )}
    </Tile>
  )
}
