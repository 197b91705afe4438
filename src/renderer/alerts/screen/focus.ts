/** The places of the Alerts screen that a key leads to. */
const focus = (selector: string): void => document.querySelector<HTMLElement>(selector)?.focus()

export const focusTree = (): void => focus('.alert-tree')
export const focusDetail = (): void => focus('#alert-detail')
export const focusRunbook = (): void => focus('#alert-runbook')
