import { useLocale, useText, useWriter } from '../store/hooks.ts'
import { prefer, usePreferences, windows, type Theme, type Window } from '../store/preferences.ts'
import { useConsole } from '../store/state.ts'
import { Segmented } from './Segmented.tsx'

const languages = [
  { value: 'ko', text: '한국어', lang: 'ko' },
  { value: 'en', text: 'EN', lang: 'en' },
] as const

export function LanguageSwitch() {
  const t = useText()
  const locale = useLocale()
  return (
    <Segmented
      label={t('header.language')}
      value={locale}
      options={languages}
      onChange={locale => prefer({ locale })}
    />
  )
}

export function ThemeSwitch() {
  const t = useText()
  const theme = usePreferences(preferences => preferences.theme)
  const options = (['dark', 'light'] satisfies Theme[]).map(value => ({ value, text: t(`theme.${value}`) }))
  return <Segmented label={t('header.theme')} value={theme} options={options} onChange={theme => prefer({ theme })} />
}

export function WindowSwitch() {
  const { t, duration } = useWriter()
  const window = usePreferences(preferences => preferences.window)
  // The axis is in event time, of which an accelerated drill has more in the same minutes.
  const speed = useConsole(({ snapshot }) => Math.max(1, snapshot?.speed ?? 1))
  const options = windows.map(n => ({ value: String(n), text: duration(n * 60 * speed) }))
  return (
    <Segmented
      label={t('chart.window')}
      value={String(window)}
      options={options}
      onChange={value => prefer({ window: Number(value) as Window })}
    />
  )
}
