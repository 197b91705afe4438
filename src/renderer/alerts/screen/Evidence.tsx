import type { Alert } from '../../../protocol/alerts.ts'
import { useSpeed, useWriter } from '../../store/hooks.ts'
import { alertEvidence } from '../reading.ts'
import { metricsOf } from './evidence.ts'
import { EvidenceChart } from './EvidenceChart.tsx'

/** So many beside the judged one: more would be a dashboard. */
const BESIDE = 2
/** A share of less than this explains nothing. */
const LEAST_SHARE = 0.1

/** What shows it: the series around it, what was measured, and what made it certain. */
export function Evidence({ alert }: { alert: Alert }) {
  const writer = useWriter()
  const { t, percent } = writer
  const metrics = metricsOf(alert)
  const measured = alertEvidence(writer, alert, useSpeed())
  const reasons = (alert.evidence?.explanation ?? []).filter(({ share }) => share >= LEAST_SHARE)
  if (metrics.length === 0) return null
  return (
    <section className="alert-part alert-evidence-part">
      <h3>{t('alert.evidence')}</h3>
      {measured && <p className="alert-measured">{measured}</p>}
      {reasons.length > 0 && (
        <div className="reasons">
          <span id="alert-why">{t('alert.why')}</span>
          <ul aria-labelledby="alert-why">
            {reasons.map(({ statistic, share }) => (
              <li key={statistic} className="chip">
                {t(`statistic.${statistic}`)}
                {reasons.length > 1 && ` ${percent(share)}`}
              </li>
            ))}
          </ul>
        </div>
      )}
      {metrics.slice(0, 1 + BESIDE).map((metric, i) => (
        <EvidenceChart key={metric} alert={alert} metric={metric} judged={i === 0} />
      ))}
    </section>
  )
}
