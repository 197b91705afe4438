import type { PlanPage, PlanPart, PlannedSlot } from '../../protocol/plan.ts'
import { RefusalError } from '../../protocol/errors.ts'
import type { Launch } from '../launch.ts'
import { checkPlan, type Origins } from '../planning/checkPlan.ts'
import { comparePlan, slotKey, type Comparison, type PresentPlan } from '../planning/comparePlan.ts'
import { describeProblem } from '../planning/problems.ts'
import type { Levers } from './levers.ts'

/** The launch plan of a backend that runs: read out page by page, and changed part by part. */

type Parts = Pick<Levers, 'settings' | 'bookings' | 'clock' | 'gate'>

const MOST_COHORTS = 64
const PAGE = 2_000

function presentPlan({ settings, bookings }: Pick<Parts, 'settings' | 'bookings'>): PresentPlan {
  return {
    cohorts: [...settings.cohorts.values()].map(({ current }) => current),
    sites: bookings.sites().map(({ id, name, region }) => ({ id, name, region })),
    slots: bookings.planned(),
  }
}

/** Where an entry of a part stands, for whoever sent it: rows from 1. */
const origins: Origins = (table, at, column) => ({ file: table, row: at + 1, column })

const compare = (part: PlanPart, parts: Parts): Comparison =>
  comparePlan(part, presentPlan(parts), parts.clock.event(), origins)

/** Refuses a part of which anything is wrong, naming the first. */
export function mustFit(part: PlanPart, parts: Parts): void {
  const present = presentPlan(parts)
  const { cohorts, slots } = part
  if (cohorts.length + part.sites.length + slots.length === 0) throw new RefusalError('bad-request', 'an empty part')
  const added = part.sites.filter(({ id }) => !present.sites.some(site => site.id === id))
  const wrong = checkPlan({ cohorts, slots, workers: [], sites: [...present.sites, ...added] }, origins)
  const [problem] = [...wrong, ...compare(part, parts).problems]
  if (problem) throw new RefusalError('command-conflict', describeProblem(problem, 'en'))
  if (new Set([...present.cohorts, ...cohorts].map(({ id }) => id)).size > MOST_COHORTS)
    throw new RefusalError('command-conflict', `at most ${MOST_COHORTS} cohorts`)
}

/** What of the doses that are to be there is not there yet. */
export function missingDoses(slots: readonly PlannedSlot[], { bookings }: Pick<Parts, 'bookings'>): PlannedSlot[] {
  const before = new Map(bookings.planned().map(slot => [slotKey(slot), slot.doses]))
  return slots
    .map(slot => ({ ...slot, doses: slot.doses - (before.get(slotKey(slot)) ?? 0) }))
    .filter(({ doses }) => doses > 0)
}

/**
 * Brings the plan to what the part says. Each step is durable by itself and none is done twice, so that a crash in between
 * is made up for by doing it again. Stock comes before those who would ask for it.
 */
export async function importPart(part: PlanPart, parts: Parts, command: string): Promise<void> {
  const { settings, bookings, gate } = parts
  const { sites, cohorts } = compare(part, parts).changes
  const slots = missingDoses(part.slots, parts)
  if (sites.length > 0) await bookings.addSites(sites)
  if (slots.length > 0) await bookings.addSlots(slots)
  await Promise.all(
    cohorts.map(cohort => {
      const written = settings.setCohort(cohort, command)
      gate.setCohort(written.current)
      return written.durable
    }),
  )
}

/** @param after slots of the pages before */
export function planPage(launch: PlanHead, after: number, parts: Parts): PlanPage {
  const { cohorts, sites, slots } = presentPlan(parts)
  const { intake, workers, plan } = parts.settings
  const { id, name, mode, leaseMs, extendMs, pollBudget } = launch
  return {
    id,
    name,
    mode,
    leaseMs,
    extendMs,
    pollBudget,
    rate: intake.current.rate,
    cohorts: [...cohorts],
    workers: [...workers.current.workers],
    sites: [...sites],
    slots: slots.slice(after, after + PAGE),
    revision: plan.current.revision,
    next: after + PAGE < slots.length ? after + PAGE : null,
  }
}

export type PlanHead = Pick<Launch, 'id' | 'name' | 'mode' | 'leaseMs' | 'extendMs' | 'pollBudget'>
