import { z } from 'zod'
import type { EventBody } from '../../protocol/console.ts'
import { cohortSchema, intakeSchema, workerSchema, type Cohort, type Intake } from '../../protocol/nouns.ts'
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

const stockRevisionSchema = z.object({ revision: z.number().int().nonnegative() })

/** Everything operators set, durable and with its revision. Seeded from the launch plan on the first boot. */
export interface Settings {
  readonly intake: Held<Intake>
  readonly cohorts: ReadonlyMap<string, Held<Cohort>>
  readonly workers: Held<Workers>
  readonly stock: Held<{ revision: number }>
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
  for (const cohort of launch.cohorts)
    cohorts.set(
      cohort.id,
      createHeld<Cohort>({
        documents,
        key: `cohort:${cohort.id}`,
        schema: cohortSchema,
        seed: { ...cohort, state: 'scheduled', revision: 0 },
        onChange: value => emit({ kind: 'cohort', cohort: value }),
      }),
    )
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
    schema: stockRevisionSchema,
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
  return { intake, cohorts, workers, stock, revocations }
}
