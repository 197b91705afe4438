import { translateCitizen } from '../../locales/citizen.ts'
import { translateWaiting } from '../../locales/waiting.ts'
import { at } from '../addresses.ts'
import type { CohortView } from '../cohort.ts'
import { html, type Html, type Part } from '../html.ts'
import { layout, type View } from '../layout.ts'
import { liveTexts, phaseOf, type LiveStatus, type Phase } from '../live.ts'
import { button, facts, link, postForm } from '../parts.ts'
import { dayAndTime } from '../when.ts'

export interface WaitPage {
  readonly cohort: CohortView
  readonly status: LiveStatus & { readonly draw: { readonly commitment: string } }
  readonly index: number
  readonly number: number | null
  /** Called, and waiting for a free seat. */
  readonly parked: boolean
  /** Event seconds that pass in a real one. */
  readonly speed: number
  /** Without the script the page asks again after so many seconds; undefined when its reader has stopped that. */
  readonly refresh: number | undefined
}

/** The waiting page. Whole without a script; the script only keeps it current and takes the seat when it is called. */
export function waitPage(view: View, page: WaitPage): Html {
  const { locale, assets } = view
  const { cohort, status, number } = page
  const t = translateCitizen(locale)
  const phase = phaseOf(status, number)
  const title = t(`wait.title.${phase}`)
  return layout(view, {
    title: `${title} · ${cohort.name[locale]}`,
    step: 'wait',
    script: assets.waiting,
    refresh: phase === 'closed' ? undefined : page.refresh,
    body: html`
      <div
        id="place"
        class="stack"
        data-cohort="${cohort.id}"
        data-number="${number ?? ''}"
        data-phase="${phase}"
        data-speed="${page.speed}"
        data-opens="${status.opensAt}"
      >
        <p class="eyebrow">${cohort.name[locale]}</p>
        <h1>${title}</h1>
        <p class="note offline" id="link" role="status"></p>
        ${bodyOf(view, page, phase)}
        <p class="spoken" id="spoken" role="status"></p>
      </div>
      ${phase !== 'closed' && html`<noscript>${refreshing(view, page)}</noscript>`}
      ${phase !== 'called' && phase !== 'closed' && fairness(view, page)}
      ${phase !== 'closed' && leaving(view, cohort.id)}
    `,
  })
}

function bodyOf(view: View, page: WaitPage, phase: Phase): Part {
  const t = translateCitizen(view.locale)
  if (phase === 'closed')
    return [html`<p class="lead">${t('wait.closedBody')}</p>`, link('/', t('next.home'), 'primary')]
  if (phase === 'called') return called(view, page)
  return [
    figures(view, page, phase),
    html`<p class="note">${t('wait.kept')}</p>`,
    html`<p class="quiet">${t('wait.lost')}</p>`,
  ]
}

function called({ locale }: View, { cohort, parked }: WaitPage): Part {
  const t = translateCitizen(locale)
  if (parked)
    return html`<p class="note good" role="status">${translateWaiting(locale)('call.parked')}</p>
      ${enterForm(cohort.id, t('wait.now'))}`
  return html`<p class="note good">${t('wait.calledBody')}</p>
    ${enterForm(cohort.id, t('wait.enter'))}`
}

const enterForm = (cohort: string, label: string): Html =>
  html`<form method="post" action="${at('enter', cohort)}" id="enter">${button(label)}</form>`

function figures({ locale }: View, page: WaitPage, phase: Phase): Html {
  const { status, number, index } = page
  const t = translateCitizen(locale)
  const texts = liveTexts(status, number, locale)
  if (phase === 'before' || phase === 'held' || phase === 'drawing') {
    const { day, time } = dayAndTime(status.opensAt, locale)
    return html`<div class="figures">
      <p class="big">
        <span>${t(phase === 'held' ? 'wait.due' : 'cohort.opens', { day, time })}</span><strong id="countdown"></strong>
      </p>
      ${phase === 'held' && html`<p role="status">${t('wait.held')}</p>`}
      ${facts([
        { label: t('wait.index'), value: index },
        { label: t('wait.slots'), value: html`<span data-live="slots">${texts.slots}</span>` },
      ])}
      <p>${t('wait.before')}</p>
      <p class="quiet" data-live="asOf">${texts.asOf}</p>
    </div>`
  }
  return html`<div class="figures">
    <div class="bigs">
      <p class="big"><span>${t('wait.ahead')}</span><strong data-live="ahead">${texts.ahead}</strong></p>
      <p class="big"><span>${t('wait.range')}</span><strong data-live="range">${texts.range}</strong></p>
    </div>
    ${phase === 'paused' && html`<p>${t('wait.paused')}</p>`} ${phase === 'gone' && html`<p>${t('wait.goneBody')}</p>`}
    ${facts([
      { label: t('wait.slots'), value: html`<span data-live="slots">${texts.slots}</span>` },
      { label: t('wait.number'), value: number ?? '' },
    ])}
    <p data-live="verdict">${texts.verdict}</p>
    <p class="quiet" data-live="asOf">${texts.asOf}</p>
  </div>`
}

function refreshing({ locale }: View, { cohort, refresh }: WaitPage): Html {
  const t = translateCitizen(locale)
  const address = at('wait', cohort.id)
  if (refresh === undefined)
    return html`<p class="quiet links">
      <a href="${address}?hold=1">${t('wait.now')}</a> <a href="${address}">${t('wait.unhold')}</a>
    </p>`
  return html`<p class="quiet">${t('wait.refreshes', { s: refresh })}</p>
    <p class="quiet links">
      <a href="${address}">${t('wait.now')}</a> <a href="${address}?hold=1">${t('wait.hold')}</a>
    </p>`
}

function fairness({ locale }: View, { cohort, index, number, status }: WaitPage): Html {
  const t = translateCitizen(locale)
  return html`<details class="card">
    <summary>${t('wait.drawn')}</summary>
    <p>${t('wait.commitment')}</p>
    <p class="hash">${status.draw.commitment}</p>
    ${number !== null && facts([{ label: t('wait.index'), value: index }])}
    <p><a href="${at('draw', cohort.id)}?index=${index}">${t('wait.check')}</a></p>
  </details>`
}

function leaving({ locale }: View, cohort: string): Html {
  const t = translateCitizen(locale)
  return html`<details class="card">
    <summary>${t('wait.leave')}</summary>
    <p>${t('wait.leaveBody')}</p>
    ${postForm(at('leave', cohort), button(t('wait.leaveSubmit'), 'danger'))}
  </details>`
}

export function leftPage(view: View, cohort: string): Html {
  const t = translateCitizen(view.locale)
  return layout(view, {
    title: t('left.title'),
    body: html`
      <h1>${t('left.title')}</h1>
      <p class="lead">${t('left.body')}</p>
      <div class="actions">${link('/', t('next.home'), 'primary')} ${link(at('cohort', cohort), t('next.rejoin'))}</div>
    `,
  })
}
