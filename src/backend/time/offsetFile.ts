import { readFileSync, statSync } from 'node:fs'
import type { TimeSources } from '../clock.ts'
import type { TimeReference } from './reference.ts'

export interface OffsetFileOptions {
  /** Holds one number: ms to be added to the machine's clock for the true time, as its time service has measured it. */
  readonly file: string
  readonly sources: TimeSources
  /** Told once, each time what is in the file cannot be used. */
  readonly onError: (message: string) => void
}

const LOOK_MS = 1_000
/** A time service writes at least every few minutes; a measure older than this says nothing any more. */
const FRESH_MS = 600_000
/** Such an offset is no measure of a clock but a mistake. */
const MOST_MS = 86_400_000
/** How exact a time service is taken to be. */
const WITHIN_MS = 10
/** A clock that moves by more than this between two looks was stepped: what was measured before it holds no longer. */
const STEP_MS = 20

/**
 * The offset that the platform's time service has measured, written to a file whenever it measures. Between two measures
 * the time runs on by the monotonic clock, so that a step of the machine's clock changes nothing until the service has
 * measured anew.
 */
export function offsetFileReference({ file, sources, onError }: OffsetFileOptions): TimeReference {
  const { wall, monotonic } = sources
  let version = ''
  let lookedAt = -Infinity
  let wallLead = wall() - monotonic()
  let known: { readonly lead: number; readonly at: number } | undefined
  let complained = ''

  function complain(message: string): void {
    if (complained !== message) onError(message)
    complained = message
  }

  function readOffset(): number | undefined {
    try {
      const { mtimeMs, ino } = statSync(file)
      const text = readFileSync(file, 'utf8').trim()
      const seen = `${ino} ${mtimeMs} ${text}`
      if (seen === version) return undefined
      version = seen
      const offset = Number(text)
      if (text !== '' && Math.abs(offset) <= MOST_MS) {
        complained = ''
        return offset
      }
      complain(`${file} does not hold a number of milliseconds`)
    } catch {
      complain(`${file} cannot be read`)
    }
    return undefined
  }

  function look(at: number): void {
    lookedAt = at
    const lead = wall() - at
    const stepped = Math.abs(lead - wallLead) > STEP_MS
    wallLead = lead
    const offset = readOffset()
    // Written while the clock was stepped: nobody can say whether before or after it.
    if (offset !== undefined && !stepped) known = { lead: lead + offset, at }
  }
  look(monotonic())

  return {
    name: 'offset-file',
    confirms: true,
    leads: true,
    read() {
      const at = monotonic()
      if (at - lookedAt >= LOOK_MS) look(at)
      return known && at - known.at < FRESH_MS ? { time: at + known.lead, within: WITHIN_MS } : undefined
    },
    close: () => undefined,
  }
}
