const focus = (selector: string): void => document.querySelector<HTMLElement>(selector)?.focus()

/** Leads to the pause button without pressing it. */
export const focusPause = (): void => focus('.hold-pause')

/** Leads into the form that is open. */
export const focusForm = (): void => focus('.panel')
