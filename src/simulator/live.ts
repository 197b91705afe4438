import type { Backend } from '../backend/contract.ts'
import { createCrowd, type CrowdReading } from './crowd.ts'
import type { Scenario } from './scenario.ts'
import { createShift } from './shift.ts'

export interface LiveNight {
  reading(): CrowdReading
  /** Stops the crowd; the backend runs on. */
  stop(): void
}

export interface LiveNightOptions {
  /** Its clock says when people act: event time should begin at `scenario.start`. */
  readonly backend: Pick<Backend, 'clock' | 'citizens' | 'control'>
  readonly scenario: Scenario
  readonly seed?: number
  /** Perform the script of the shift too, instead of leaving the levers to those at the consoles. */
  readonly scripted?: boolean
  /** The crowd or the script failed; the night is over. */
  readonly onError?: (error: unknown) => void
  /** Everybody has gone home, or the scenario has come to its end. */
  readonly onEnd?: () => void
}

/**
 * Real ms between two turns, and how long one may last: then consoles and commits have theirs. A crowd that is behind goes
 * on right after them, or it would claim late, hold its seats longer, and the set rate would not be met.
 */
const TURN_MS = 20
const BUDGET_MS = 10
/** So few answers at a time keep each commit, and what follows from it, to some 20 ms. */
const MAX_IN_FLIGHT = 400

/** Runs the crowd of a scenario on a backend in this process that ticks by itself, at the pace of the backend's clock. */
export function startLiveNight(options: LiveNightOptions): LiveNight {
  const { backend, scenario, seed = 1, scripted = true, onError, onEnd } = options
  const crowd = createCrowd({ citizens: backend.citizens, scenario, seed, maxInFlight: MAX_IN_FLIGHT })
  const shift = createShift(backend.control, scripted ? scenario.script : [])
  const timer = setInterval(turn, TURN_MS)
  let behind: NodeJS.Immediate | undefined

  function turn(): void {
    clearImmediate(behind)
    try {
      const at = backend.clock.event()
      shift.step(at)
      if (!crowd.step(at, BUDGET_MS)) behind = setImmediate(turn)
      if (at < scenario.end && (!crowd.finished || shift.pending > 0)) return
      stop()
      onEnd?.()
    } catch (error) {
      stop()
      onError?.(error)
    }
  }

  function stop(): void {
    clearInterval(timer)
    clearImmediate(behind)
  }

  return { reading: () => crowd.reading(), stop }
}
