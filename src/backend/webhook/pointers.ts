import { hash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Documents } from '../control/contract.ts'

const pointerSchema = z.object({
  /** Numbers up to this one have been told, or had nobody to tell. */
  upTo: z.number().int().nonnegative(),
  /** The end of the message that is on its way: sent again with the same id until it is taken. */
  planned: z.number().int().nonnegative().nullable(),
})
export type Pointer = z.infer<typeof pointerSchema>

/** How far each cohort has been told: two numbers a cohort, however many wait. */
export interface Pointers {
  of(cohort: string): Pointer
  /** Durable when it resolves. */
  put(cohort: string, pointer: Pointer): Promise<void>
  /** The id of the message about a stretch of numbers: the same at every attempt, after a restart too. */
  idOf(cohort: string, from: number, to: number): string
}

const PREFIX = 'webhook:'
const INSTANCE = 'webhook-instance'

export async function openPointers(documents: Documents): Promise<Pointers> {
  const known = new Map<string, Pointer>()
  for (const { key, value } of documents.list(PREFIX)) known.set(key.slice(PREFIX.length), pointerSchema.parse(value))
  // Ids of one data directory are no other's: a drill that is run again sends new messages.
  const instance = z.string().parse(documents.get(INSTANCE) ?? randomUUID())
  await documents.put(INSTANCE, instance)
  return {
    of: cohort => known.get(cohort) ?? { upTo: 0, planned: null },
    put(cohort, pointer) {
      known.set(cohort, pointer)
      return documents.put(PREFIX + cohort, pointer)
    },
    idOf: (cohort, from, to) =>
      `msg_${hash('sha256', JSON.stringify([instance, cohort, from, to]), 'base64url').slice(0, 27)}`,
  }
}
