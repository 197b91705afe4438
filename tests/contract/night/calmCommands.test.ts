import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createBackend } from '../../../src/backend/backend.ts'
import { manualClock } from '../../../src/backend/clock.ts'
import { launchSchema } from '../../../src/backend/launch.ts'
import { commandTable, type Order } from '../../../src/protocol/commands.ts'
import { createCrowd } from '../../../src/simulator/crowd.ts'
import { launchOf } from '../../../src/simulator/launch.ts'
import { loadScenario, type Scenario } from '../../../src/simulator/scenario.ts'
import { createShift } from '../../../src/simulator/shift.ts'
import { TICK_MS } from '../../../src/simulator/wheel.ts'

const SECOND = 1_000
const MINUTE = 60_000
const FLUSH_MS = 500

const calm = loadScenario('calm')
const [older] = calm.launch.cohorts
if (!older) throw new Error('the calm night has a cohort')
const opensAt = calm.start + 2 * MINUTE
const younger = { ...older, id: 'ages-55-59', bornFrom: '1962-01-01', bornTo: '1966-12-31', opensAt: calm.end }

/** A line of some hundreds that neither grows nor drains: somebody is always there to be disturbed. */
const scenario: Scenario = {
  ...calm,
  launch: { ...calm.launch, rate: 3, cohorts: [{ ...older, opensAt }, younger] },
  arrivals: [
    { cohort: older.id, from: calm.start, to: opensAt, people: 400 },
    { cohort: older.id, from: opensAt, to: opensAt + 60 * MINUTE, people: 4.3 * 3600 },
    { cohort: younger.id, from: calm.start, to: calm.start + 50 * MINUTE, people: 100 },
  ],
}

const site = { id: 'site-021', name: { ko: '서울 접종센터 6', en: 'Seoul vaccination centre 6' }, region: 'Seoul' }
const slot = { site: 'site-001', vaccine: 'astrazeneca', date: '2021-06-24', time: '09:00', doses: 200 }

/** At the second of the night at which each is given. Pause and resume stand for each other's calm. */
const orders: readonly (readonly [number, Order])[] = [
  [600, { kind: 'set-rate', args: { rate: 3.5 } }],
  [690, { kind: 'set-rate', args: { rate: 2.7 } }],
  [780, { kind: 'pause', args: {} }],
  [820, { kind: 'resume', args: { rampSeconds: 60 } }],
  [1_000, { kind: 'set-rate', args: { rate: 3 } }],
  [
    1_090,
    {
      kind: 'schedule-cohort',
      args: { cohort: younger.id, opensAt: calm.start + 40 * MINUTE, closesAt: calm.end + MINUTE },
    },
  ],
  [1_120, { kind: 'add-capacity', args: { workers: 2, seatsEach: 400 } }],
  [1_150, { kind: 'add-slots', args: { slots: [slot] } }],
  [1_185, { kind: 'import-plan', args: { cohorts: [], sites: [site], slots: [{ ...slot, site: site.id }] } }],
  [1_240, { kind: 'open-cohort', args: { cohort: younger.id } }],
  [1_400, { kind: 'revoke', args: { target: { what: 'admission', cohort: older.id, number: 5_750 } } }],
  [1_470, { kind: 'set-safety-net', args: { mode: 'on' } }],
  [1_500, { kind: 'release-safety-net', args: {} }],
  [1_530, { kind: 'close-cohort', args: { cohort: younger.id } }],
]
const END_S = 1_680

test('no command of a calm night raises an alarm', async ({ annotate }) => {
  const kinds = new Set(orders.map(([, { kind }]) => kind))
  expect([...kinds].sort()).toEqual(Object.keys(commandTable).sort())

  const dir = mkdtempSync(join(tmpdir(), 'sluice-commands-'))
  const clock = manualClock(scenario.start)
  const backend = await createBackend({ dir, launch: launchSchema.parse(launchOf(scenario)), clock, manual: true })
  const crowd = createCrowd({ citizens: backend.citizens, scenario, seed: 7 })
  const at = () => Math.round((clock.event() - scenario.start) / SECOND)
  const raised: string[] = []
  const explained: string[] = []
  const observed = new Set<string>()
  backend.telemetry.subscribe(message => {
    if (message.type !== 'event') return
    const { body } = message
    if (body.kind === 'alert') raised.push(`${at()} P${body.alert.priority} ${body.alert.rule} ${body.alert.subject}`)
    if (body.kind === 'annotation') explained.push(`${at()} ${body.annotation.rule} ← ${body.annotation.act.kind}`)
    if (body.kind === 'command' && body.command.state === 'observed') observed.add(body.command.id)
  })
  try {
    const waiting = [...orders]
    let shift = createShift(backend.control, [])
    while (at() < END_S) {
      clock.advance(TICK_MS)
      crowd.step(clock.event())
      backend.tick()
      if (clock.event() % FLUSH_MS === 0) {
        await backend.flush()
        await setImmediate()
      }
      const [due] = waiting
      if (due && at() >= due[0] && shift.pending === 0) {
        waiting.shift()
        shift = createShift(backend.control, [{ at: clock.event(), order: due[1], reason: 'drill' }])
      }
      shift.step(clock.event())
    }
    await annotate(explained.join('\n') || 'nothing was to be explained')
    expect(observed.size).toBe(orders.length)
    expect(raised).toEqual([])
    const { alarms, annotations } = backend.control.snapshot()
    expect(alarms.load).toBe(0)
    expect(annotations).toHaveLength(explained.length)
  } finally {
    await backend.close()
    rmSync(dir, { recursive: true, force: true })
  }
}, 300_000)
