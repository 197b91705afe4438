import type { TrackedCommand } from '../protocol/bridge.ts'
import type { Command, CommandRecord } from '../protocol/commands.ts'
import type { Account } from '../protocol/nouns.ts'
import { RefusalError, type Refusal } from '../protocol/errors.ts'
import { UnansweredError, type Ask } from './requests.ts'

export interface CommandsOptions {
  readonly ask: Ask
  readonly connected: () => boolean
  /** Server and event time now, and who is acting; for what is reported without a record of the backend. */
  readonly context: () => { serverTime: number; eventTime: number; account: Account | null }
  readonly onTracked: (tracked: TrackedCommand, reason: string) => void
  /** Pause between the two questions that must both say "never heard of it" (ms). */
  readonly doubtMs?: number
}

export interface Commands {
  /**
   * Sends a command, at most once by its id, and resolves with what became of it: the backend's record, or `unknown` if
   * the connection is cut or the answer does not come. Rejects with `RefusalError`: the backend's refusal, or
   * `not-connected`, in which case nothing was sent and nothing will be.
   */
  give(command: Command): Promise<TrackedCommand>
  /** What the backend says of a command, whoever gave it; those of this console are followed. */
  apply(record: CommandRecord): void
  /** After a reconnection: asks what became of every command whose fate is not known. */
  reconcile(): Promise<void>
  /** Takes over the commands that an earlier process of this console gave; the unanswered ones are `unknown`. */
  restore(earlier: readonly Remembered[]): void
  list(): TrackedCommand[]
}

/** A command as the journal keeps it: the reason stands only in the backend's record. */
export interface Remembered {
  readonly tracked: TrackedCommand
  readonly reason: string
}

const kept = 100

export function createCommands(options: CommandsOptions): Commands {
  const { ask, connected, context, onTracked, doubtMs = 2000 } = options
  const known = new Map<string, Remembered>()

  const track = (tracked: TrackedCommand, reason: string): TrackedCommand => {
    known.set(tracked.id, { tracked, reason })
    const [oldest] = known.keys()
    if (known.size > kept && oldest !== undefined) known.delete(oldest)
    onTracked(tracked, reason)
    return tracked
  }

  const follow = (record: CommandRecord): TrackedCommand | undefined => {
    const found = known.get(record.id)
    return found && track({ ...found.tracked, state: record.state, record }, found.reason)
  }

  /** A refusal leaves no record in the backend; the console writes one down so that it can say why. */
  const refused = ({ tracked, reason }: Remembered, refusal: Refusal): TrackedCommand => {
    const { serverTime, eventTime, account } = context()
    const record: CommandRecord = {
      id: tracked.id,
      order: tracked.order,
      state: 'refused',
      by: account?.id ?? 'console',
      approvedBy: null,
      reason,
      at: serverTime,
      eventTime,
      approvalUntil: null,
      refusal,
      number: null,
      effects: [],
    }
    return track({ ...tracked, state: 'refused', record }, reason)
  }

  const send = async (command: Command, entry: Remembered): Promise<TrackedCommand> => {
    try {
      const { command: record } = await ask({ type: 'command', command })
      return follow(record) ?? entry.tracked
    } catch (error) {
      if (error instanceof UnansweredError) {
        const now = known.get(command.id)?.tracked ?? entry.tracked
        // Its record may have come as an event although the answer did not.
        return now.state === 'sent' ? track({ ...now, state: 'unknown' }, entry.reason) : now
      }
      if (error instanceof RefusalError) refused(entry, error.toRefusal())
      throw error
    }
  }

  const statusOf = async (id: string): Promise<CommandRecord | undefined> => {
    try {
      return (await ask({ type: 'command-status', id })).command
    } catch (error) {
      if (error instanceof RefusalError && error.code === 'resource-unknown') return undefined
      throw error
    }
  }

  const settle = async (entry: Remembered): Promise<void> => {
    const { id } = entry.tracked
    let record = await statusOf(id)
    if (!record) {
      // What the old connection carried may still lie unread in a backend that was only stalled: it is asked twice.
      await new Promise(resolve => setTimeout(resolve, doubtMs))
      record = await statusOf(id)
    }
    if (record) follow(record)
    else if (known.get(id)?.tracked.state === 'unknown')
      // Nobody refused it: there is no record of it anywhere, and none is made up.
      track({ ...entry.tracked, state: 'never-arrived', record: null }, entry.reason)
  }

  return {
    async give(command) {
      const earlier = known.get(command.id)
      if (earlier) return earlier.tracked
      if (!connected()) throw new RefusalError('not-connected')
      const { id, order, reason } = command
      const tracked = track({ id, order, state: 'sent', sentAt: context().serverTime, record: null }, reason)
      return send(command, { tracked, reason })
    },
    apply: record => void follow(record),
    async reconcile() {
      const doubtful = [...known.values()].filter(({ tracked }) => tracked.state === 'unknown')
      // One that cannot be asked about now stays unknown until the next connection.
      await Promise.allSettled(doubtful.map(settle))
    },
    restore(earlier) {
      for (const { tracked, reason } of earlier) {
        if (known.has(tracked.id)) continue
        const state = tracked.state === 'sent' ? 'unknown' : tracked.state
        known.set(tracked.id, { tracked: { ...tracked, state }, reason })
      }
    },
    list: () => [...known.values()].map(({ tracked }) => tracked),
  }
}
