import { flushSync } from 'react-dom'
import { showAlert } from '../../store/screen.ts'

const find = (selector: string) => document.querySelector<HTMLElement>(selector)

/** The list of alerts of any screen; where a tree is empty, the place where it would be. */
export const listPlace = (): HTMLElement | null => find('.alert-tree') ?? find('#alerts')
export const mainPlace = (): HTMLElement | null => find('#main')

/** The places of the Alerts screen that a key leads to. */
export const focusTree = (): void => listPlace()?.focus()
export const focusDetail = (): void => find('#alert-detail')?.focus()
export const focusRunbook = (): void => find('#alert-runbook')?.focus()

/** Shows an alert in full and goes to it: what was pressed for it may be gone then. */
export function openAlert(alert: string): void {
  // Drawn at once, so that there is something to lead to.
  flushSync(() => showAlert(alert))
  focusDetail()
}
