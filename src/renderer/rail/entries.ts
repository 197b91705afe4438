import { useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { TrackedCommand } from '../../protocol/bridge.ts'
import type { CommandRecord, Order } from '../../protocol/commands.ts'
import type { Refusal } from '../../protocol/errors.ts'
import { useConsole, type ConsoleStore } from '../store/state.ts'

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

const inForce: ReadonlySet<string> = new Set(['accepted', 'observed', 'not-observed'])

/** Whether the intake is paused by a command that has no reason yet: pausing asks for none, so it comes afterwards. */
export function lacksReason({ snapshot }: Pick<ConsoleStore, 'snapshot'>): boolean {
  if (!snapshot?.intake.paused) return false
  const pauses = snapshot.commands.filter(({ order, state }) => order.kind === 'pause' && inForce.has(state))
  const [last] = pauses.sort((a, b) => (b.number ?? 0) - (a.number ?? 0))
  return last?.reason === ''
}

/** How long it is told beside the list that a command went nowhere (ms); by then another night's work goes on. */
const toldMs = 30 * 60_000

/**
 * The command that was given here last, where it went nowhere or may have; undefined once it does not matter any more:
 * another has been given, or the intake is paused whoever did it.
 */
export function strandedOf(
  entries: readonly CommandEntry[],
  { tracked, now, snapshot }: Pick<ConsoleStore, 'tracked' | 'now' | 'snapshot'>,
): (CommandEntry & { state: 'not-sent' | 'never-arrived' | 'unknown' }) | undefined {
  const given = new Set(tracked.map(({ id }) => id))
  const last = entries.find(({ id }) => given.has(id))
  if (!last || (now !== null && now - last.at > toldMs)) return undefined
  const { state } = last
  if (state !== 'not-sent' && state !== 'never-arrived' && state !== 'unknown') return undefined
  return last.order.kind === 'pause' && snapshot?.intake.paused ? undefined : { ...last, state }
}

export function useStranded() {
  const entries = useCommandEntries()
  return useConsole(useShallow(store => strandedOf(entries, store)))
}

export function useCommandEntries(): CommandEntry[] {
  const records = useConsole(store => store.snapshot?.commands ?? noRecords)
  const tracked = useConsole(store => store.tracked)
  const failures = useConsole(store => store.failures)
  return useMemo(() => commandEntries(records, tracked, failures), [records, tracked, failures])
}
