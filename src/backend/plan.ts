import type { z } from 'zod'
import type { Documents } from './control/contract.ts'
import { StartError } from './control/accounts.ts'
import { launchSchema, type Launch } from './launch.ts'

/** What of the launch plan is kept in the data directory: the rest stands in the bookings. */
export const planSchema = launchSchema.omit({ sites: true, slots: true })
export type Plan = z.infer<typeof planSchema>

const KEY = 'launch'

export interface LoadedPlan {
  readonly plan: Plan
  readonly firstBoot: boolean
}

/**
 * The plan of a data directory: the launch it is seeded from on its first boot, and afterwards what it was seeded from.
 * A directory is LIVE or DRILL, and of one launch, for ever: `StartError` for any other.
 */
export function loadPlan(dir: string, documents: Documents, launch: Launch | undefined): LoadedPlan {
  const known = documents.get(KEY)
  if (known === undefined) {
    if (!launch) throw new StartError(`${dir} is new: its first start needs a launch plan`)
    return { plan: planSchema.parse(launch), firstBoot: true }
  }
  const plan = planSchema.parse(known)
  if (launch && launch.mode !== plan.mode)
    throw new StartError(`${dir} holds a ${plan.mode} launch; a ${launch.mode} one needs a directory of its own`)
  if (launch && launch.id !== plan.id)
    throw new StartError(`${dir} holds launch ${plan.id}; launch ${launch.id} needs a directory of its own`)
  return { plan, firstBoot: false }
}

/** Written last on the first boot: a directory that has it was seeded whole. */
export const keepPlan = (documents: Documents, plan: Plan): Promise<void> => documents.put(KEY, plan)
