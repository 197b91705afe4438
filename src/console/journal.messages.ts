import { z } from 'zod'
import type { SeriesPoint, SeriesQuestion } from '../protocol/bridge.ts'
import type { JournalBatch, JournalRecent } from './journal.store.ts'

/** What travels between the console core and the journal's thread. */

export const journalSetupSchema = z.object({
  file: z.string(),
  limits: z.object({ maxAgeMs: z.number().positive(), maxBytes: z.number().positive() }).optional(),
})
export type JournalSetup = z.infer<typeof journalSetupSchema>

export type JournalAsk =
  | { type: 'write'; batch: JournalBatch }
  | { type: 'recent'; id: number; source: string }
  | { type: 'series'; id: number; source: string; question: SeriesQuestion }
  | { type: 'close' }

/** `journal-set-aside`: the file was broken and has been renamed to `file`; `journal-unavailable`: nothing can be kept. */
export interface JournalWarning {
  warning: 'journal-set-aside' | 'journal-unavailable'
  file: string
  detail: string
}

export type JournalTell =
  | { type: 'reply'; id: number; recent: JournalRecent | null }
  | { type: 'series'; id: number; points: SeriesPoint[] | null }
  | ({ type: 'warning' } & JournalWarning)
  | { type: 'closed' }
