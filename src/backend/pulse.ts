import type { Clock } from './clock.ts'
import type { Control } from './control/contract.ts'
import type { Telemetry } from './telemetry/contract.ts'
import type { Sample } from '../protocol/console.ts'

export interface PulseOptions {
  readonly clock: Clock
  readonly telemetry: Telemetry
  readonly control: Control
  /** Told each full sample. */
  readonly judge: (sample: Sample) => void
  /** Whether to sample the headline gauges between the full samples: not in virtual time, where nobody looks. */
  readonly headline: boolean
}

/** Real ms between two samples; each fourth is full, and judged by the alarm rules. */
const SAMPLE_MS = 250
const FULL_EVERY = 4
/** A process whose samples are later than this is not ready to serve. */
const LATE_MS = 3_000

/** What happens four times a second of real time, however often it is asked. */
export function createPulse({ clock, telemetry, control, judge, headline }: PulseOptions) {
  let next = clock.real()
  let untilFull = 0
  let last = clock.real()
  let told = clock.verified

  return {
    tick(): void {
      const now = clock.real()
      if (now < next) return
      // After a standstill the beat goes on from now: what was missed is a hole, and one full sample ends it.
      const missed = Math.floor((now - next) / SAMPLE_MS)
      next += (missed + 1) * SAMPLE_MS
      untilFull -= missed
      last = now
      const full = untilFull <= 0
      untilFull = full ? FULL_EVERY - 1 : untilFull - 1
      if (!full && !headline) return
      control.tick()
      const sample = telemetry.sample(full)
      if (full) judge(sample)
      if (clock.verified === told) return
      told = clock.verified
      telemetry.emit({ kind: 'time', time: { verified: told } })
    },
    /** What is wrong when samples no longer come. */
    late: (): string | undefined => (clock.real() - last > LATE_MS ? 'the ticks have stopped' : undefined),
  }
}
