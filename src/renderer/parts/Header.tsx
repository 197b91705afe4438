import { memo } from 'react'
import { BellSwitch } from '../bell/BellSwitch.tsx'
import { useDataFreshness, useWriter } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'
import { AlarmLoad } from './AlarmLoad.tsx'
import { Clock, Countdown } from './Clock.tsx'
import { Connection } from './Connection.tsx'
import { ClockSkew, DataAge } from './DataAge.tsx'
import { LanguageSwitch, ThemeSwitch } from './Switches.tsx'

/** 56 px: which world this is, what time it is in it, how old the data are, who is connected to what. */
export const Header = memo(function Header() {
  return (
    <header className="header">
      <ModeBadge />
      <PausedBadge />
      <Clock />
      <Countdown />
      <DataAge />
      <ClockSkew />
      <AlarmLoad />
      <BellSwitch />
      <Connection />
      <LanguageSwitch />
      <ThemeSwitch />
    </header>
  )
})

/** Stops everybody at the door: nobody who looks at this screen may miss it. */
function PausedBadge() {
  const { t } = useWriter()
  const paused = useConsole(store => store.snapshot?.intake.paused === true)
  const fresh = useDataFreshness()
  if (!paused) return null
  return (
    <strong className="paused-badge" data-fresh={fresh}>
      {t('tile.admission.paused')}
    </strong>
  )
}

function ModeBadge() {
  const { t, locale } = useWriter()
  const mode = useConsole(store => store.snapshot?.mode)
  const launch = useConsole(store => store.snapshot?.launch[locale])
  if (!mode) return <strong className="mode">{t('app.title')}</strong>
  return (
    <>
      <strong className="mode" data-mode={mode} title={t(`mode.${mode}.long`)}>
        {t(`mode.${mode}`)}
        {t(`mode.${mode}`) !== mode && <small lang="en">{mode}</small>}
      </strong>
      <h1 className="launch-name" title={launch}>
        <span>{launch}</span>
        <small>{t(`mode.${mode}.long`)}</small>
      </h1>
    </>
  )
}
