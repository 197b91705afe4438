import { translateCitizen, type CitizenTranslate } from '../../locales/citizen.ts'
import { at, patterns } from '../addresses.ts'
import type { CohortView } from '../cohort.ts'
import { html, type Html } from '../html.ts'
import { layout, type View } from '../layout.ts'
import { link, refusalText, type RefusalCode } from '../parts.ts'

type Step = 'home' | 'identify' | 'rejoin' | 'wait' | 'book' | 'find' | 'retry'

/** What one can do after a refusal; the first is what most people want. Codes that are not here: try again, or start over. */
const nextSteps: Partial<Record<RefusalCode, readonly Step[]>> = {
  'identity-missing': ['identify', 'home'],
  'identity-invalid': ['identify', 'home'],
  'identity-expired': ['identify', 'home'],
  'identity-replayed': ['identify', 'home'],
  'not-eligible': ['home'],
  'cohort-unknown': ['home'],
  'cohort-not-open': ['home'],
  'cohort-closed': ['home', 'find'],
  'sold-out': ['home', 'find'],
  'ticket-missing': ['identify', 'home'],
  'ticket-invalid': ['identify', 'home'],
  'ticket-superseded': ['identify', 'home'],
  'wrong-client': ['identify', 'home'],
  'not-called': ['wait'],
  'not-admitted': ['wait'],
  'already-booked': ['find', 'home'],
  'lease-over': ['rejoin', 'home'],
  'admission-missing': ['wait', 'home'],
  'admission-invalid': ['wait', 'home'],
  'admission-expired': ['rejoin', 'home'],
  'admission-revoked': ['rejoin', 'find', 'home'],
  'joining-barred': ['find', 'home'],
  'slot-unknown': ['book'],
  'slot-full': ['book'],
  'not-yours': ['book'],
  'booking-unknown': ['find', 'home'],
  'not-found': ['home', 'find'],
  'method-not-allowed': ['home', 'find'],
}

export interface ProblemPage {
  readonly code: RefusalCode
  /** The cohort it happened in, where there is one. */
  readonly cohort: CohortView | undefined
}

/** What befell a place, as a title; of any other refusal the title says only that nothing was done. */
const titles = {
  'admission-revoked': 'admission-revoked',
  'joining-barred': 'joining-barred',
  'ticket-superseded': 'ticket-superseded',
  'wrong-client': 'ticket-superseded',
  'lease-over': 'lease-over',
  'admission-expired': 'lease-over',
  'sold-out': 'sold-out',
} as const

const titleOf = (code: RefusalCode, t: CitizenTranslate): string =>
  code in titles ? t(`problem.is.${titles[code as keyof typeof titles]}`) : t('problem.title')

/** What happened, and what to do next: no refusal is a blank page. */
export function problemPage(view: View, { code, cohort }: ProblemPage): Html {
  const t = translateCitizen(view.locale)
  const steps = nextSteps[code] ?? ['retry', 'home']
  const addresses: Record<Step, string> = {
    home: patterns.start,
    find: patterns.booking,
    retry: view.path,
    ...(cohort === undefined
      ? { identify: patterns.start, rejoin: patterns.start, wait: patterns.directWait, book: patterns.directBook }
      : {
          identify: at('cohort', cohort.id),
          rejoin: at('cohort', cohort.id),
          wait: at('wait', cohort.id),
          book: at('book', cohort.id),
        }),
  }
  const title = titleOf(code, t)
  return layout(view, {
    title,
    body: html`
      ${cohort && html`<p class="eyebrow">${cohort.name[view.locale]}</p>`}
      <h1>${title}</h1>
      <p class="lead">${refusalText(code, view.locale)}</p>
      <section aria-labelledby="next">
        <h2 id="next">${t('next.title')}</h2>
        <div class="actions">
          ${steps.map((step, n) => link(addresses[step], t(`next.${step}`), n === 0 ? 'primary' : 'plain'))}
        </div>
      </section>
      <p class="quiet">${t('problem.code', { code })}</p>
    `,
  })
}
