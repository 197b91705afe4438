import type { Command, CommandRecord, Order, Preview } from '../../protocol/commands.ts'
import type { Snapshot } from '../../protocol/console.ts'
import type { Account, Capacity } from '../../protocol/nouns.ts'
import type { PlanPage } from '../../protocol/plan.ts'
import type { Identification, Identified } from '../../protocol/revocation.ts'

/** The levers: what the operator plane (and a scripted operator of a drill) may pull. Throws `RefusalError`. */
export interface Control {
  snapshot(): Snapshot
  preview(order: Order, by: Account): Preview
  /** The launch plan as it stands; slots from `after` on. */
  plan(after: number): PlanPage
  /** Whose a number, a booking code or a ticket is, for a revocation to name. */
  identify(who: Identification, by: Account): Promise<Identified>
  /** Executes at most once by `command.id`; asking again answers with the record as it stands. Durable on return. */
  command(command: Command, by: Account): Promise<CommandRecord>
  status(id: string): CommandRecord
  approve(id: string, approve: boolean, by: Account): Promise<CommandRecord>
  /** Watches effects of accepted commands and lapses approvals; called once a second of real time. */
  tick(): void
}

/** Booking workers and their seats. A seat counts only while its worker's heartbeat is < 3 s old (real time). */
export interface CapacityPool {
  reading(): Capacity
  /** Seats that count now. */
  alive(): number
  seats(): number
  add(workers: number, seatsEach: number): void
  /** A heartbeat of one worker, or of every embedded one that has not been stopped. */
  beat(worker?: string): void
  /** Stops an embedded worker's heartbeat (drills). */
  stop(worker: string): void
}

/** Small durable key → JSON documents: settings, cohorts, commands, alerts. */
export interface Documents {
  get(key: string): unknown
  /** Keys with the prefix, in key order. */
  list(prefix: string): ReadonlyArray<{ key: string; value: unknown }>
  /** Durable when the promise resolves. */
  put(key: string, value: unknown): Promise<void>
  /** Durably gone when the promise resolves. */
  drop(key: string): Promise<void>
}
