import { createDelay } from '../counts/delay.ts'
import { valueOf, type CohortObservation, type Minute } from '../observation.ts'
import { suggestions, type AlarmRule, type Finding, type Judge } from './form.ts'

/** Nobody has come in for so long after the time, ms. */
const NOBODY_MS = 10_000
/** So many are due, and not one has come: by chance that happens once in e¹⁰ openings. */
const CERTAIN = 10
/**
 * At the least so many of those admitted open the page, and book, and at the slowest in so many seconds on average; none is
 * asked for sooner after the first admission, however many are let in.
 */
const PAGES = { share: 0.8, seconds: 12, soonest: 10 }
const BOOKINGS = { share: 0.5, seconds: 120, factor: 1.6, soonest: 45 }

/** Its time has come, and nobody has closed it. */
export const due = ({ opensAt, closesAt, state }: CohortObservation, { now: { sample } }: Minute): boolean =>
  sample.eventTime >= opensAt && sample.eventTime < closesAt && state !== 'closed'

/** What is due at the least of those who came in, and not yet come. */
function createDue(share: number): (admitted: number, seconds: number, slowest: number) => number {
  const delay = createDelay()
  let total = 0
  return (admitted, seconds, slowest) => {
    total += share * delay(admitted, seconds, slowest, slowest).least
    return total
  }
}

/** One opening, from the moment the cohort is open until somebody has booked. */
function watchOpening(at: CohortObservation, minute: Minute): (cohort: CohortObservation, now: Minute) => Finding {
  const [pages, bookings] = [createDue(PAGES.share), createDue(BOOKINGS.share)]
  const seenBefore = valueOf(minute.before, 'gate.sessionsSeen') ?? 0
  const bookedBefore = valueOf(minute.before, 'booking.total') ?? 0
  let { admitted } = at
  let idleSince: number | undefined
  let booked = false
  /** Event time since the first was let in, seconds. */
  let inside = 0

  return (cohort, minute) => {
    const { now, seconds } = minute
    const { at } = now.sample
    const finding = { subject: cohort.id, is: 'fine', value: cohort.admitted, threshold: 1 } as const
    const full = (valueOf(now, 'capacity.load') ?? 0) >= 1 || valueOf(now, 'slots.left') === 0
    const idle = cohort.admitted === 0 && cohort.waiting > 0 && !now.paused && !full
    idleSince = idle ? (idleSince ?? at) : undefined
    if (idleSince !== undefined && at - idleSince >= NOBODY_MS) return { ...finding, is: 'bad' }

    const came = Math.max(0, cohort.admitted - admitted)
    admitted = cohort.admitted
    if (admitted > 0) inside += seconds
    const slowest = BOOKINGS.factor * (valueOf(now, 'lease.meanSeconds') ?? BOOKINGS.seconds)
    const pagesDue = pages(came, seconds, PAGES.seconds)
    const bookingsDue = bookings(came, seconds, slowest)
    booked ||= (valueOf(now, 'booking.total') ?? 0) > bookedBefore
    const seen = (valueOf(now, 'gate.sessionsSeen') ?? 0) > seenBefore
    if (booked || valueOf(now, 'slots.left') === 0) return finding
    if (!seen && pagesDue >= CERTAIN && inside >= PAGES.soonest)
      return { ...finding, is: 'bad', metric: 'gate.sessionsSeen', value: 0, threshold: pagesDue }
    if (bookingsDue >= CERTAIN && inside >= BOOKINGS.soonest)
      return { ...finding, is: 'bad', metric: 'booking.total', value: 0, threshold: bookingsDue }
    return finding
  }
}

function watchOpenings(): Judge {
  const openings = new Map<string, ReturnType<typeof watchOpening>>()
  return minute =>
    minute.now.cohorts.map(cohort => {
      if (!due(cohort, minute) || cohort.state !== 'open') {
        openings.delete(cohort.id)
        return { subject: cohort.id, is: 'fine', value: cohort.admitted, threshold: 1 }
      }
      let watch = openings.get(cohort.id)
      if (!watch) openings.set(cohort.id, (watch = watchOpening(cohort, minute)))
      return watch(cohort, minute)
    })
}

/**
 * A cohort is due, and nobody books. A booking takes a person a minute or two, so that "none within ten seconds" would
 * cry at every healthy opening. Instead each step towards one is given the time that it takes at the slowest: within ten
 * seconds somebody is in; of those in, pages open (a blank page is told some ten seconds after them); and with them out of
 * their seats at the slowest pace that the night has shown, bookings come. It ends with the first booking after the
 * opening, whoever made it: where other cohorts book already, the shares of `pages.ts` watch the rest.
 */
export const watchdog: AlarmRule = {
  metric: 'gate.admitted',
  beside: ['booking.rate', 'gate.sessionsSeen', 'queue.waiting', 'gate.callRate', 'capacity.load'],
  priority: 1,
  forSeconds: 0,
  clearSeconds: 0,
  watch: watchOpenings,
  suggest: (finding, now) =>
    finding.metric === undefined ? suggestions.rateAgain(finding, now) : suggestions.pause(finding, now),
}
