/** Leads to the pause button without pressing it. */
export const focusPause = (): void => document.querySelector<HTMLElement>('.hold-pause')?.focus()
