import { create } from 'zustand'
import type { ConsoleState, Link, TrackedCommand } from '../../protocol/bridge.ts'
import type { Snapshot } from '../../protocol/console.ts'
import type { Refusal } from '../../protocol/errors.ts'
import type { MetricId } from '../../protocol/metrics.ts'
import type { TransportState } from '../bridge.ts'

/** The last reading of one metric and the server's time of it: each ages on its own. */
interface Reading {
  readonly value: number
  readonly at: number
}

export interface ConsoleStore {
  /** Between this page and its host; `link` is between the host and the backend. */
  readonly transport: TransportState
  readonly shell: ConsoleState['shell']
  readonly tokenFile: ConsoleState['tokenFile']
  readonly readOnly: boolean
  readonly link: Link | null
  readonly snapshot: Snapshot | null
  readonly readings: Readonly<Partial<Record<MetricId, Reading>>>
  readonly labels: Readonly<Partial<Record<MetricId, Readonly<Record<string, number>>>>>
  /** Server's time of the newest sample, ms. */
  readonly sampledAt: number | null
  /** Server time and event time at the last tick, ms; ages are computed from these. */
  readonly now: number | null
  readonly eventNow: number | null
  /** Local clock minus server time, ms. */
  readonly clockSkew: number
  /** Commands of this console, newest last. */
  readonly tracked: readonly TrackedCommand[]
  /** Why the host or the bridge did not take a command of ours, by its id. */
  readonly failures: Readonly<Record<string, Refusal>>
}

export const emptyStore: ConsoleStore = {
  transport: 'connecting',
  shell: 'browser',
  tokenFile: null,
  readOnly: false,
  link: null,
  snapshot: null,
  readings: {},
  labels: {},
  sampledAt: null,
  now: null,
  eventNow: null,
  clockSkew: 0,
  tracked: [],
  failures: {},
}

/** One store; everything that changes it stands in `feed.ts` and `actions.ts`. */
export const useConsole = create<ConsoleStore>()(() => emptyStore)
