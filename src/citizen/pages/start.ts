import { translateCitizen } from '../../locales/citizen.ts'
import { isEligible } from '../../rules/eligibility.ts'
import { at, patterns } from '../addresses.ts'
import { bornText, fullText, isJoinable, scheduleText, type CohortLine, type CohortView } from '../cohort.ts'
import { html, type Html } from '../html.ts'
import { layout, type View } from '../layout.ts'
import { alert, button, field, hidden, link, postForm, refusalText, type RefusalCode } from '../parts.ts'
import { dayAndTime, writeDate } from '../when.ts'

export interface StartPage {
  readonly cohorts: readonly CohortLine[]
  /** The cohort in which this device last took a place. */
  readonly held: CohortView | undefined
  /** Why somebody was led here. */
  readonly because: RefusalCode | undefined
  /** A birth date that was asked about; `typed` is what was written, `date` undefined when it is none. */
  readonly asked: { readonly typed: string; readonly date: string | undefined } | undefined
}

const order = ['open', 'prequeue', 'scheduled', 'closed']

/** The first page: who may book and when, and whether I am among them. */
export function startPage(view: View, { cohorts, held, because, asked }: StartPage): Html {
  const { locale } = view
  const t = translateCitizen(locale)
  const mine = asked?.date === undefined ? [] : cohorts.filter(cohort => isEligible(asked.date ?? '', cohort))
  // What is open now comes first, what is over last.
  const shown = cohorts.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.opensAt - b.opensAt)
  return layout(view, {
    title: t('start.title'),
    body: html`
      <h1>${t('start.title')}</h1>
      ${because && alert(refusalText(because, locale))}
      <p class="lead">${t('start.lead')}</p>
      ${
        held &&
        html`<section class="card strong" aria-labelledby="resume">
          <h2 id="resume">${t('start.resume')}</h2>
          <p>${held.name[locale]}</p>
          ${link(at('wait', held.id), t('start.resumeAction'), 'primary')}
        </section>`
      }
      <section class="card" aria-labelledby="eligible">
        <h2 id="eligible">${t('start.eligible')}</h2>
        ${answer(view, mine, asked)}
        ${postForm(
          patterns.start,
          [
            field({
              id: 'birth',
              label: t('start.birth'),
              hint: t('start.birthHint'),
              value: asked?.typed ?? '',
              error: asked && asked.date === undefined ? t('start.birthWrong') : undefined,
              numeric: true,
              maxLength: 14,
              autocomplete: 'bday',
            }),
            button(t('start.check'), 'plain'),
          ],
          'inline',
        )}
      </section>
      <section aria-labelledby="cohorts">
        <h2 id="cohorts">${t('start.cohorts')}</h2>
        ${shown.length === 0 && html`<p>${t('start.none')}</p>`}
        <ul class="cohorts">
          ${shown.map(cohort => cohortCard(view, cohort, mine.includes(cohort)))}
        </ul>
      </section>
    `,
  })
}

function answer({ locale }: View, mine: readonly CohortView[], asked: StartPage['asked']) {
  if (asked?.date === undefined) return undefined
  const t = translateCitizen(locale)
  const birth = writeDate(asked.date, locale)
  if (mine.length === 0) return html`<div class="note" role="status"><p>${t('start.mayNot', { birth })}</p></div>`
  return html`<div class="note good" role="status">
    ${mine.map(({ name }) => {
      const [before, after] = t('start.mayBook', { birth, name: '|' }).split('|')
      return html`<p>${before}<span class="whole">${name[locale]}</span>${after}</p>`
    })}
  </div>`
}

function cohortCard({ locale }: View, cohort: CohortLine, mine: boolean): Html {
  const t = translateCitizen(locale)
  const { id, state, joining, slotsLeft, waiting, held, paused } = cohort
  const name = cohort.name[locale]
  const { day, time } = dayAndTime(cohort.prequeueAt, locale)
  const open = isJoinable(cohort)
  const badge = open && slotsLeft === 0 ? 'gone' : open && !joining ? 'full' : held ? 'held' : paused ? 'paused' : state
  return html`<li class="card${mine ? ' strong' : ''}">
    <div class="row">
      <h3>${name}</h3>
      <span class="badge ${badge}">${t(`cohort.is.${badge}`)}</span>
    </div>
    <p>${bornText(cohort, t, locale)}</p>
    <div class="quiet">
      ${scheduleText(cohort, t, locale).map(text => html`<p>${text}</p>`)}
      ${open && html`<p>${t('cohort.line', { waiting, left: slotsLeft })}</p>`}
      ${state === 'scheduled' && !held && html`<p>${t('cohort.later', { time: `${day} ${time}` })}</p>`}
    </div>
    ${paused && html`<p>${t('cohort.paused')}</p>`} ${open && !joining && html`<p>${t(fullText(cohort))}</p>`}
    ${
      open &&
      (joining
        ? link(at('cohort', id), [t('cohort.join'), hidden(name)], 'primary')
        : link(at('cohort', id), [t('cohort.return'), hidden(name)]))
    }
  </li>`
}
