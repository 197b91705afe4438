import { translateCitizen } from '../../locales/citizen.ts'
import { at, patterns } from '../addresses.ts'
import { bornText, fullText, isJoinable, scheduleText, type CohortLine, type CohortView } from '../cohort.ts'
import { html, type Html, type Part } from '../html.ts'
import { layout, type View } from '../layout.ts'
import { alert, button, facts, field, link, note, postForm, refusalText, type RefusalCode } from '../parts.ts'
import { dayAndTime, writeDate } from '../when.ts'

export const MOST_DEPENDENTS = 5

/** A synthetic person as typed. */
export interface TypedPerson {
  readonly birth: string
  readonly serial: string
}

export interface IdentityPage {
  readonly cohort: CohortLine
  readonly because: RefusalCode | undefined
  /** This device holds a place in the cohort already. */
  readonly holds: boolean
  /** Drills: what the form starts with, the person first; and whether it was sent in and could not be read. */
  readonly typed: readonly TypedPerson[]
  readonly wrong: boolean
  /** Live: where the identity provider is found. */
  readonly provider: string | undefined
}

/** Who is to be vaccinated: in a drill a made-up person, live what the identity provider returns. */
export function identityPage(view: View, page: IdentityPage): Html {
  const { locale } = view
  const { cohort, because, holds } = page
  const t = translateCitizen(locale)
  const name = cohort.name[locale]
  if (!isJoinable(cohort)) return shutPage(view, page)
  return layout(view, {
    title: `${t('identity.title')} · ${name}`,
    step: 'identity',
    body: html`
      <h1>${t('identity.title')}</h1>
      ${because && alert(refusalText(because, locale))} ${page.wrong && alert(t('identity.wrong'))}
      <p class="lead">${t('identity.lead', { name })}</p>
      <div class="quiet">
        <p>${bornText(cohort, t, locale)}</p>
        ${scheduleText(cohort, t, locale).map(text => html`<p>${text}</p>`)}
      </div>
      ${!cohort.joining && html`<p class="note alert">${t(fullText(cohort))}</p>`}
      ${
        holds &&
        html`<div class="card strong">
          <p>${t('identity.holds')}</p>
          ${link(at('wait', cohort.id), t('start.resumeAction'), 'primary')}
        </div>`
      }
      ${view.drill ? registryForm(view, page) : providerPart(view, page.provider)}
    `,
  })
}

/** Before its pre-queue and after its end a cohort takes nobody: when it does, and what else there is. */
function shutPage(view: View, { cohort, because }: IdentityPage): Html {
  const { locale } = view
  const t = translateCitizen(locale)
  const { day, time } = dayAndTime(cohort.prequeueAt, locale)
  const closed = cohort.state === 'closed'
  return layout(view, {
    title: cohort.name[locale],
    body: html`
      <h1>${cohort.name[locale]}</h1>
      ${because && alert(refusalText(because, locale))}
      ${note(refusalText(closed ? 'cohort-closed' : 'cohort-not-open', locale))}
      <div class="quiet">
        <p>${bornText(cohort, t, locale)}</p>
        ${scheduleText(cohort, t, locale).map(text => html`<p>${text}</p>`)}
        ${!closed && !cohort.held && html`<p>${t('cohort.later', { time: `${day} ${time}` })}</p>`}
      </div>
      <div class="actions">
        ${link(patterns.start, t('next.home'), 'primary')} ${link(patterns.booking, t('next.find'))}
      </div>
    `,
  })
}

function providerPart({ locale }: View, provider: string | undefined): Part {
  const t = translateCitizen(locale)
  return [
    note(t('identity.live')),
    provider === undefined
      ? html`<p>${t('identity.liveAbsent')}</p>`
      : link(provider, t('identity.liveAction'), 'primary'),
  ]
}

function registryForm({ locale }: View, { cohort, typed }: IdentityPage): Part {
  const t = translateCitizen(locale)
  const person = (at: number, required: boolean) => [
    field({
      id: `birth${at}`,
      label: t('identity.birth'),
      value: typed[at]?.birth ?? '',
      numeric: true,
      maxLength: 14,
      required,
    }),
    field({
      id: `serial${at}`,
      label: t('identity.serial'),
      hint: t('identity.serialHint'),
      value: typed[at]?.serial ?? '',
      numeric: true,
      maxLength: 9,
      required,
    }),
  ]
  const named = typed.slice(1).some(({ birth }) => birth !== '')
  return [
    html`<p class="note drill">${t('identity.drill')}</p>`,
    postForm(
      at('identify', cohort.id),
      html`
        <fieldset class="card">
          <legend>${t('identity.person')}</legend>
          <div class="pair">${person(0, true)}</div>
        </fieldset>
        <details class="card" ${named && html`open`}>
          <summary>${t('identity.dependents')}</summary>
          <p>${t('identity.dependentsHint')}</p>
          ${Array.from(
            { length: MOST_DEPENDENTS },
            (_, n) =>
              html`<fieldset>
                <legend>${t('identity.dependent', { n: n + 1 })}</legend>
                <div class="pair">${person(n + 1, false)}</div>
              </fieldset>`,
          )}
        </details>
        ${button(t('identity.submit'))}
      `,
    ),
  ]
}

export interface ConfirmPage {
  readonly cohort: CohortView
  readonly assertion: string
  readonly birthDate: string
  readonly dependents: readonly { readonly assertion: string; readonly birthDate: string }[]
}

/**
 * What the identity provider has returned, to be confirmed by the person: the one step that another site, which can send a
 * form here as well, cannot take.
 */
export function confirmPage(view: View, { cohort, assertion, birthDate, dependents }: ConfirmPage): Html {
  const { locale } = view
  const t = translateCitizen(locale)
  const born = (date: string) => t('confirm.born', { birth: writeDate(date, locale) })
  return layout(view, {
    title: `${t('confirm.title')} · ${cohort.name[locale]}`,
    step: 'identity',
    body: html`
      <h1>${t('confirm.title')}</h1>
      <p class="lead">${t('confirm.lead')}</p>
      ${view.drill && html`<p class="note drill">${t('identity.drill')}</p>`}
      ${facts([
        { label: t('confirm.cohort'), value: cohort.name[locale] },
        { label: t('confirm.person'), value: born(birthDate) },
        ...dependents.map((one, n) => ({ label: t('confirm.dependent', { n: n + 1 }), value: born(one.birthDate) })),
      ])}
      ${postForm(
        at('join', cohort.id),
        html`
          <input type="hidden" name="assertion" value="${assertion}" />
          ${dependents.map(one => html`<input type="hidden" name="dependents" value="${one.assertion}" />`)}
          ${button(t('confirm.submit'))}
        `,
      )}
      <div class="actions">${link(at('cohort', cohort.id), t('confirm.again'))}</div>
    `,
  })
}
