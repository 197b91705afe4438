import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commandOf, createBench, give, officers, type Bench } from './bench.ts'

const { duty } = officers
let bench: Bench

beforeEach(async () => {
  bench = await createBench()
})
afterEach(() => bench.remove())

const rate = (rate: number) => ({ kind: 'set-rate', args: { rate } }) as const
const pause = () => commandOf({ kind: 'pause', args: {} }, null)
const lower = () => bench.control.command(commandOf(rate(8), 0), duty)
const stateOf = (id: string) => bench.control.status(id).state

describe('an effect', () => {
  it('is observed once the rate was measured for three seconds', async () => {
    const { id } = await lower()
    await bench.pass(2_500)
    expect(stateOf(id)).toBe('accepted')
    await bench.pass(1_000)
    expect(stateOf(id)).toBe('observed')
  })

  it('is never observed while the rate does not move: P1 after ten seconds', async () => {
    bench.gate.state.stuck = true
    bench.gate.state.actual = 10
    const { id } = await lower()
    await bench.pass(9_750)
    expect(stateOf(id)).toBe('accepted')
    await bench.pass(500)
    expect(stateOf(id)).toBe('not-observed')
    expect(bench.alerts.active()).toMatchObject([{ rule: 'command-not-observed', subject: '#1', priority: 1 }])
    bench.gate.state.actual = 8
    await bench.pass(4_000)
    expect(stateOf(id)).toBe('not-observed')
    expect(bench.alerts.active()).toEqual([])
  })

  it('of an admission rate that is set but not reached is not observed', async () => {
    const { id } = await lower()
    await bench.pass(250)
    const { gate } = bench.gate
    const admitted = gate.reading().admitted
    bench.gate.admit = () => admitted
    await bench.pass(10_000)
    expect(stateOf(id)).toBe('not-observed')
  })

  it('counts as observed when nobody waits, or every seat is taken', async () => {
    bench.gate.state.waiting = 0
    const { id } = await lower()
    await bench.pass(250)
    expect(stateOf(id)).toBe('observed')
    bench.gate.state.waiting = 1000
    bench.gate.state.leases = 4000
    const next = await bench.control.command(commandOf(rate(7), 1), duty)
    await bench.pass(250)
    expect(stateOf(next.id)).toBe('observed')
  })

  it('of a pause is that nobody is admitted any more', async () => {
    const { id } = await bench.control.command(pause(), duty)
    await bench.pass(250)
    expect(stateOf(id)).toBe('accepted')
    await bench.pass(750)
    expect(stateOf(id)).toBe('observed')
  })

  it('of a pause is not observed while people are still admitted', async () => {
    bench.gate.state.stuck = true
    const { id } = await bench.control.command(pause(), duty)
    await bench.pass(10_250)
    expect(stateOf(id)).toBe('not-observed')
  })

  it('is no longer looked for once another command has taken its place', async () => {
    const { id } = await lower()
    await bench.control.command(pause(), duty)
    await bench.pass(11_000)
    expect(stateOf(id)).toBe('accepted')
    expect(bench.alerts.active()).toEqual([])
  })

  it('is held against its prediction after 30, 60 and 120 seconds', async () => {
    const { id } = await lower()
    bench.gate.state.waiting = 500
    await bench.pass(121_000)
    const { effects } = bench.control.status(id)
    expect(effects.map(({ afterSeconds }) => afterSeconds)).toEqual([30, 60, 120])
    expect(effects.every(({ measuredWaiting }) => measuredWaiting === 500)).toBe(true)
    // 1000 wait, 8 a second are called.
    expect(effects[0]?.predictedWaiting).toBeGreaterThan(700)
    expect(effects[0]?.predictedWaiting).toBeLessThan(800)
  })
})

describe('a crash', () => {
  /** What the next boot finds: the same files, gate and bookings. */
  const reboot = async () => {
    bench.close()
    const { dir, gate, bookings, clock } = bench
    bench = await createBench(dir, { gate, bookings, clock })
  }

  it('after the effect changes nothing', async () => {
    const command = commandOf(rate(8), 0)
    await bench.control.command(command, duty)
    await reboot()
    expect(await bench.control.command(command, duty)).toMatchObject({ state: 'accepted', number: 1 })
    expect(bench.gate.state.calls).toEqual(['intake 8'])
    expect(bench.control.snapshot().intake).toMatchObject({ rate: 8, revision: 1 })
    await bench.pass(4_000)
    expect(stateOf(command.id)).toBe('observed')
  })

  it('between intent and effect is made up for, once', async () => {
    const command = commandOf(rate(8), 0)
    const answer = bench.control.command(command, duty)
    // The intent is in the first commit; the process ends before the turn in which it would take effect.
    await Promise.resolve()
    bench.close()
    await answer.catch(() => undefined)
    bench = await createBench(bench.dir, bench)
    expect(bench.control.snapshot().intake).toMatchObject({ rate: 8, revision: 1 })
    expect(bench.control.status(command.id)).toMatchObject({ state: 'accepted', number: 1 })
    expect([...bench.ledger.read(1)].filter(({ body }) => body.kind === 'command')).toHaveLength(1)
  })

  it('after slots were added does not add them again', async () => {
    const slots = [{ site: 'site', vaccine: 'moderna', date: '2021-07-26', time: '10:00', doses: 100 }]
    const order = { kind: 'add-slots', args: { slots } } as const
    const { bookings } = bench.bookings
    const add = bookings.addSlots.bind(bookings)
    bookings.addSlots = async additions => {
      await add(additions)
      bench.close()
    }
    await give(bench.control, order, 0, duty).catch(() => undefined)
    bookings.addSlots = add
    bench = await createBench(bench.dir, bench)
    expect(bench.bookings.state.doses).toBe(5100)
    expect(bench.control.snapshot().stock).toMatchObject({ doses: 5100, revision: 1 })
    expect(bench.control.snapshot().commands).toMatchObject([{ state: 'accepted', number: 1 }])
  })
})
