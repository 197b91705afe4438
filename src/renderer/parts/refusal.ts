import { refusals } from '../../locales/errors.ts'
import type { Locale } from '../../locales/phrase.ts'
import type { Refusal } from '../../protocol/errors.ts'

/** Why something was refused, with what the backend adds to it. */
export const refusalText = (refusal: Refusal, locale: Locale): string =>
  refusal.detail && refusal.code !== 'not-connected'
    ? `${refusals[refusal.code][locale]} (${refusal.detail})`
    : refusals[refusal.code][locale]
