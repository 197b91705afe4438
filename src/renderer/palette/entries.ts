import { catalogue, type TextKey } from '../../locales/catalogue.ts'
import { locales } from '../../locales/phrase.ts'
import { translate } from '../../locales/translate.ts'
import type { Alert, Priority } from '../../protocol/alerts.ts'
import { alertTitle } from '../alerts/words.ts'
import type { SoundState } from '../bell/sound.ts'
import { formTitles } from '../forms/titles.ts'
import { leverBar, levers, railBar } from '../rail/levers.ts'
import { byUrgency } from '../store/alertView.ts'
import type { Preferences } from '../store/preferences.ts'
import { screens } from '../store/screen.ts'
import type { ConsoleStore } from '../store/state.ts'
import type { GateKind } from '../views/Gate.tsx'
import type { Goal } from './goal.ts'

/** In the order in which they stand. */
export const groups = ['go', 'commands', 'alerts', 'settings'] as const
export type Group = (typeof groups)[number]

export interface Entry {
  readonly id: string
  readonly group: Group
  readonly label: string
  /** What it is found by, in every language whichever is shown. */
  readonly terms: readonly string[]
  readonly goal: Goal
  readonly priority?: Priority
  /** The keys that lead there without the palette. */
  readonly keys?: string
  /** Why it leads nowhere as things stand; undefined where it does. */
  readonly bar: string | undefined
}

/** What the entries depend on. */
export interface Known
  extends
    Pick<ConsoleStore, 'snapshot' | 'tracked' | 'link' | 'readOnly'>,
    Pick<Preferences, 'locale' | 'theme' | 'sound'> {
  /** What stands in the place of the screens, if anything. */
  readonly gate: GateKind | undefined
  readonly speaker: SoundState
}

const wordsOf = (...keys: readonly TextKey[]): string[] => keys.flatMap(key => locales.map(l => catalogue[key][l]))

/** Everything the palette leads to, and why it does not. */
export const paletteEntries = (known: Known): Entry[] => [
  ...ways(known),
  ...commands(known),
  ...alerts(known),
  ...settings(known),
]

function ways({ locale, gate, snapshot, tracked }: Known): Entry[] {
  const t = translate(locale)
  const none = tracked.length === 0 && (snapshot?.commands.length ?? 0) === 0
  return [
    ...screens.map(({ id, digit }): Entry => ({
      id: `screen ${id}`,
      group: 'go',
      label: t(`nav.${id}.long`),
      terms: wordsOf(`nav.${id}.long`, `nav.${id}`, 'palette.terms.screen'),
      goal: { to: 'screen', screen: id },
      keys: `Alt+${digit}`,
      bar: gate && t(`gate.${gate}.title`),
    })),
    {
      id: 'form history',
      group: 'go',
      label: t('rail.history'),
      terms: wordsOf('rail.history', 'rail.last', 'palette.terms.history'),
      goal: { to: 'form', form: 'history' },
      bar: none ? t('rail.last.none') : undefined,
    },
  ]
}

/** As on the rail: who may give none sees why, and not what they would be. */
function commands(known: Known): Entry[] {
  const t = translate(known.locale)
  const intake = known.snapshot?.intake
  const pauseTerms = wordsOf('palette.pause', 'rail.pause', 'order.pause', 'palette.terms.pause')
  const all: Entry[] = [
    {
      id: 'pause',
      group: 'commands',
      label: t('palette.pause'),
      terms: pauseTerms,
      goal: { to: 'pause' },
      keys: t('rail.pause.hold'),
      bar: undefined,
    },
    ...levers.map(({ form, label }): Entry => {
      const bar = leverBar(form, intake)
      return {
        id: `form ${form}`,
        group: 'commands',
        label: `${t(formTitles[form])}…`,
        terms: wordsOf(formTitles[form], label, `palette.terms.${form}`),
        goal: { to: 'form', form },
        bar: bar && t(bar),
      }
    }),
  ]
  const bar = railBar(known)
  if (!bar) return all
  // One line for all of them, found by what any of them is called; barred, it leads nowhere.
  const terms = [...wordsOf('palette.commands'), ...all.flatMap(({ terms }) => terms)]
  const label = t('palette.commands.all')
  return [{ id: 'commands', group: 'commands', label, terms, goal: { to: 'pause' }, bar: t(bar) }]
}

const stands = ({ state }: Alert): boolean => state !== 'resolved' && state !== 'shelved'

function alerts({ locale, gate, snapshot }: Known): Entry[] {
  if (!snapshot || gate) return []
  return snapshot.alerts
    .filter(stands)
    .sort(byUrgency)
    .map(alert => ({
      id: `alert ${alert.id}`,
      group: 'alerts',
      label: alertTitle(alert, locale, snapshot.cohorts),
      terms: [
        ...locales.map(locale => alertTitle(alert, locale, snapshot.cohorts)),
        `P${alert.priority}`,
        ...wordsOf('palette.terms.alert'),
      ],
      goal: { to: 'alert', alert: alert.id },
      priority: alert.priority,
      bar: undefined,
    }))
}

/** The other of two each time. */
function settings({ locale, theme, sound, speaker, readOnly }: Known): Entry[] {
  const t = translate(locale)
  const [language, shade] = [locale === 'ko' ? 'en' : 'ko', theme === 'dark' ? 'light' : 'dark'] as const
  const entry = (name: TextKey & `palette.${string}`, label: string, title: TextKey, goal: Goal): Entry => ({
    id: name,
    group: 'settings',
    label,
    terms: wordsOf(name, title, 'palette.terms.settings'),
    goal,
    bar: undefined,
  })
  const all = [
    entry(`palette.locale.${language}`, t(`palette.locale.${language}`), 'header.language', {
      to: 'prefer',
      change: { locale: language },
    }),
    entry(`palette.theme.${shade}`, t(`palette.theme.${shade}`), 'header.theme', {
      to: 'prefer',
      change: { theme: shade },
    }),
  ]
  // A wall stays silent.
  if (readOnly) return all
  const name = sound ? 'palette.sound.off' : 'palette.sound.on'
  return [
    ...all,
    {
      ...entry(name, t(name), 'bell.sound', { to: 'sound', sound: !sound }),
      bar: speaker === 'unsupported' ? t('bell.sound.unsupported') : undefined,
    },
  ]
}
