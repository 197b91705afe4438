import type { ConsoleWarning } from './core.ts'

/** A warning as one line for the terminal: its name, the file it is about, and what was found. */
export function warningLine(warning: ConsoleWarning): string {
  const where = 'file' in warning ? ` ${warning.file}` : ''
  return `${warning.warning}${where}: ${warning.detail}\n`
}
