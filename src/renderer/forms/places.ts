import type { Locale } from '../../locales/phrase.ts'
import type { Places } from '../../protocol/plan.ts'

/** A site by its name once the plan is known, and until then by what the order calls it. */
export const siteName = (site: string, places: Places | null, locale: Locale): string =>
  places?.sites.find(({ id }) => id === site)?.name[locale] ?? site
