import { describe, expect, test } from 'vitest'
import { admit, answer, claim, device, EIGHT, join, killed, MINUTE, opened, person, setStage } from './stage.ts'

/** One person with a seat. */
async function seated(options?: Parameters<typeof opened>[1]) {
  const { stage, tickets } = await opened(1, options)
  await stage.run(1000)
  return { stage, ticket: tickets[0] ?? '', lease: await admit(stage, tickets[0], 0) }
}

describe('a lease', () => {
  test('is the same when asked for again, and lasts as long as the launch says', async () => {
    const { stage, ticket, lease } = await seated()
    expect(lease.expiresAt).toBe(stage.clock.event() + 300_000)
    expect(lease.warnBeforeMs).toBe(60_000)
    await stage.run(10_000)
    expect(await admit(stage, ticket, 0)).toEqual(lease)
    expect(stage.gate.verify(lease.admission, device(0))).toEqual({
      cohort: 'ages-53-54',
      number: 1,
      person: person(0),
      dependents: [],
      expiresAt: lease.expiresAt,
    })
    expect(stage.gate.reading().sessionsSeen).toBe(1)
  })

  test('is bound to its client', async () => {
    const { stage, lease } = await seated()
    expect(() => stage.gate.verify(lease.admission, device(1))).toThrow('wrong-client')
    await expect(answer(stage, stage.gate.extend(lease.admission, device(1)))).rejects.toMatchObject({
      code: 'wrong-client',
    })
  })

  test('is no ticket, and a ticket is no admission', async () => {
    const { stage, ticket, lease } = await seated()
    expect(() => stage.gate.verify(ticket, device(0))).toThrow('not-admitted')
    expect(() => stage.gate.verify(ticket, device(1))).toThrow('wrong-client')
    expect(() => stage.gate.verify('made.up.token', device(0))).toThrow('admission-invalid')
    const moved = await join(stage, 0, 9)
    expect(() => stage.gate.verify(ticket, device(0))).toThrow('ticket-superseded')
    expect(() => stage.gate.verify(moved.ticket, device(9))).toThrow('not-admitted')
    await expect(claim(stage, lease.admission, 0)).rejects.toMatchObject({ code: 'ticket-invalid' })
  })

  test('ends in time and frees its seat; who comes back stands at the end of the line', async () => {
    const { stage, ticket, lease } = await seated()
    stage.clock.advance(300_000)
    expect(() => stage.gate.verify(lease.admission, device(0))).toThrow('admission-expired')
    await stage.settle()
    expect(stage.gate.reading()).toMatchObject({ activeLeases: 0, expiredLeases: 1 })
    expect(() => stage.gate.verify(lease.admission, device(0))).toThrow('admission-expired')
    await expect(claim(stage, ticket, 0)).rejects.toMatchObject({ code: 'lease-over' })
    await join(stage, 5)
    const again = await join(stage, 0)
    expect(again).toMatchObject({ index: 3, number: 3, returned: false })
    expect(await join(stage, 0)).toMatchObject({ index: 3, returned: true })
    await expect(claim(stage, ticket, 0)).rejects.toMatchObject({ code: 'lease-over' })
    await stage.run(2000)
    expect((await admit(stage, again.ticket, 0)).number).toBe(3)
  })

  test('is extended by one tap, and no longer than a lease and an extension from now', async () => {
    const { stage, lease } = await seated()
    await stage.run(10_000)
    const first = await answer(stage, stage.gate.extend(lease.admission, device(0)))
    expect(first.expiresAt).toBe(lease.expiresAt + 180_000)
    const second = await answer(stage, stage.gate.extend(first.admission, device(0)))
    expect(second.expiresAt).toBe(stage.clock.event() + 480_000)
    stage.clock.advance(300_000)
    await stage.settle()
    expect(stage.gate.verify(lease.admission, device(0)).expiresAt).toBe(second.expiresAt)
    stage.clock.advance(180_000)
    await stage.settle()
    await expect(answer(stage, stage.gate.extend(second.admission, device(0)))).rejects.toMatchObject({
      code: 'admission-expired',
    })
  })

  test('can be extended ten times in full by whoever taps when warned, and then ends: others wait for the seat', async () => {
    const { stage, lease } = await seated()
    const first = lease.expiresAt
    expect(lease.extendableUntil).toBe(first + 10 * 180_000)
    let { admission, expiresAt } = lease as { admission: string; expiresAt: number }
    for (let taps = 1; taps <= 10; taps++) {
      stage.clock.advance(expiresAt - lease.warnBeforeMs - stage.clock.event())
      ;({ admission, expiresAt } = await answer(stage, stage.gate.extend(admission, device(0))))
      expect(expiresAt).toBe(first + taps * 180_000)
    }
    const more = await answer(stage, stage.gate.extend(admission, device(0)))
    expect(more).toMatchObject({ expiresAt, extendableUntil: expiresAt })
    // The first token of the same lease reaches no further.
    expect((await answer(stage, stage.gate.extend(lease.admission, device(0)))).expiresAt).toBe(expiresAt)
    stage.clock.advance(expiresAt - stage.clock.event())
    await stage.settle()
    expect(stage.gate.reading()).toMatchObject({ activeLeases: 0, expiredLeases: 1 })
  })

  test('is extended as far after our own downtime as without it', async () => {
    const { stage, ticket, lease } = await seated()
    await answer(stage, stage.gate.extend(lease.admission, device(0)))
    const dir = killed(stage)
    stage.clock.advance(20 * MINUTE)
    const again = setStage({ dir, clock: stage.clock })
    await again.settle()
    const resumed = await admit(again, ticket, 0)
    expect(resumed.extendableUntil - resumed.expiresAt).toBe(9 * 180_000)
  })

  test('ended by leaving frees the seat and the person', async () => {
    const { stage, ticket, lease } = await seated()
    await answer(stage, stage.gate.leave(ticket, device(0)))
    expect(stage.gate.reading().activeLeases).toBe(0)
    expect(() => stage.gate.verify(lease.admission, device(0))).toThrow('lease-over')
    expect(await join(stage, 0)).toMatchObject({ index: 2, returned: false })
  })

  test('goes with the place to another client; the older admission is superseded', async () => {
    const { stage, lease } = await seated()
    const moved = await join(stage, 0, 9)
    expect(moved).toMatchObject({ index: 1, returned: true, moved: true })
    expect(() => stage.gate.verify(lease.admission, device(0))).toThrow('ticket-superseded')
    const taken = await answer(stage, stage.gate.claim(moved.ticket, device(9)))
    if (taken.state !== 'admitted') throw new Error(taken.state)
    expect(taken.expiresAt).toBe(lease.expiresAt)
    expect(stage.gate.verify(taken.admission, device(9)).number).toBe(1)
    expect(stage.gate.reading().activeLeases).toBe(1)
  })

  test('is prolonged by our own downtime, also when it would have ended meanwhile', async () => {
    const { stage, ticket, lease } = await seated()
    await stage.run(1000)
    const dir = killed(stage)
    stage.clock.advance(20 * MINUTE)
    const again = setStage({ dir, clock: stage.clock })
    await again.settle()
    const bodies = [...again.ledger.read(1)].map(({ body }) => body)
    const downtime = bodies.find(body => body.kind === 'downtime')
    expect(downtime).toMatchObject({ to: stage.clock.event() })
    const down = stage.clock.event() - (downtime?.from ?? 0)
    expect(down).toBeGreaterThanOrEqual(20 * MINUTE)
    expect(again.gate.verify(lease.admission, device(0)).expiresAt).toBe(lease.expiresAt + down)
    expect((await admit(again, ticket, 0)).expiresAt).toBe(lease.expiresAt + down)
  })

  test('of somebody who named dependents carries them', async () => {
    const { stage } = await opened(0)
    const { ticket } = await join(stage, 1, 1, [person(21), person(22)])
    await stage.run(2000)
    const { admission } = await admit(stage, ticket, 1)
    const named = stage.gate.verify(admission, device(1)).dependents
    expect(named).toEqual([person(21), person(22)])
    const again = setStage({ dir: killed(stage), clock: stage.clock })
    expect([...again.gate.held()]).toMatchObject([{ dependents: [person(21), person(22)], number: 1 }])
  })

  test('that ended while the booking was being made counts as booked all the same', async () => {
    const { stage, lease } = await seated()
    const admission = stage.gate.verify(lease.admission, device(0))
    stage.clock.advance(EIGHT)
    stage.gate.tick()
    stage.gate.release(admission, 'booked')
    await stage.opened.committer.flush()
    expect(stage.gate.reading()).toMatchObject({ activeLeases: 0 })
    expect(() => stage.gate.verify(lease.admission, device(0))).toThrow('already-booked')
  })
})
