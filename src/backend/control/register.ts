import { z } from 'zod'
import { commandRecordSchema, commandSchema, type Command, type CommandRecord } from '../../protocol/commands.ts'
import { consequenceSchema } from '../../protocol/commands.ts'
import { accountSchema } from '../../protocol/nouns.ts'
import type { Documents } from './contract.ts'

/** What was read when a command took effect, to recognise the effect by. */
export const baselineSchema = z.object({
  /** Real and event time, ms. */
  at: z.number(),
  eventTime: z.number(),
  admitted: z.number(),
  alive: z.number(),
  doses: z.number(),
})
export type Baseline = z.infer<typeof baselineSchema>

/**
 * A command as it is stored. `intended` is written before the effect and `done` with it, so that a boot after a crash
 * knows for each command whether its effect has happened; `waiting` is for an approval, `over` for what never had one.
 */
export const storedCommandSchema = z.object({
  command: commandSchema,
  record: commandRecordSchema,
  by: accountSchema,
  phase: z.enum(['waiting', 'intended', 'done', 'over']),
  /** Revision of its resource when it was accepted. */
  baseRevision: z.number().int().nullable(),
  baseline: baselineSchema.nullable(),
  /** Waiting people as predicted when it was accepted: the measure of its effect points. */
  predicted: consequenceSchema.shape.curve,
  /** Whether its effect is still looked for. */
  watching: z.boolean(),
})
export type StoredCommand = z.infer<typeof storedCommandSchema>

/** Every command of the launch, by its id. */
export interface Register {
  get(id: string): StoredCommand | undefined
  /** Known to everybody at once; durable when the promise resolves. */
  put(stored: StoredCommand): Promise<void>
  /** Forgets a command that could not be made durable and had no effect. */
  drop(id: string): void
  all(): Iterable<StoredCommand>
  /** Newest first. */
  recent(limit: number): CommandRecord[]
  nextNumber(): number
}

const PREFIX = 'command:'

export function createRegister(documents: Documents, onChange: (record: CommandRecord) => void): Register {
  const commands = new Map<string, StoredCommand>()
  const stored = documents.list(PREFIX).map(({ value }) => storedCommandSchema.parse(value))
  stored.sort((a, b) => a.record.at - b.record.at)
  for (const one of stored) commands.set(one.record.id, one)
  let number = Math.max(0, ...stored.map(({ record }) => record.number ?? 0))

  return {
    get: id => commands.get(id),
    put(one) {
      const before = commands.get(one.record.id)
      const told = before !== undefined && before.phase !== 'intended' && before.record === one.record
      commands.set(one.record.id, one)
      // What a crash could still undo is not told: a record is shown from its effect on.
      if (one.phase !== 'intended' && !told) onChange(one.record)
      return documents.put(`${PREFIX}${one.record.id}`, one)
    },
    drop(id) {
      commands.delete(id)
    },
    all: () => commands.values(),
    recent: limit =>
      [...commands.values()]
        .slice(-limit)
        .reverse()
        .map(({ record }) => record),
    nextNumber: () => ++number,
  }
}

/** Whether a repeated id carries the same command: then it is answered, else it is a conflict. */
export const sameCommand = (a: Command, b: Command): boolean =>
  JSON.stringify(a.order) === JSON.stringify(b.order) && a.reason === b.reason
