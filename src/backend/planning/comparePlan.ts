import type { Cohort } from '../../protocol/nouns.ts'
import type { PlannedCohort, PlannedSite, PlannedSlot, PlanPart } from '../../protocol/plan.ts'
import { problemAt, type Problem } from './problems.ts'
import type { Origins } from './checkPlan.ts'

/** The plan of a backend that runs. */
export interface PresentPlan {
  readonly cohorts: readonly Cohort[]
  readonly sites: readonly PlannedSite[]
  readonly slots: readonly PlannedSlot[]
}

export interface Comparison {
  /** What is to be changed; empty where everything stands as wanted, so that an import can be repeated. */
  readonly changes: PlanPart
  /** What cannot be changed any more, or never could. */
  readonly problems: readonly Problem[]
}

type Wanted = Pick<PlanPart, 'cohorts' | 'sites' | 'slots'>

/** Sets a plan against the one that is in force. An import adds and moves; it takes nothing away. */
export function comparePlan(wanted: Wanted, present: PresentPlan, now: number, origins: Origins): Comparison {
  const problems: Problem[] = []
  const known = new Map(present.cohorts.map(cohort => [cohort.id, cohort]))
  const sites = new Map(present.sites.map(site => [site.id, site]))
  const doses = new Map(present.slots.map(slot => [slotKey(slot), slot.doses]))

  const cohortsChanged = wanted.cohorts.filter((cohort, at) => {
    const before = known.get(cohort.id)
    if (before && cohortKey(before) === cohortKey(cohort)) return false
    if (before && isFixed(before, cohort)) problems.push(problemAt(origins('cohorts', at, null), 'begun', cohort.id))
    else if (cohort.opensAt <= now) problems.push(problemAt(origins('cohorts', at, null), 'past', cohort.id))
    return true
  })
  const sitesAdded = wanted.sites.filter((site, at) => {
    const before = sites.get(site.id)
    if (before && siteKey(before) !== siteKey(site))
      problems.push(problemAt(origins('sites', at, null), 'renamed', site.id))
    return !before
  })
  const slotsRaised = wanted.slots.filter((slot, at) => {
    const before = doses.get(slotKey(slot)) ?? 0
    if (slot.doses < before) problems.push(problemAt(origins('slots', at, 'doses'), 'fewer', String(before)))
    return slot.doses > before
  })
  return { changes: { cohorts: cohortsChanged, sites: sitesAdded, slots: slotsRaised }, problems }
}

/** Who may join is settled once the first could, and the rest once it is open. */
const isFixed = (before: Cohort, { bornFrom, bornTo }: PlannedCohort): boolean =>
  before.state === 'open' ||
  before.state === 'closed' ||
  (before.state === 'prequeue' && (before.bornFrom !== bornFrom || before.bornTo !== bornTo))

const cohortKey = ({ name, bornFrom, bornTo, prequeueAt, opensAt, closesAt, weight }: PlannedCohort): string =>
  JSON.stringify([name.ko, name.en, bornFrom, bornTo, prequeueAt, opensAt, closesAt, weight])

const siteKey = ({ name, region }: PlannedSite): string => JSON.stringify([name.ko, name.en, region])

export const slotKey = ({ site, vaccine, date, time }: Omit<PlannedSlot, 'doses'>): string =>
  `${site} ${vaccine} ${date} ${time}`
