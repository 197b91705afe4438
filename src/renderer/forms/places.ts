import type { Locale } from '../../locales/phrase.ts'
import type { BridgeReply } from '../../protocol/bridge.ts'
import type { PlannedSlot } from '../../protocol/plan.ts'

/** The sites of the launch, and slots as they are planned. */
export type Places = BridgeReply<'places'>

/** Where, of what and when doses are given. */
export type Place = Omit<PlannedSlot, 'doses'>

/** On the last day that is planned, as it begins: the day that has the most time left to fill. */
export const lastPlace = ({ slots }: Places): Place | undefined =>
  slots.toSorted((a, b) => b.date.localeCompare(a.date) || a.time.localeCompare(b.time))[0]

/** A site by its name once the plan is known, and until then by what the order calls it. */
export const siteName = (site: string, places: Places | null, locale: Locale): string =>
  places?.sites.find(({ id }) => id === site)?.name[locale] ?? site
