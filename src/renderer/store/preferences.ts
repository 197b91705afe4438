import { create } from 'zustand'
import { locales, type Locale } from '../../locales/phrase.ts'

const themes = ['dark', 'light'] as const
export type Theme = (typeof themes)[number]
/** Minutes of real time that the charts show. */
export const windows = [5, 15, 30] as const
export type Window = (typeof windows)[number]

export interface Preferences {
  readonly locale: Locale
  readonly theme: Theme
  readonly window: Window
  /** Whether a new P1 sounds, and whether it is told on the desktop. */
  readonly sound: boolean
  readonly notices: boolean
}

const key = 'sluice.preferences'

/** What a person chose stays theirs on this machine; a store that is barred or broken costs nothing but that. */
function remembered(): Partial<Record<keyof Preferences, unknown>> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '{}')
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

const oneOf = <T>(allowed: readonly T[], value: unknown, otherwise: T): T =>
  allowed.find(entry => entry === value) ?? otherwise

function initial(): Preferences {
  const { locale, theme, window, sound, notices } = remembered()
  const prefersLight = globalThis.matchMedia?.('(prefers-color-scheme: light)').matches
  return {
    locale: oneOf(locales, locale, 'ko'),
    theme: oneOf(themes, theme, prefersLight ? 'light' : 'dark'),
    window: oneOf(windows, window, 15),
    sound: sound !== false,
    notices: notices !== false,
  }
}

export const usePreferences = create<Preferences>()(initial)

export function prefer(change: Partial<Preferences>): void {
  usePreferences.setState(change)
  try {
    localStorage.setItem(key, JSON.stringify(usePreferences.getState()))
  } catch {
    // Nothing to be done: the choice holds until the page is closed.
  }
}
