import { useState } from 'react'
import { formatClock } from '../../locales/format.ts'
import { safetyNetModes, strainLimits, type SafetyNetAct } from '../../protocol/safetyNet.ts'
import { Segmented } from '../parts/Segmented.tsx'
import { useActions, useWriter } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'
import { PlainSend } from './PlainSend.tsx'

const noActs: readonly SafetyNetAct[] = []
const shownActs = 6

/** Off, advise or on; each takes effect at once, since all it can do is lower and give back. */
export function SafetyNetForm({ done }: { done: () => void }) {
  const { t, percent, duration } = useWriter()
  const actions = useActions()
  const now = useConsole(store => store.snapshot?.safetyNet.mode ?? 'off')
  const acts = useConsole(store => store.snapshot?.safetyNet.acts ?? noActs)
  const [mode, setMode] = useState(now)
  const send = () => {
    actions.command({ kind: 'set-safety-net', args: { mode } })
    done()
  }
  return (
    <div className="form">
      <div className="form-inputs">
        <Segmented
          label={t('net.mode')}
          value={mode}
          options={safetyNetModes.map(value => ({ value, text: t(`net.mode.${value}`) }))}
          onChange={setMode}
        />
        <p className="net-explain">
          {t('net.explain', {
            errors: percent(strainLimits.errorRatio),
            latency: duration(strainLimits.latencyMs / 1000),
          })}
        </p>
      </div>
      <section className="net-acts" aria-label={t('net.acts')}>
        <h3>{t('net.acts')}</h3>
        {acts.length === 0 ? (
          <p>{t('net.acts.none')}</p>
        ) : (
          <ol>
            {acts
              .slice(-shownActs)
              .toReversed()
              .map(({ at, eventTime, limit, cause }) => (
                <li key={at}>
                  {t('net.act', {
                    time: formatClock(eventTime),
                    share: percent(limit),
                    cause: t(`net.cause.${cause}`),
                  })}
                </li>
              ))}
          </ol>
        )}
      </section>
      <PlainSend note={mode === now ? t('net.same') : ''} label={t('net.set')} disabled={mode === now} onSend={send} />
    </div>
  )
}
