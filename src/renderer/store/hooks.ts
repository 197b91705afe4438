import { createContext, useContext } from 'react'
import { formatNumber, formatPercent, formatRate } from '../../locales/format.ts'
import { formatDuration } from '../../locales/duration.ts'
import { translate, type Translate } from '../../locales/translate.ts'
import type { Locale } from '../../locales/phrase.ts'
import type { MetricId } from '../../protocol/metrics.ts'
import { mayAct, type Cohort, type Role } from '../../protocol/nouns.ts'
import type { Actions } from './actions.ts'
import { freshnessOf, isStale, type Freshness } from './freshness.ts'
import { usePreferences } from './preferences.ts'
import { useConsole, type ConsoleStore } from './state.ts'

export const useLocale = (): Locale => usePreferences(preferences => preferences.locale)
export const useText = (): Translate => translate(useLocale())

export interface Writer {
  readonly locale: Locale
  readonly t: Translate
  readonly number: (value: number, digits?: number) => string
  readonly rate: (value: number) => string
  readonly percent: (ratio: number, digits?: number) => string
  readonly duration: (seconds: number | null | undefined) => string
}

const writers: Record<Locale, Writer> = { ko: writer('ko'), en: writer('en') }

function writer(locale: Locale): Writer {
  const t = translate(locale)
  return {
    locale,
    t,
    number: (value, digits) => formatNumber(locale, value, digits),
    rate: value => formatRate(locale, value),
    percent: (ratio, digits) => formatPercent(locale, ratio, digits),
    duration: seconds => formatDuration(t, seconds),
  }
}

export const writerOf = (locale: Locale): Writer => writers[locale]

/** Texts, numbers and lengths of time in the chosen language; the same object until it changes. */
export const useWriter = (): Writer => writerOf(useLocale())

export const useValue = (id: MetricId): number | undefined => useConsole(store => store.readings[id]?.value)

/** Age of the oldest of these readings in ms; undefined when one was never measured. */
export function ageOf({ readings, now }: ConsoleStore, ids: readonly MetricId[]): number | undefined {
  if (now === null) return undefined
  let oldest = Infinity
  for (const id of ids) {
    const at = readings[id]?.at
    if (at === undefined) return undefined
    oldest = Math.min(oldest, at)
  }
  return Math.max(0, now - oldest)
}

export const useFreshness = (ids: readonly MetricId[]): Freshness => useConsole(store => freshnessOf(ageOf(store, ids)))

export const dataAge = ({ now, sampledAt }: ConsoleStore): number | undefined =>
  now === null || sampledAt === null ? undefined : Math.max(0, now - sampledAt)

export const useDataFreshness = (): Freshness => useConsole(store => freshnessOf(dataAge(store)))

/** The page reaches its host, and the host the backend: only then does a command get anywhere. */
const isLinked = ({ transport, link }: ConsoleStore): boolean => transport === 'open' && link?.state === 'live'
export const useLinked = (): boolean => useConsole(isLinked)

const noCohorts: readonly Cohort[] = []
export const useCohorts = (): readonly Cohort[] => useConsole(store => store.snapshot?.cohorts ?? noCohorts)

/** Too many alerts to be read one by one. */
export const useFlood = (): boolean => useConsole(({ snapshot }) => (snapshot?.alarms.floodSince ?? null) !== null)

/** Milliseconds of event time in one of real time. */
export const useSpeed = (): number => useConsole(({ snapshot }) => snapshot?.speed ?? 1)

/** True while raising, resuming and opening are barred. */
export const useStaleData = (): boolean => useConsole(store => isStale(freshnessOf(dataAge(store))) || !isLinked(store))

export const useMay = (needed: Role): boolean =>
  useConsole(({ link, readOnly }) => !readOnly && !!link?.account && mayAct(link.account.role, needed))

/** Set once by the application's root; the actions never change. */
export const ActionsContext = createContext<Actions | null>(null)

export function useActions(): Actions {
  const actions = useContext(ActionsContext)
  if (!actions) throw new Error('no actions: a part stands outside of the application')
  return actions
}
