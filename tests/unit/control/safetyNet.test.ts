import { afterEach, describe, expect, it } from 'vitest'
import type { Sample } from '../../../src/protocol/console.ts'
import { commandOf, createBench, officers, type Bench } from './bench.ts'

let bench: Bench
afterEach(() => bench.remove())

const order = (mode: 'off' | 'advise' | 'on') => ({ kind: 'set-safety-net', args: { mode } }) as const
const release = { kind: 'release-safety-net', args: {} } as const

/** So many seconds in which this share of the answers are errors. */
async function hear(seconds: number, errorRatio: number) {
  for (let n = 0; n < seconds; n++) {
    await bench.pass(1_000)
    const at = bench.clock.real()
    const sample: Sample = {
      type: 'sample',
      sequence: 1,
      full: true,
      at,
      eventTime: at,
      values: { 'http.errorRatio': errorRatio },
      labels: {},
    }
    bench.safetyNet.judge(sample)
  }
}

const inForce = () => bench.gate.gate.reading().rateInForce
const acts = () =>
  [...bench.ledger.read(0)].flatMap(({ body }) =>
    body.kind === 'safety-net' ? [`${body.mode} ${body.limit} ${body.cause}`] : [],
  )
const alert = () => bench.alerts.list().find(({ rule }) => rule === 'safety-net')

describe('the safety net', () => {
  it('advises at first: says what it would do, touches nothing, and is on record', async () => {
    bench = await createBench()
    await hear(10, 0.3)
    expect(inForce()).toBe(10)
    expect(bench.control.snapshot().safetyNet).toMatchObject({ mode: 'advise', limit: 0.7 })
    expect(acts()).toEqual(['advise 0.7 errors'])
    expect(alert()).toMatchObject({ priority: 3, value: 7, threshold: 10 })
    expect(alert()?.suggestion).toEqual({ kind: 'set-rate', args: { rate: 7 } })
  })

  it('lowers when it is on, gives back when it is calm, and never exceeds what operators set', async () => {
    bench = await createBench()
    await bench.control.command(commandOf(order('on'), null), officers.duty)
    await hear(10, 0.3)
    expect(inForce()).toBeCloseTo(7)
    expect(alert()).toMatchObject({ priority: 2, suggestion: release })
    await hear(120, 0)
    expect(inForce()).toBe(10)
    expect(alert()?.state).toBe('resolved')
    expect(acts().at(-1)).toBe('on 1 recovery')
  })

  it('is released by one gesture of an operator, without a preview, and shows that it was', async () => {
    bench = await createBench()
    await bench.control.command(commandOf(order('on'), null), officers.duty)
    await hear(10, 0.3)
    const command = commandOf(release, null)
    await bench.control.command(command, officers.duty)
    expect(inForce()).toBe(10)
    await bench.pass(2_000)
    expect(bench.control.status(command.id).state).toBe('observed')
    expect(acts().at(-1)).toBe('on 1 released')
    await expect(bench.control.command(commandOf(release, null), officers.viewer)).rejects.toMatchObject({
      code: 'role-insufficient',
    })
  })

  it('rests while it is off, and while the intake is paused', async () => {
    bench = await createBench()
    await bench.control.command(commandOf({ kind: 'pause', args: {} }, null), officers.duty)
    await hear(20, 0.9)
    expect(bench.safetyNet.current.limit).toBe(1)
    await bench.control.command(commandOf(order('off'), null), officers.duty)
    await hear(20, 0.9)
    expect(acts()).toEqual(['off 1 released'])
  })

  it('goes on after a restart with what it had lowered to', async () => {
    bench = await createBench()
    await bench.control.command(commandOf(order('on'), null), officers.duty)
    await hear(10, 0.3)
    bench.close()
    bench = await createBench(bench.dir, { gate: bench.gate, bookings: bench.bookings, clock: bench.clock })
    expect(bench.safetyNet.share).toBe(0.7)
    expect(inForce()).toBeCloseTo(7)
  })
})
