import { formatClock } from '../locales/format.ts'
import type { Locale } from '../locales/phrase.ts'
import { translateWaiting } from '../locales/waiting.ts'
import { formatWaitRange } from '../locales/waitRange.ts'
import { estimateWait, peopleAhead, type LineStatus } from '../rules/eta.ts'
import { chanceOf, type LastNumber, type Outlook } from '../rules/outlook.ts'

/**
 * What of the waiting page changes while it is open. The server writes it and the page's script writes it again from the
 * status document, both with these functions; whatever else changes, the page is loaded anew.
 */
export type Phase = 'before' | 'held' | 'drawing' | 'waiting' | 'paused' | 'called' | 'gone' | 'closed'

export interface LiveStatus extends LineStatus {
  readonly draw: { readonly n: number | null }
  readonly outlook: Outlook
  readonly lastsTo: LastNumber | null
}

/** Documents are made in an instant that an opening may fall into, ms. */
const HELD_AFTER_MS = 1_000

/** The time of the opening has passed by the server's own clock, and nothing opened: that clock, or the disk, is in doubt. */
export const isHeld = ({ state, serverTime, opensAt }: Pick<LiveStatus, 'state' | 'serverTime' | 'opensAt'>): boolean =>
  (state === 'scheduled' || state === 'prequeue') && serverTime >= opensAt + HELD_AFTER_MS

/** @param number null until the draw has given it */
export function phaseOf(status: LiveStatus, number: number | null): Phase {
  if (status.state === 'closed') return 'closed'
  if (status.state === 'scheduled' || status.state === 'prequeue') return isHeld(status) ? 'held' : 'before'
  // Not one dose is left: nobody is let in, called or not, until a cancellation frees one.
  if (status.outlook === 'gone') return 'gone'
  if (number === null) return 'drawing'
  if (number <= status.serving) return 'called'
  return status.state === 'paused' ? 'paused' : 'waiting'
}

/** The texts by the name of the element that shows them (`data-live`). */
export interface LiveTexts {
  readonly ahead: string
  readonly range: string
  readonly slots: string
  readonly verdict: string
  readonly asOf: string
}

export function liveTexts(status: LiveStatus, number: number | null, locale: Locale): LiveTexts {
  const t = translateWaiting(locale)
  const ahead = number === null ? status.issued : peopleAhead(status, number)
  return {
    ahead: ahead === 0 && number !== null ? t('wait.next') : t('wait.people', { n: ahead }),
    // Called or not: without a dose nobody is let in, and nobody can say when one comes.
    range: formatWaitRange(t, number === null || status.slotsLeft === 0 ? undefined : estimateWait(status, number)),
    slots: status.slotsLeft === 0 ? t('wait.none') : t('wait.doses', { n: status.slotsLeft }),
    verdict: t(`chance.${chanceOf(status, number)}`),
    asOf: t('wait.asOf', { time: formatClock(status.serverTime) }),
  }
}
