import { z } from 'zod'
import type { Documents } from './contract.ts'

/** A durable value with a revision: what one resource of the launch is set to, and by which command. */
export interface Held<T extends { revision: number }> {
  readonly current: T
  /** The command that set it last; null for the launch plan and the clock. */
  readonly by: string | null
  /** In force at once in memory, revision raised by one; durable when the promise resolves. */
  put(next: Omit<T, 'revision'>, by: string | null): Promise<void>
}

export interface HeldOptions<T extends { revision: number }> {
  readonly documents: Documents
  readonly key: string
  readonly schema: z.ZodType<T>
  /** Its value until one is put; the launch plan says it again at each boot. */
  readonly seed: T
  readonly onChange: (value: T) => void
}

export function createHeld<T extends { revision: number }>(options: HeldOptions<T>): Held<T> {
  const { documents, key, schema, seed, onChange } = options
  const stored = z
    .object({ value: schema, by: z.string().nullable() })
    .optional()
    .parse(documents.get(key) ?? undefined)
  let current = stored?.value ?? seed
  let by = stored?.by ?? null
  return {
    get current() {
      return current
    },
    get by() {
      return by
    },
    put(next, command) {
      current = { ...next, revision: current.revision + 1 } as T
      by = command
      onChange(current)
      return documents.put(key, { value: current, by })
    },
  }
}
