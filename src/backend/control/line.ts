import { arrivalsFade, opensIn } from '../../rules/fluid.ts'
import type { Stock } from '../../protocol/nouns.ts'
import type { Flow } from './flow.ts'
import type { Levers } from './levers.ts'
import { missingDoses } from './planning.ts'
import { dosesOf, type Line } from './preview.ts'
import type { Reading } from './effects.ts'

/** Reads the levers' surroundings once, for a projection and for recognising effects. */
export function readLine({ gate, capacity, bookings, settings, safetyNet, clock }: Levers, flow: Flow): Line {
  const { cohorts, showRatio } = gate.reading()
  const waitingIn = (id: string) => cohorts.find(({ cohort }) => cohort === id)?.waiting ?? 0
  const plans = [...settings.cohorts.values()].map(({ current }) => current)
  const open = cohorts.some(({ state }) => state === 'open')
  const inLine = cohorts.filter(({ state }) => (open ? state === 'open' : state !== 'closed'))
  return {
    input: {
      waiting: inLine.reduce((sum, { waiting }) => sum + waiting, 0),
      // Measured for each person who waits, as the citizens' own estimate has it.
      abandonPerSecond: inLine.reduce(
        (sum, { cohort, waiting }) => sum + waiting * (gate.status(cohort).abandonPerSecond ?? 0),
        0,
      ),
      arrivalsPerSecond: flow.arrivalsPerSecond(),
      arrivalsFadeSeconds: arrivalsFade(plans, clock.event()),
      showRatio,
      bookRatio: flow.bookRatio(),
      seats: capacity.alive(),
      meanLeaseSeconds: flow.meanLeaseSeconds(),
      slotsLeft: bookings.stock().left,
      opensInSeconds: opensIn(plans, clock.event()),
    },
    intake: settings.intake.current,
    share: safetyNet.share,
    eventTime: clock.event(),
    limited: bookings.stock().doses > 0,
    open,
    waitingIn,
    missingDoses: slots => dosesOf(missingDoses(slots, { bookings })),
    leavingBy: target => (target.what === 'cohort' ? waitingIn(target.cohort) : gate.reach(target).waiting),
  }
}

export function readEffects({ gate, capacity, bookings, settings, safetyNet, clock }: Levers): Reading {
  const reading = gate.reading()
  const open = reading.cohorts.filter(({ state }) => state === 'open')
  return {
    at: clock.real(),
    eventTime: clock.event(),
    rateInForce: reading.rateInForce,
    share: safetyNet.share,
    admitted: reading.admitted,
    waiting: open.reduce((sum, { waiting }) => sum + waiting, 0),
    parked: open.reduce((sum, { parked }) => sum + parked, 0),
    leases: reading.activeLeases,
    alive: capacity.alive(),
    doses: bookings.stock().doses,
    left: bookings.stock().left,
    intake: settings.intake.current,
    held(target) {
      const { waiting, parked, seated } = gate.reach(target)
      return waiting + parked + seated
    },
    cohorts: new Map(
      reading.cohorts.map(({ cohort, state }) => [cohort, { state, opensAt: gate.status(cohort).opensAt }]),
    ),
  }
}

export const stockOf = ({ bookings, settings }: Levers): Stock => ({
  ...bookings.stock(),
  revision: settings.stock.current.revision,
})
