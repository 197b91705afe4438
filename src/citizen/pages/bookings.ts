import { translateCitizen, type CitizenTranslate } from '../../locales/citizen.ts'
import { vaccineName } from '../../locales/places.ts'
import { formatShortClock, formatDay } from '../../locales/format.ts'
import { at, patterns } from '../addresses.ts'
import { html, type Html, type Part } from '../html.ts'
import { layout, type View } from '../layout.ts'
import { alert, button, facts, field, link, postForm, refusalText, type Fact, type RefusalCode } from '../parts.ts'
import { siteName, type BookingView, type SiteView } from '../slots.ts'
import { writeDay } from '../when.ts'
import { whoText } from './book.ts'

const slotFacts = ({ locale }: View, { slot }: BookingView, sites: readonly SiteView[]): readonly Fact[] => {
  const t = translateCitizen(locale)
  return [
    { label: t('book.site'), value: siteName(sites, slot.site, locale) },
    { label: t('find.when'), value: `${writeDay(slot.date, locale)} ${slot.time}` },
    { label: t('find.vaccine'), value: vaccineName(slot.vaccine, locale) },
  ]
}

const stateBadge = ({ state }: BookingView, t: CitizenTranslate): Html =>
  html`<span class="badge ${state}">${t(`find.${state}`)}</span>`

export interface DonePage {
  readonly cohort: string
  readonly sites: readonly SiteView[]
  /** With whose each is, in the order booked. */
  readonly bookings: readonly { readonly who: number; readonly booking: BookingView }[]
  readonly months: readonly string[]
  /** How many more the admission still books for. */
  readonly rest: number
}

/** The confirmation, with the code to keep. */
export function donePage(view: View, { cohort, sites, bookings, months, rest }: DonePage): Html {
  const t = translateCitizen(view.locale)
  return layout(view, {
    title: t('done.title'),
    step: 'done',
    body: html`
      <h1>${t('done.title')}</h1>
      <p class="lead">${t('done.lead')}</p>
      ${bookings.map(
        ({ who, booking }) =>
          html`<section class="card strong" aria-labelledby="who${who}">
            <div class="row">
              <h2 id="who${who}">${whoText(who, months, t)}</h2>
              ${stateBadge(booking, t)}
            </div>
            <p class="code"><span>${t('done.code')}</span> <strong>${booking.code}</strong></p>
            ${facts(slotFacts(view, booking, sites))}
          </section>`,
      )}
      ${
        rest > 0 &&
        html`<p class="note">${t('done.rest', { n: rest })}</p>
          ${link(at('book', cohort), t('done.more'), 'primary')}`
      }
      <p>${t('done.bring')}</p>
      <div class="actions">${link(patterns.booking, t('site.booking'))}</div>
    `,
  })
}

export interface FindPage {
  readonly typed: string
  readonly booking: BookingView | undefined
  readonly sites: readonly SiteView[]
  readonly because: RefusalCode | undefined
}

/** Look-up by code, and from there cancelling, which is asked about once more. */
export function findPage(view: View, { typed, booking, sites, because }: FindPage): Html {
  const t = translateCitizen(view.locale)
  return layout(view, {
    title: t('find.title'),
    body: html`
      <h1>${t('find.title')}</h1>
      ${because !== undefined && because !== 'booking-unknown' && alert(refusalText(because, view.locale))}
      ${postForm(
        patterns.booking,
        html`${field({
          id: 'code',
          label: t('find.code'),
          hint: t('find.hint'),
          value: typed,
          error: because === 'booking-unknown' ? refusalText(because, view.locale) : undefined,
          maxLength: 40,
          required: true,
        })}
        ${button(t('find.submit'), booking ? 'plain' : 'primary')}`,
        'inline',
      )}
      ${booking && result(view, booking, sites)}
    `,
  })
}

function result(view: View, booking: BookingView, sites: readonly SiteView[]): Part {
  const { locale } = view
  const t = translateCitizen(locale)
  const { code, state, bookedAt } = booking
  return html`<section class="card" aria-labelledby="result">
    <div class="row">
      <h2 id="result">${t('find.result')}</h2>
      ${stateBadge(booking, t)}
    </div>
    ${facts([
      { label: t('find.code'), value: code },
      ...slotFacts(view, booking, sites),
      { label: t('find.bookedAt'), value: `${formatDay(locale, bookedAt)} ${formatShortClock(bookedAt)}` },
    ])}
    ${
      state === 'confirmed' &&
      html`<details>
        <summary>${t('find.cancel')}</summary>
        <p>${t('find.cancelBody')}</p>
        ${postForm(patterns.cancel, html`<input type="hidden" name="code" value="${code}" />${button(t('find.cancelSubmit'), 'danger')}`)}
      </details>`
    }
  </section>`
}

/** After cancelling: what can be done next. */
export function cancelledPage(view: View, booking: BookingView, sites: readonly SiteView[]): Html {
  const t = translateCitizen(view.locale)
  return layout(view, {
    title: t('cancelled.title'),
    body: html`
      <h1>${t('cancelled.title')}</h1>
      ${facts([{ label: t('find.code'), value: booking.code }, ...slotFacts(view, booking, sites)])}
      <p class="lead">${t('cancelled.body')}</p>
      <div class="actions">
        ${link(patterns.start, t('next.home'), 'primary')} ${link(patterns.booking, t('site.booking'))}
      </div>
    `,
  })
}
