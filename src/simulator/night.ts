import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { createBackend } from '../backend/backend.ts'
import { manualClock, systemClock, type ManualClock } from '../backend/clock.ts'
import type { Backend } from '../backend/contract.ts'
import { launchSchema, type Launch } from '../backend/launch.ts'
import type { ErrorCode } from '../protocol/errors.ts'
import { doorCounts, type DoorCounts } from './attacks/performed.ts'
import { createAuditor, type Auditor, type AuditReport } from './auditor.ts'
import { createCrowd, type Crowd } from './crowd.ts'
import { launchOf } from './launch.ts'
import { createPeakWatch } from './peak.ts'
import { peopleOf, type Scenario } from './scenario.ts'
import { createShift } from './shift.ts'
import { TICK_MS } from './wheel.ts'

export interface NightOptions {
  readonly scenario: Scenario
  /** Event seconds per real second, or as fast as the machine can. */
  readonly speed: number | 'max'
  /** Data directory, kept afterwards; left out, a temporary one. */
  readonly dir?: string
  readonly seed?: number
  readonly onProgress?: (progress: NightProgress) => void
  /** Ends the night early, with everything put away. */
  readonly signal?: AbortSignal
}

export interface NightProgress {
  /** Event time, ms. */
  readonly at: number
  readonly arrived: number
  readonly waiting: number
  readonly admitted: number
  readonly booked: number
}

export interface NightResult extends AuditReport {
  readonly scenario: string
  readonly seed: number
  readonly arrived: number
  /** What the last in line was told at the peak, the median: the likely wait in seconds; null when nobody could say. */
  readonly etaAtPeakSeconds: number | null
  /** Attempts to get past the line: what the backend counted, and what the crowd did by its own record. */
  readonly bypassAttempts: DoorCounts
  readonly bypassPerformed: DoorCounts
  /** What people were refused with; attackers at their attacks apart. */
  readonly refusals: Readonly<Partial<Record<ErrorCode, number>>>
  readonly attackRefusals: Readonly<Partial<Record<ErrorCode, number>>>
  /** Event time from start to end. */
  readonly nightSeconds: number
  readonly wallSeconds: number
  readonly maxRssMb: number
}

const SECOND_MS = 1000
const MINUTE_MS = 60_000
/** How often a fast night commits its lines, event time, and how many answers outstanding it waits for at the most. */
const FLUSH_MS = 6000
const FLUSH_AT = 5000
/** How often the end of a night looks for answers that are still to come, a millisecond each. */
const LAST_TURNS = 1000
/** A paced night: real time between two turns, and how long the crowd may act in one. */
const TURN_MS = 20

/** A whole launch night: backend, crowd, shift and auditor, on the store that production runs on. Rejects when aborted. */
export async function runNight({
  scenario,
  speed,
  dir,
  seed = 1,
  onProgress,
  signal,
}: NightOptions): Promise<NightResult> {
  const wallStart = performance.now()
  const { stackTraceLimit } = Error
  // Attackers are refused by the hundred thousand: where a refusal was thrown is worth its price only to who looks for it.
  if (speed === 'max') Error.stackTraceLimit = 0
  const launch = launchSchema.parse(launchOf(scenario))
  const place = dir ?? mkdtempSync(join(tmpdir(), 'sluice-night-'))
  try {
    const night =
      speed === 'max' ? await openFast(place, launch, scenario) : await openPaced(place, launch, scenario, speed)
    const { backend } = night
    const auditor = createAuditor({ people: peopleOf(scenario), slots: launch.slots, cohorts: launch.cohorts })
    const crowd = createCrowd({ citizens: backend.citizens, scenario, seed, answers: auditor.answers })
    const shift = createShift(backend.control, scenario.script)
    const peak = createPeakWatch(
      backend.citizens,
      launch.cohorts.map(({ id }) => id),
    )
    try {
      let nextSecond = scenario.start
      let nextMinute = scenario.start
      for (;;) {
        const at = await night.advance(crowd)
        signal?.throwIfAborted()
        shift.step(at)
        if (at < nextSecond) continue
        nextSecond = after(at, SECOND_MS)
        peak.look()
        if (at < nextMinute) continue
        nextMinute = after(at, MINUTE_MS)
        auditor.read(backend.ledger)
        onProgress?.(progressOf(at, crowd, auditor))
        if (at >= scenario.end || (crowd.finished && shift.pending === 0)) break
      }
      // What was asked last is still to be answered, some of it by the bookings' thread.
      for (let turns = 0; crowd.inFlight > 0 && turns < LAST_TURNS; turns++) {
        await backend.flush()
        await setTimeout(1)
      }
      await backend.ledger.durable()
      auditor.read(backend.ledger)
      const { arrived, refusals, attackRefusals, performed } = crowd.reading()
      return {
        ...auditor.report(),
        scenario: scenario.id,
        seed,
        arrived,
        etaAtPeakSeconds: peak.eta() ?? null,
        bypassAttempts: doorCounts(backend.telemetry.sample(true).labels['bypass.attempts'] ?? {}),
        bypassPerformed: performed,
        refusals,
        attackRefusals,
        nightSeconds: (backend.clock.event() - scenario.start) / SECOND_MS,
        wallSeconds: round((performance.now() - wallStart) / SECOND_MS),
        maxRssMb: round(process.resourceUsage().maxRSS / 1024),
      }
    } finally {
      await backend.close()
    }
  } finally {
    Error.stackTraceLimit = stackTraceLimit
    if (dir === undefined) rmSync(place, { recursive: true, force: true })
  }
}

/** A backend whose time somebody drives. */
interface Drive {
  readonly backend: Backend
  /** Moves on a little and lets the crowd act; returns the event time. */
  advance(crowd: Crowd): Promise<number>
}

/** Time as fast as the machine goes: a tick at a time. The lines are committed now and then, bookings when their thread can. */
async function openFast(dir: string, launch: Launch, scenario: Scenario): Promise<Drive> {
  const clock: ManualClock = manualClock(scenario.start)
  const backend = await createBackend({ dir, launch, clock, manual: true })
  return {
    backend,
    async advance(crowd) {
      clock.advance(TICK_MS)
      const at = clock.event()
      crowd.step(at)
      backend.tick()
      const crowded = crowd.inFlight >= FLUSH_AT
      if (at % FLUSH_MS === 0 || crowded) {
        await (crowded ? backend.flush() : backend.flushLines())
        // What was answered goes through its promises, then the event loop has a turn.
        await setImmediate()
      }
      return at
    },
  }
}

/** The backend on the clock of the machine, its commits and ticks as in production. */
async function openPaced(dir: string, launch: Launch, scenario: Scenario, speed: number): Promise<Drive> {
  const backend = await createBackend({ dir, launch, clock: systemClock({ eventStart: scenario.start, speed }) })
  return {
    backend,
    async advance(crowd) {
      const at = backend.clock.event()
      const caughtUp = crowd.step(at, TURN_MS)
      backend.tick()
      await (caughtUp ? setTimeout(TURN_MS) : setImmediate())
      return at
    },
  }
}

function progressOf(at: number, crowd: Crowd, auditor: Auditor): NightProgress {
  return { at, arrived: crowd.reading().arrived, ...auditor.reading() }
}

/** The next full second or minute after an instant. */
const after = (at: number, step: number) => at - (at % step) + step

const round = (value: number) => Math.round(value * 10) / 10
