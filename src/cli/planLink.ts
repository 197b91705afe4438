import { hash } from 'node:crypto'
import type { CommandRecord, Order } from '../protocol/commands.ts'
import type { PlanPage, PlanPart } from '../protocol/plan.ts'
import { launchSchema, type Launch } from '../backend/launch.ts'
import { comparePlan, type PresentPlan } from '../backend/planning/comparePlan.ts'
import { readPlanFiles } from '../backend/planning/files.ts'
import { problemAt, type Problem } from '../backend/planning/problems.ts'
import type { OperatorLink } from './operatorLink.ts'

/** The plan of a backend that runs, read and changed through its operator plane. */

interface Standing {
  readonly page: PlanPage
  readonly present: PresentPlan
}

export async function readStanding(link: OperatorLink): Promise<Standing> {
  const { plan: page } = await link.ask('plan', { type: 'plan', after: 0 })
  const slots = [...page.slots]
  for (let next = page.next; next !== null;) {
    const { plan } = await link.ask('plan', { type: 'plan', after: next })
    slots.push(...plan.slots)
    next = plan.next
  }
  return { page, present: { cohorts: page.cohorts, sites: page.sites, slots } }
}

/** As `npm run plan -- export` writes it. */
export function launchOf({ page, present }: Standing): Launch {
  return launchSchema.parse({ ...page, ...present })
}

/** What the files change; the problems of their rows where there are any. */
export interface Intent {
  readonly launch: Launch | undefined
  readonly changes: PlanPart
  readonly problems: readonly Problem[]
}

/** @param now event time of the backend, ms */
export function intend(files: readonly string[], { page, present }: Standing, now: number): Intent {
  let changes: PlanPart = { cohorts: [], sites: [], slots: [] }
  const { launch, problems } = readPlanFiles(files, (wanted, origins) => {
    const { id, mode } = page
    const other = wanted.id !== id || wanted.mode !== mode
    const compared = comparePlan(wanted, present, now, origins)
    ;({ changes } = compared)
    const here = { ...origins('launch', 0, 'id') }
    return [...(other ? [problemAt(here, 'other-launch', `${wanted.id} ${wanted.mode}`)] : []), ...compared.problems]
  })
  return { launch, changes, problems }
}

/** Most of what one command may carry: see `planPartSchema`; each stays well below the limit of a frame. */
const SITES = 100
const SLOTS = 200

/** Sites first, then slots, then the cohorts that people are to join for them. */
export function partsOf({ cohorts, sites, slots }: PlanPart): PlanPart[] {
  const none: PlanPart = { cohorts: [], sites: [], slots: [] }
  const chunks = <T>(all: readonly T[], size: number) =>
    Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))
  return [
    ...chunks(sites, SITES).map(some => ({ ...none, sites: some })),
    ...chunks(slots, SLOTS).map(some => ({ ...none, slots: some })),
    ...chunks(cohorts, 64).map(some => ({ ...none, cohorts: some })),
  ]
}

/**
 * Gives one part as a command: previewed, and refused by the backend when anything else has changed the plan meanwhile. Its
 * id follows from what it says and what it changes, so that a repeat of an answer that was lost does nothing twice.
 */
export async function give(
  link: OperatorLink,
  part: PlanPart,
  revision: number,
  reason: string,
): Promise<CommandRecord> {
  const order: Order = { kind: 'import-plan', args: part }
  const { preview } = await link.ask('preview', { type: 'preview', order })
  const { command } = await link.ask('command', {
    type: 'command',
    command: {
      id: idOf([order, revision]),
      order,
      expectedRevision: revision,
      reason,
      previewId: preview.id,
      override: false,
    },
  })
  return command
}

/** A UUID of version 8: made of a hash. */
function idOf(content: unknown): string {
  const digits = hash('sha256', JSON.stringify(content), 'hex')
  const [a, b, c, d, e] = [
    [0, 8],
    [8, 12],
    [12, 15],
    [15, 18],
    [18, 30],
  ].map(([from, to]) => digits.slice(from, to))
  return `${a}-${b}-8${c}-8${d}-${e}`
}
