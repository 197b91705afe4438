import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { createBackend } from '../../../src/backend/backend.ts'
import { manualClock } from '../../../src/backend/clock.ts'
import { launchSchema } from '../../../src/backend/launch.ts'
import type { Alert } from '../../../src/protocol/alerts.ts'
import type { LaunchEvent, Sample } from '../../../src/protocol/console.ts'
import { everydayDoors, type Door } from '../../../src/protocol/doors.ts'
import { createCrowd } from '../../../src/simulator/crowd.ts'
import { launchOf } from '../../../src/simulator/launch.ts'
import { loadScenario } from '../../../src/simulator/scenario.ts'
import { createShift } from '../../../src/simulator/shift.ts'
import { TICK_MS } from '../../../src/simulator/wheel.ts'

/** An alert of a real night: raised so many seconds of event time after its start. */
export interface Raised {
  readonly rule: string
  readonly subject: string
  readonly priority: Alert['priority']
  readonly at: number
}

export interface NightResult {
  readonly scenario: string
  readonly seed: number
  readonly hours: number
  readonly raised: readonly Raised[]
  /** From the first burst at each strict door until the alert that names it, seconds; undefined: none came. */
  readonly bypass: Partial<Record<Door, number | undefined>>
  /** Counts of each second while people waited and nothing was changed, to hold the model against. */
  readonly steady: readonly SteadySecond[]
}

export interface SteadySecond {
  readonly rate: number
  readonly admitted: number
  readonly seen: number
  readonly booked: number
}

/**
 * How often the driver commits, ms of event time. Finer than the nights that are run for speed: what is committed together
 * is answered together, and two seconds' worth of answers at once would be a rhythm that no real night has.
 */
const FLUSH_MS = 500
/** So many attempts at one door within two seconds are a burst. */
const BURST = 3
/** After a command or an opening nothing is steady for so long, seconds. */
const UNSTEADY_S = 300

/** Runs a scenario on the real backend and the real simulator, as fast as the machine goes, and notes every alert. */
export async function runNight(id: string, seed: number): Promise<NightResult> {
  const scenario = loadScenario(id)
  const dir = mkdtempSync(join(tmpdir(), 'sluice-alarms-'))
  const clock = manualClock(scenario.start)
  const backend = await createBackend({ dir, launch: launchSchema.parse(launchOf(scenario)), clock, manual: true })
  const crowd = createCrowd({ citizens: backend.citizens, scenario, seed })
  const shift = createShift(backend.control, scenario.script)
  const notes = createNotes(scenario.start)
  const stop = backend.telemetry.subscribe(message => notes.hear(message))
  try {
    for (;;) {
      clock.advance(TICK_MS)
      const at = clock.event()
      crowd.step(at)
      backend.tick()
      if (at % FLUSH_MS === 0) {
        await backend.flush()
        await setImmediate()
      }
      shift.step(at)
      if (at >= scenario.end || (crowd.finished && shift.pending === 0)) break
    }
    return { scenario: id, seed, hours: (clock.event() - scenario.start) / 3_600_000, ...notes.told() }
  } finally {
    stop()
    await backend.close()
    rmSync(dir, { recursive: true, force: true })
  }
}

function createNotes(start: number) {
  const worst = new Map<string, Raised>()
  const raised: Raised[] = []
  const firstBurst: Partial<Record<Door, number>> = {}
  const firstAlert: Partial<Record<Door, number>> = {}
  const steady: SteadySecond[] = []
  let before: Sample | undefined
  let earlier: Sample | undefined
  let disturbedAt = 0

  const hearAlert = ({ id, rule, subject, priority, state, count }: Alert, eventTime: number) => {
    if (state !== 'raised') return
    const at = (eventTime - start) / 1000
    const key = `${id} ${count}`
    const known = worst.get(key)
    if (known && known.priority <= priority) return
    const alert: Raised = { rule, subject, priority, at }
    worst.set(key, alert)
    if (!known) raised.push(alert)
    else raised[raised.indexOf(known)] = alert
    if (rule === 'bypass') firstAlert[subject as Door] ??= at
  }

  const hearEvent = ({ body, eventTime }: LaunchEvent) => {
    if (body.kind === 'alert') hearAlert(body.alert, eventTime)
    if (body.kind === 'command' || body.kind === 'cohort') disturbedAt = eventTime
  }

  const hearSample = (sample: Sample) => {
    const { values, labels, eventTime } = sample
    for (const [door, count] of Object.entries(labels['bypass.attempts'] ?? {}) as [Door, number][])
      if (!everydayDoors.has(door) && count - (earlier?.labels['bypass.attempts']?.[door] ?? 0) >= BURST)
        firstBurst[door] ??= (eventTime - start) / 1000 - 1
    const grown = (metric: 'gate.admitted' | 'gate.sessionsSeen' | 'booking.total') =>
      (values[metric] ?? 0) - (before?.values[metric] ?? 0)
    if (before && eventTime - disturbedAt > UNSTEADY_S * 1000 && (values['gate.parked'] ?? 0) > 0)
      steady.push({
        rate: values['gate.rateInForce'] ?? 0,
        admitted: grown('gate.admitted'),
        seen: grown('gate.sessionsSeen'),
        booked: grown('booking.total'),
      })
    earlier = before
    before = sample
  }

  return {
    hear(message: Sample | LaunchEvent) {
      if (message.type === 'event') hearEvent(message)
      else if (message.full) hearSample(message)
    },
    told: () => ({
      raised,
      steady,
      bypass: Object.fromEntries(
        (Object.entries(firstBurst) as [Door, number][]).map(([door, at]) => [
          door,
          firstAlert[door] === undefined ? undefined : Math.max(1, firstAlert[door] - at),
        ]),
      ),
    }),
  }
}
