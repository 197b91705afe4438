import { useMemo } from 'react'
import type { TrackedCommand } from '../../protocol/bridge.ts'
import type { CommandRecord, Order } from '../../protocol/commands.ts'
import type { Refusal } from '../../protocol/errors.ts'
import { useConsole } from '../store/state.ts'

/** A command as it is shown: the backend's record, or what this console alone knows of it. */
export interface CommandEntry {
  readonly id: string
  readonly order: Order
  readonly state: TrackedCommand['state'] | 'not-sent'
  /** Server's real time, ms. */
  readonly at: number
  readonly record: CommandRecord | null
  readonly refusal: Refusal | null
}

const noRecords: readonly CommandRecord[] = []

/** Newest first; one entry for each command whoever gave it. */
export function commandEntries(
  records: readonly CommandRecord[],
  tracked: readonly TrackedCommand[],
  failures: Readonly<Record<string, Refusal>>,
): CommandEntry[] {
  const entries = new Map<string, CommandEntry>()
  for (const record of records) {
    const { id, order, state, at, refusal } = record
    entries.set(id, { id, order, state, at, record, refusal })
  }
  for (const { id, order, state, sentAt, record } of tracked) {
    if (entries.has(id)) continue
    const failure = failures[id] ?? null
    const failed = failure !== null && record === null
    const unsent = failure?.code === 'not-connected'
    entries.set(id, {
      id,
      order,
      state: failed ? (unsent ? 'not-sent' : 'refused') : state,
      at: record?.at ?? sentAt,
      record,
      refusal: record?.refusal ?? failure,
    })
  }
  return [...entries.values()].sort((a, b) => b.at - a.at)
}

export function useCommandEntries(): CommandEntry[] {
  const records = useConsole(store => store.snapshot?.commands ?? noRecords)
  const tracked = useConsole(store => store.tracked)
  const failures = useConsole(store => store.failures)
  return useMemo(() => commandEntries(records, tracked, failures), [records, tracked, failures])
}
