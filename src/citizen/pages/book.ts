import { translateCitizen, type CitizenTranslate } from '../../locales/citizen.ts'
import { formatShortClock } from '../../locales/format.ts'
import { translateWaiting } from '../../locales/waiting.ts'
import { regionName, vaccineName } from '../../locales/places.ts'
import { at } from '../addresses.ts'
import { html, type Html, type Part } from '../html.ts'
import { layout, type View } from '../layout.ts'
import { alert, button, hidden, link, postForm, refusalText, type RefusalCode } from '../parts.ts'
import { siteName, type FreeSlot, type SiteView } from '../slots.ts'
import { writeDay } from '../when.ts'

export interface BookPage {
  readonly cohort: string
  readonly lease: {
    readonly expiresAt: number
    readonly warnBeforeMs: number
    readonly now: number
    readonly speed: number
  }
  /** Whether each has a booking: the person of the place, then the dependents. */
  readonly booked: readonly boolean[]
  /** Month of birth of the dependents, 'YYYY-MM', where this device knows it. */
  readonly months: readonly string[]
  readonly sites: readonly SiteView[]
  readonly site: string | undefined
  readonly date: string | undefined
  /** Of the site chosen. */
  readonly slots: readonly FreeSlot[]
  /** The lease was just extended, for the last time or not. */
  readonly extended: 'yes' | 'last' | undefined
  readonly because: RefusalCode | 'time-missing' | undefined
}

/** Booking, one choice a step: place, date, time. Each step is an address, so that going back loses nothing. */
export function bookPage(view: View, page: BookPage): Html {
  const t = translateCitizen(view.locale)
  const { because } = page
  return layout(view, {
    title: t('book.title'),
    step: 'book',
    script: view.assets.booking,
    body: html`
      <h1>${t('book.title')}</h1>
      ${because && alert(because === 'time-missing' ? t('book.timeMissing') : refusalText(because, view.locale))}
      ${leaseBar(view, page)}
      <p class="lead">${t('book.lead')}</p>
      ${chosen(view, page)} ${step(view, page)}
    `,
  })
}

function leaseBar({ locale }: View, { cohort, lease, site, date, extended }: BookPage): Html {
  const t = translateCitizen(locale)
  const keep = (name: string, value: string | undefined) =>
    value !== undefined && html`<input type="hidden" name="${name}" value="${value}" />`
  return html`<section
    class="lease"
    id="lease"
    aria-label="${t('book.extend')}"
    data-left="${lease.expiresAt - lease.now}"
    data-warn="${lease.warnBeforeMs}"
    data-speed="${lease.speed}"
    data-now="${lease.now}"
  >
    <p id="lease-left">${t('book.until', { time: formatShortClock(lease.expiresAt) })}</p>
    ${
      extended !== 'last' &&
      html`<form method="post" action="${at('extend', cohort)}" id="extend">
        ${keep('site', site)} ${keep('date', date)} ${button(t('book.extend'), 'plain')}
      </form>`
    }
    <p class="said" id="lease-said" role="alert">
      ${extended && translateWaiting(locale)(extended === 'last' ? 'lease.last' : 'lease.extended')}
    </p>
  </section>`
}

const address = (cohort: string, query: Record<string, string>): string =>
  `${at('book', cohort)}?${new URLSearchParams(query).toString()}`

function chosen({ locale }: View, { cohort, sites, site, date }: BookPage): Part {
  if (site === undefined) return undefined
  const t = translateCitizen(locale)
  const row = (label: string, value: string, change: string) =>
    html`<div>
      <dt>${label}</dt>
      <dd>${value} <a href="${change}">${t('book.change')}${hidden(label)}</a></dd>
    </div>`
  return html`<dl class="facts">
    ${row(t('book.site'), siteName(sites, site, locale), at('book', cohort))}
    ${date !== undefined && row(t('book.date'), writeDay(date, locale), address(cohort, { site }))}
  </dl>`
}

function step(view: View, page: BookPage): Part {
  if (page.sites.every(({ left }) => left === 0)) {
    const t = translateCitizen(view.locale)
    return html`<p class="note">${t('book.allFull')}</p>
      ${link(at('book', page.cohort), t('book.reload'), 'primary')}`
  }
  if (page.site === undefined) return siteStep(view, page)
  return page.date === undefined ? dateStep(view, page, page.site) : timeStep(view, page)
}

function siteStep({ locale }: View, { cohort, sites }: BookPage): Part {
  const t = translateCitizen(locale)
  const byRegion = [...Map.groupBy(sites, ({ region }) => region)]
  const list = (group: readonly SiteView[]) =>
    html`<ul class="choices">
      ${group.map(({ id, name, left }) => choice(address(cohort, { site: id }), name[locale], left, t))}
    </ul>`
  return html`<section aria-labelledby="step">
    <h2 id="step">${t('book.site')}</h2>
    ${
      byRegion.length === 1
        ? list(sites)
        : byRegion.map(
            ([region, group]) =>
              html`<details class="card">
                <summary>${regionName(region, locale)} <span class="quiet">${leftText(sum(group), t)}</span></summary>
                ${list(group)}
              </details>`,
          )
    }
  </section>`
}

function dateStep({ locale }: View, { cohort, slots }: BookPage, site: string): Part {
  const t = translateCitizen(locale)
  // Days on which all has begun are no choice any more.
  if (slots.length === 0)
    return html`<p class="note">${t('book.siteOver')}</p>
      ${link(at('book', cohort), t('book.otherSite'), 'primary')}`
  return html`<section aria-labelledby="step">
    <h2 id="step">${t('book.date')}</h2>
    <ul class="choices">
      ${[...Map.groupBy(slots, ({ date }) => date)].map(([date, group]) =>
        choice(address(cohort, { site, date }), writeDay(date, locale), sum(group), t),
      )}
    </ul>
  </section>`
}

function timeStep(view: View, page: BookPage): Part {
  const { locale } = view
  const { cohort, slots, date, site } = page
  const t = translateCitizen(locale)
  const ofDay = slots.filter(slot => slot.date === date)
  if (ofDay.every(({ left }) => left === 0))
    return html`<p class="note">${t('book.dayFull')}</p>
      ${link(address(cohort, { site: site ?? '' }), t('book.otherDay'), 'primary')}`
  return postForm(
    at('book', cohort),
    html`
      <input type="hidden" name="site" value="${site ?? ''}" />
      <input type="hidden" name="date" value="${date ?? ''}" />
      <fieldset>
        <legend>${t('book.time')}</legend>
        <div class="times">
          ${ofDay.map(
            ({ id, time, left, vaccine }) =>
              html`<label class="time">
                <input type="radio" name="slot" value="${id}" required ${left === 0 && html`disabled`} />
                <span
                  ><strong>${time}</strong> ${vaccineName(vaccine, locale)} <small>${leftText(left, t)}</small></span
                >
              </label>`,
          )}
        </div>
      </fieldset>
      ${whoPart(view, page)} ${button(t('book.submit'))}
    `,
  )
}

function whoPart({ locale }: View, { booked, months }: BookPage): Part {
  const t = translateCitizen(locale)
  if (booked.length === 1) return html`<input type="hidden" name="who" value="0" />`
  const first = booked.indexOf(false)
  return html`<fieldset>
    <legend>${t('book.who')}</legend>
    ${booked.map(
      (has, who) =>
        html`<label class="who">
          <input type="radio" name="who" value="${who}" ${who === first && html`checked`} ${has && html`disabled`} />
          <span>${whoText(who, months, t)} ${has && html`<span class="badge">${t('book.hasBooking')}</span>`}</span>
        </label>`,
    )}
  </fieldset>`
}

/** The person of the place, or which dependent. */
export function whoText(who: number, months: readonly string[], t: CitizenTranslate): string {
  if (who === 0) return t('book.self')
  const [year, month] = months[who - 1]?.split('-') ?? []
  const name = t('book.dependent', { n: who })
  return year === undefined || month === undefined ? name : `${name} (${t('book.bornMonth', { year, month })})`
}

function choice(href: string, label: string, left: number, t: CitizenTranslate): Html {
  const inside = html`<span>${label}</span> <small>${leftText(left, t)}</small>`
  return left === 0
    ? html`<li><span class="choice full">${inside}</span></li>`
    : html`<li><a class="choice" href="${href}">${inside}</a></li>`
}

const leftText = (left: number, t: CitizenTranslate) => (left === 0 ? t('book.full') : t('book.left', { n: left }))

const sum = (entries: readonly { readonly left: number }[]): number =>
  entries.reduce((total, { left }) => total + left, 0)
