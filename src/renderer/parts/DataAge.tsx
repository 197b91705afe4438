import { dataAge, useDataFreshness, useWriter } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'

/** Ages below ten seconds to a tenth, above in whole units. */
export function DataAge() {
  const { t, number, duration } = useWriter()
  const fresh = useDataFreshness()
  const age = useConsole(store => {
    const ms = dataAge(store)
    if (ms === undefined) return undefined
    return ms < 9_950 ? Math.round(ms / 100) / 10 : Math.round(ms / 1000)
  })
  return (
    <div className="data-age" data-fresh={fresh} title={t('header.dataAge')}>
      <span className="fresh-dot" aria-hidden="true" />
      {age === undefined ? (
        t('header.noData')
      ) : (
        <>
          {t('header.data')} <b>{age < 10 ? `${number(age, 1)} s` : duration(age)}</b>
          {fresh !== 'live' && <em>{t(`fresh.${fresh}`)}</em>}
        </>
      )}
    </div>
  )
}

const toleratedSkewMs = 2_000

export function ClockSkew() {
  const { t, duration } = useWriter()
  // Whole seconds, so that jitter does not draw it anew.
  const seconds = useConsole(store =>
    Math.abs(store.clockSkew) > toleratedSkewMs ? Math.round(Math.abs(store.clockSkew) / 1000) : 0,
  )
  if (seconds === 0) return null
  const time = duration(seconds)
  return (
    <output className="clock-skew" title={t('header.clockOff', { time })}>
      {t('header.clockOff.short', { time })}
      <span className="visually-hidden">{t('header.clockOff', { time })}</span>
    </output>
  )
}
