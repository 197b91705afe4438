import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Account } from '../../../src/protocol/nouns.ts'
import { commandOf, createBench, give, officers, start, type Bench } from './bench.ts'

const { viewer, duty, second, chief } = officers
let bench: Bench

beforeEach(async () => {
  bench = await createBench()
})
afterEach(() => bench.remove())

const pause = () => commandOf({ kind: 'pause', args: {} }, null)
const rate = (rate: number) => ({ kind: 'set-rate', args: { rate } }) as const
const resume = (rampSeconds = 60) => ({ kind: 'resume', args: { rampSeconds } }) as const

describe('pause', () => {
  it('is in force before anything is awaited, and answered when durable', async () => {
    const answer = bench.control.command(pause(), duty)
    expect(bench.gate.state.intake.paused).toBe(true)
    const record = await answer
    expect(record).toMatchObject({ state: 'accepted', number: 1, by: 'duty-1' })
    expect(bench.control.snapshot().intake).toMatchObject({ paused: true, revision: 1 })
  })

  it('works when paused already, and changes nothing', async () => {
    await bench.control.command(pause(), duty)
    const again = await bench.control.command(pause(), second)
    expect(again).toMatchObject({ state: 'accepted', number: 2 })
    expect(bench.control.snapshot().intake.revision).toBe(1)
  })

  it('is only refused to those who may not operate', async () => {
    await expect(bench.control.command(pause(), viewer)).rejects.toMatchObject({ code: 'role-insufficient' })
  })

  it('passes a command that waits for the disk, and refuses that one as overtaken', async () => {
    const lowered = bench.control.command(commandOf(rate(5), 0), duty)
    const paused = bench.control.command(pause(), second)
    await expect(lowered).rejects.toMatchObject({ code: 'revision-stale' })
    expect(await paused).toMatchObject({ state: 'accepted' })
    expect(bench.control.snapshot().intake).toMatchObject({ paused: true, rate: 10 })
  })

  it('stays in force when the disk refuses', async () => {
    const failing = Object.assign(new Error('disk'), { code: 'SQLITE_FULL' })
    bench.store.committer.enlist({
      write() {
        throw failing
      },
      committed: () => undefined,
      reload: () => undefined,
    })
    const record = await bench.control.command(pause(), duty)
    expect(record.state).toBe('accepted')
    expect(bench.gate.state.intake.paused).toBe(true)
    expect(bench.errors.length).toBeGreaterThan(0)
  })
})

describe('a command', () => {
  it('is executed once, however often it is sent', async () => {
    const command = commandOf(rate(5), 0)
    const [first, second] = await Promise.all([
      bench.control.command(command, duty),
      bench.control.command(command, duty),
    ])
    const third = await bench.control.command(command, duty)
    expect(second).toEqual(first)
    expect(third).toEqual(first)
    expect(bench.gate.state.calls.filter(call => call === 'intake 5')).toHaveLength(1)
    expect([...bench.ledger.read(1)].filter(({ body }) => body.kind === 'command')).toHaveLength(1)
  })

  it('does not share its id', async () => {
    const command = commandOf(rate(5), 0)
    await bench.control.command(command, duty)
    await expect(bench.control.command({ ...command, order: rate(4) }, duty)).rejects.toMatchObject({
      code: 'command-conflict',
    })
    await expect(bench.control.command(command, second)).rejects.toMatchObject({ code: 'command-conflict' })
  })

  it('for another state is refused with the present one', async () => {
    await bench.control.command(commandOf(rate(5), 0), duty)
    await expect(bench.control.command(commandOf(rate(4), 0), duty)).rejects.toMatchObject({
      code: 'revision-stale',
      detail: 'intake is at revision 1: rate 5/s',
    })
    await expect(bench.control.command(commandOf(rate(4), null), duty)).rejects.toMatchObject({
      code: 'revision-stale',
    })
  })

  it('is held to all of that by an override too, which asks for a commander and a reason besides', async () => {
    const override = (revision: number, reason: string, by: Account = chief) =>
      bench.control.command(commandOf(rate(5), revision, { override: true, reason }), by)
    await expect(override(0, 'by phone', duty)).rejects.toMatchObject({ code: 'role-insufficient' })
    await expect(override(0, '')).rejects.toMatchObject({ code: 'bad-request' })
    await expect(override(1, 'by phone')).rejects.toMatchObject({ code: 'revision-stale' })
    const raise = commandOf(rate(11), 0, { override: true, reason: 'by phone' })
    await expect(bench.control.command(raise, chief)).rejects.toMatchObject({ code: 'preview-expired' })
    expect(await override(0, 'by phone')).toMatchObject({ state: 'accepted', reason: 'by phone' })
  })

  it('tells every console of each state it takes', async () => {
    await bench.control.command(commandOf(rate(5), 0), duty)
    await bench.pass(4_000)
    const kinds = bench.events.slice(2).map(body => (body.kind === 'command' ? body.command.state : body.kind))
    expect(kinds).toEqual(['intake', 'accepted', 'observed'])
  })
})

describe('raising', () => {
  it('needs a preview, of this order, account and revision, while it is fresh, and is told what is the matter', async () => {
    const given = (previewId: string | null, order = rate(11), by: Account = duty) =>
      bench.control.command(commandOf(order, 0, { previewId }), by)
    const useless = (detail: string) => ({ code: 'preview-expired', detail })
    await expect(given(null)).rejects.toMatchObject(useless('no preview was given: set-rate needs one'))
    await expect(given(crypto.randomUUID())).rejects.toMatchObject(useless('no such preview'))
    const { id } = bench.control.preview(rate(11), duty)
    await expect(given(id, rate(11), second)).rejects.toMatchObject(useless("the preview is another account's"))
    await expect(given(id, rate(11.5))).rejects.toMatchObject(useless('the preview was for another order'))
    await bench.pass(15_000)
    bench.control.preview(rate(11), duty)
    await expect(given(id)).rejects.toMatchObject(useless('the preview has ended: one is valid for 15 s'))
    await bench.pass(60_000)
    bench.control.preview(rate(11), duty)
    await expect(given(id)).rejects.toMatchObject(useless('no such preview'))
    expect(await give(bench.control, rate(11), 0, duty)).toMatchObject({ state: 'accepted' })
  })

  it('is not given on the preview of an earlier revision, which may have asked for nobody else', async () => {
    const { id, needsApproval } = bench.control.preview(rate(11), duty)
    expect(needsApproval).toBe(false)
    await bench.control.command(commandOf(rate(1), 0), second)
    await expect(bench.control.command(commandOf(rate(11), 1, { previewId: id }), duty)).rejects.toMatchObject({
      code: 'preview-expired',
      detail: 'the preview was of revision 0',
    })
  })

  it('by more than a fifth takes two people on two accounts', async () => {
    const asked = await give(bench.control, rate(12.5), 0, duty)
    expect(asked).toMatchObject({ state: 'awaiting-approval', number: null })
    expect(bench.gate.state.intake.rate).toBe(10)
    await expect(bench.control.approve(asked.id, true, duty)).rejects.toMatchObject({ code: 'approval-self' })
    await expect(bench.control.approve(asked.id, true, viewer)).rejects.toMatchObject({ code: 'role-insufficient' })
    const record = await bench.control.approve(asked.id, true, second)
    expect(record).toMatchObject({ state: 'accepted', approvedBy: 'duty-2', number: 1 })
    expect(bench.gate.state.intake.rate).toBe(12.5)
    expect(await bench.control.approve(asked.id, true, second)).toMatchObject({ number: 1 })
    await expect(bench.control.approve(asked.id, true, chief)).rejects.toMatchObject({ code: 'command-conflict' })
  })

  it('above three quarters of the seats takes two people as well', () => {
    bench.capacity.stop('worker-1')
    bench.clock.advance(3_000)
    // Half of a lease of 300 s on 2000 seats: 13.3 a second fill them.
    bench.capacity.add(1, 2000)
    expect(bench.control.preview(rate(11), duty)).toMatchObject({ needsApproval: true, approvalReason: 'load' })
    bench.capacity.add(1, 1000)
    expect(bench.control.preview(rate(11), duty)).toMatchObject({ needsApproval: false, approvalReason: null })
  })

  describe('back to where one has lowered it from', () => {
    /** 13.3 a second would fill the seats: ten a second are at three quarters of them. */
    const loaded = () => {
      bench.capacity.stop('worker-1')
      bench.clock.advance(3_000)
      bench.capacity.add(1, 2000)
    }
    const lower = (to: number, revision: number, by: Account = duty) =>
      bench.control.command(commandOf(rate(to), revision), by)

    it('is no raise within ten seconds, whatever the load: a row of taps is taken back as one, or the last alone', async () => {
      loaded()
      await lower(9, 0)
      await bench.pass(9_000)
      await lower(8.1, 1)
      await bench.pass(9_000)
      await lower(7.29, 2)
      expect(bench.control.preview(rate(8.1), duty)).toMatchObject({ needsApproval: false })
      await bench.pass(9_750)
      expect(await give(bench.control, rate(10), 3, duty)).toMatchObject({ state: 'accepted', approvedBy: null })
      expect(bench.gate.state.intake.rate).toBe(10)
    })

    it('is one after ten seconds, also with the preview that was asked for before', async () => {
      await lower(8, 0)
      await bench.pass(9_000)
      const preview = bench.control.preview(rate(10), duty)
      expect(preview.needsApproval).toBe(false)
      await bench.pass(1_000)
      const late = bench.control.command(commandOf(rate(10), 1, { previewId: preview.id }), duty)
      await expect(late).rejects.toMatchObject({ code: 'preview-expired' })
      expect(bench.control.preview(rate(10), duty)).toMatchObject({ needsApproval: true, approvalReason: 'raise' })
    })

    it('is one for anybody else, to any other rate, and once something else has moved the intake', async () => {
      await lower(8, 0)
      expect(bench.control.preview(rate(10), second).approvalReason).toBe('raise')
      expect(bench.control.preview(rate(10.1), duty).approvalReason).toBe('raise')
      expect(bench.control.preview(rate(9.9), duty).approvalReason).toBe('raise')
      expect(bench.control.preview(rate(10), duty).approvalReason).toBeNull()
      await bench.control.command(pause(), duty)
      expect(bench.control.preview(rate(10), duty).approvalReason).toBe('raise')
    })

    it('is one after somebody else has lowered it further, and once it was taken back', async () => {
      await lower(8, 0)
      await lower(7, 1, second)
      expect(bench.control.preview(rate(10), duty).approvalReason).toBe('raise')
      expect(bench.control.preview(rate(10), second).approvalReason).toBe('raise')
      expect(await give(bench.control, rate(8), 2, second)).toMatchObject({ state: 'accepted' })
      expect(bench.control.preview(rate(10), second).approvalReason).toBe('raise')
    })

    it('is one when nothing was lowered: what two people raised is not raised again by one', async () => {
      const asked = await give(bench.control, rate(20), 0, duty)
      await bench.control.approve(asked.id, true, second)
      await lower(5, 1)
      expect(bench.control.preview(rate(10), duty).approvalReason).toBe('raise')
      expect(bench.control.preview(rate(20), duty).approvalReason).toBeNull()
    })
  })

  it('lapses after two minutes', async () => {
    const asked = await give(bench.control, rate(12.5), 0, duty)
    await bench.pass(120_000)
    expect(bench.control.status(asked.id)).toMatchObject({ state: 'expired', refusal: { code: 'approval-expired' } })
    await expect(bench.control.approve(asked.id, true, second)).rejects.toMatchObject({ code: 'approval-expired' })
  })

  it('is refused when something came between', async () => {
    const asked = await give(bench.control, rate(12.5), 0, duty)
    await bench.control.command(commandOf(rate(9), 0), second)
    await expect(bench.control.approve(asked.id, true, second)).rejects.toMatchObject({ code: 'revision-stale' })
    expect(bench.control.status(asked.id)).toMatchObject({ state: 'refused', refusal: { code: 'revision-stale' } })
    expect(bench.gate.state.intake.rate).toBe(9)
  })

  it('can be declined', async () => {
    const asked = await give(bench.control, rate(12.5), 0, duty)
    const record = await bench.control.approve(asked.id, false, second)
    expect(record).toMatchObject({ state: 'refused', refusal: { code: 'approval-declined', detail: 'by duty-2' } })
  })
})

describe('resume', () => {
  it('climbs from a tenth over its ramp', async () => {
    bench.capacity.add(1, 2000)
    await bench.control.command(pause(), duty)
    const record = await give(bench.control, resume(60), 1, duty)
    expect(record.state).toBe('accepted')
    const { ramp } = bench.control.snapshot().intake
    expect(ramp).toEqual({ from: bench.clock.event(), to: bench.clock.event() + 60_000 })
    expect(bench.gate.gate.reading().rateInForce).toBeCloseTo(1)
    bench.clock.advance(30_000)
    expect(bench.gate.gate.reading().rateInForce).toBeCloseTo(5.5)
  })

  it('is for a paused intake', () => {
    expect(() => bench.control.preview(resume(), duty)).toThrow('not paused')
  })
})

describe('a rate of 0', () => {
  it('is a pause, and given as one', async () => {
    const order = { kind: 'set-rate', args: { rate: 0 } } as const
    await expect(give(bench.control, order, 0, duty)).rejects.toMatchObject({
      code: 'command-conflict',
      detail: 'a rate of 0 is a pause: pause',
    })
    expect(bench.control.snapshot().intake.revision).toBe(0)
  })
})

describe('cohorts', () => {
  const open = { kind: 'open-cohort', args: { cohort: 'b' } } as const

  it('open ahead of schedule with two people', async () => {
    const asked = await give(bench.control, open, 1, duty)
    expect(asked.state).toBe('awaiting-approval')
    await bench.control.approve(asked.id, true, second)
    expect(bench.gate.state.states.get('b')).toBe('open')
    expect(bench.settings.cohorts.get('b')?.current).toMatchObject({ state: 'open', opensAt: bench.clock.event() })
  })

  it('do not open by a clock that has drifted', async () => {
    bench.clock.setDrift(-501)
    await expect(give(bench.control, open, 1, duty)).rejects.toMatchObject({ code: 'clock-drifted' })
  })

  it('are scheduled for the future, before they open', async () => {
    const at = (cohort: string, opensAt: number) =>
      ({ kind: 'schedule-cohort', args: { cohort, opensAt, closesAt: start + 90_000_000 } }) as const
    await expect(give(bench.control, at('b', start), 1, duty)).rejects.toMatchObject({
      code: 'command-conflict',
      detail: 'opensAt must lie in the future',
    })
    await expect(give(bench.control, at('a', start + 7_200_000), 1, duty)).rejects.toMatchObject({
      code: 'command-conflict',
    })
    expect(await give(bench.control, at('b', start + 7_200_000), 1, duty)).toMatchObject({ state: 'accepted' })
    expect(await give(bench.control, at('b', start + 120_000), 2, duty)).toMatchObject({ state: 'awaiting-approval' })
    await expect(give(bench.control, at('c', start + 120_000), 0, duty)).rejects.toMatchObject({
      code: 'resource-unknown',
    })
  })

  it('close in one gesture', async () => {
    await bench.control.command(commandOf({ kind: 'close-cohort', args: { cohort: 'a' } }, 1), duty)
    expect(bench.gate.state.states.get('a')).toBe('closed')
  })
})

describe('capacity and slots', () => {
  it('grow and show it', async () => {
    const order = { kind: 'add-capacity', args: { workers: 2, seatsEach: 50 } } as const
    const record = await give(bench.control, order, 0, duty)
    await bench.pass(250)
    expect(bench.control.status(record.id).state).toBe('observed')
    expect(bench.control.snapshot().capacity).toMatchObject({ revision: 1, workers: { length: 3 } })
  })

  it('add doses of known sites only', async () => {
    const slots = (site: string, date = '2021-07-26') => ({
      kind: 'add-slots' as const,
      args: { slots: [{ site, vaccine: 'moderna', date, time: '10:00', doses: 100 }] },
    })
    await expect(give(bench.control, slots('site', '2021-07-19'), 0, duty)).rejects.toMatchObject({
      code: 'command-conflict',
      detail: 'the slot of 2021-07-19 10:00 has begun',
    })
    await expect(give(bench.control, slots('nowhere'), 0, duty)).rejects.toMatchObject({ code: 'resource-unknown' })
    await give(bench.control, slots('site'), 0, duty)
    expect(bench.control.snapshot().stock).toMatchObject({ doses: 5100, revision: 1 })
  })
})
