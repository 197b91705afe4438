import type { CapacityPool, Control } from './control/contract.ts'
import type { Ledger } from './control/ledger.contract.ts'
import type { Bookings } from './booking/contract.ts'
import type { Citizens } from './citizens.contract.ts'
import type { Clock } from './clock.ts'
import type { Gate } from './gate/contract.ts'
import type { Telemetry } from './telemetry/contract.ts'

/** A running backend, in parts: what the planes serve and a simulated night drives. */
export interface Backend {
  readonly clock: Clock
  readonly gate: Gate
  readonly bookings: Bookings
  readonly citizens: Citizens
  readonly control: Control
  readonly capacity: CapacityPool
  readonly ledger: Ledger
  readonly telemetry: Telemetry
  /** One step of everything that runs by the clock: heartbeats, gate, samples, watched commands. */
  tick(): void
  /** Commits what is pending now instead of at the end of this turn of the event loop. */
  flush(): Promise<void>
  /** The same for the lines and the ledger alone: bookings have a thread of their own and are answered when it has. */
  flushLines(): Promise<void>
  close(): Promise<void>
}
