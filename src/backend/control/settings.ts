import { z } from 'zod'
import type { EventBody } from '../../protocol/console.ts'
import { cohortSchema, intakeSchema, workerSchema, type Cohort, type Intake } from '../../protocol/nouns.ts'
import type { PlannedCohort } from '../../protocol/plan.ts'
import { revokeTargetSchema } from '../../protocol/revocation.ts'
import type { Launch } from '../launch.ts'
import type { Documents } from './contract.ts'
import { createHeld, type Held } from './held.ts'

export const workersSchema = z.object({
  workers: z.array(workerSchema.omit({ alive: true })),
  revision: z.number().int().nonnegative(),
})
export type Workers = z.infer<typeof workersSchema>

const revocationsSchema = z.object({
  revoked: z.array(z.object({ target: revokeTargetSchema, command: z.uuid() })),
  revision: z.number().int().nonnegative(),
})

const revisionSchema = z.object({ revision: z.number().int().nonnegative() })

/** Cohorts that came after the launch plan of the first boot stand here alone. */
const COHORT = 'cohort:'
const storedCohortSchema = z.object({ value: cohortSchema })

/** Everything operators set, durable and with its revision. Seeded from the launch plan on the first boot. */
export interface Settings {
  readonly intake: Held<Intake>
  readonly cohorts: ReadonlyMap<string, Held<Cohort>>
  readonly workers: Held<Workers>
  readonly stock: Held<{ revision: number }>
  readonly plan: Held<{ revision: number }>
  /** A cohort as it is to be, new or known: in force at once. */
  setCohort(cohort: PlannedCohort, by: string): { readonly current: Cohort; readonly durable: Promise<void> }
  /** What was revoked, by which command; who joins is held against it. */
  readonly revocations: Held<z.infer<typeof revocationsSchema>>
}

/** Changes of intake and cohorts are told through `emit`; capacity and stock by those who know their readings. */
export function loadSettings(
  documents: Documents,
  launch: Pick<Launch, 'cohorts' | 'rate' | 'workers'>,
  emit: (body: EventBody) => void,
): Settings {
  const cohorts = new Map<string, Held<Cohort>>()
  const addCohort = (seed: Cohort): Held<Cohort> => {
    const held = createHeld<Cohort>({
      documents,
      key: `${COHORT}${seed.id}`,
      schema: cohortSchema,
      seed,
      onChange: value => emit({ kind: 'cohort', cohort: value }),
    })
    cohorts.set(seed.id, held)
    return held
  }
  for (const cohort of launch.cohorts) addCohort({ ...cohort, state: 'scheduled', revision: 0 })
  for (const { value } of documents.list(COHORT)) {
    const { value: added } = storedCohortSchema.parse(value)
    if (!cohorts.has(added.id)) addCohort(added)
  }
  const intake = createHeld<Intake>({
    documents,
    key: 'intake',
    schema: intakeSchema,
    seed: { rate: launch.rate, paused: false, ramp: null, revision: 0 },
    onChange: value => emit({ kind: 'intake', intake: value }),
  })
  const workers = createHeld<Workers>({
    documents,
    key: 'workers',
    schema: workersSchema,
    seed: { workers: launch.workers, revision: 0 },
    onChange: () => undefined,
  })
  const stock = createHeld({
    documents,
    key: 'stock',
    schema: revisionSchema,
    seed: { revision: 0 },
    onChange: () => undefined,
  })
  const plan = createHeld({
    documents,
    key: 'plan',
    schema: revisionSchema,
    seed: { revision: 0 },
    onChange: () => undefined,
  })
  const revocations = createHeld({
    documents,
    key: 'revocations',
    schema: revocationsSchema,
    seed: { revoked: [], revision: 0 },
    onChange: () => undefined,
  })
  return {
    intake,
    cohorts,
    workers,
    stock,
    plan,
    revocations,
    setCohort(cohort, by) {
      const held = cohorts.get(cohort.id) ?? addCohort({ ...cohort, state: 'scheduled', revision: 0 })
      const durable = held.put({ ...held.current, ...cohort }, by)
      return { current: held.current, durable }
    },
  }
}
