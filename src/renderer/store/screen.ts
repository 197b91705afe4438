import { create } from 'zustand'

/** The operator screens, by the digit that opens each with Alt (console.md's order; those not built yet are missing). */
export const screens = [
  { id: 'launch', digit: 1 },
  { id: 'alerts', digit: 2 },
] as const
export type ScreenId = (typeof screens)[number]['id']

interface ScreenState {
  readonly screen: ScreenId
  /** The alert that the Alerts screen shows in full; null when none was chosen. */
  readonly alert: string | null
}

const key = 'sluice.screen'

/** A page that is loaded again, be it after a crash, comes back where it was; another tab starts at the beginning. */
function remembered(): ScreenId {
  try {
    const value = sessionStorage.getItem(key)
    return screens.find(({ id }) => id === value)?.id ?? 'launch'
  } catch {
    return 'launch'
  }
}

export const useScreen = create<ScreenState>()(() => ({ screen: remembered(), alert: null }))

export function showScreen(screen: ScreenId): void {
  useScreen.setState({ screen })
  try {
    sessionStorage.setItem(key, screen)
  } catch {
    // Nothing to be done: the next load starts at the beginning.
  }
}

/** Chooses an alert on the screen that shows one in full; null chooses none. */
export const chooseAlert = (alert: string | null): void => useScreen.setState({ alert })

export function showAlert(alert: string): void {
  chooseAlert(alert)
  showScreen('alerts')
}
