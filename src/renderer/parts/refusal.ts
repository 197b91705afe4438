import { refusals } from '../../locales/errors.ts'
import type { Locale } from '../../locales/phrase.ts'
import { reasonOf } from '../../locales/reasons.ts'
import type { Refusal } from '../../protocol/errors.ts'

/** Where the detail names a thing or a field, which is called the same in every language. */
const naming: ReadonlySet<Refusal['code']> = new Set([
  'bad-request',
  'frame-invalid',
  'internal',
  'resource-unknown',
  'command-conflict',
])

/** Why something was refused, with what the backend adds to it as far as it can be said in the same language. */
export function refusalText({ code, detail }: Refusal, locale: Locale): string {
  const general = refusals[code][locale]
  if (!detail || code === 'not-connected') return general
  return reasonOf(detail, locale) ?? (locale === 'en' || naming.has(code) ? `${general} (${detail})` : general)
}
