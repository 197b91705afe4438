import { describe, expect, test } from 'vitest'
import type { RevokeTarget } from '../../../src/protocol/revocation.ts'
import { admit, answer, claim, cohort, device, join, killed, opened, person, prequeue, setStage } from './stage.ts'

const COHORT = cohort().id
type Stage = ReturnType<typeof setStage>
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const revoke = (stage: Stage, target: RevokeTarget) => answer(stage, stage.gate.revoke(target))
const refused = { code: 'admission-revoked' }
const barred = { code: 'joining-barred' }

/** Five people called, of whom the first two sit. */
async function seated() {
  const { stage, tickets } = await opened(0, { seats: 2 })
  for (let who = 0; who < 5; who++) tickets.push((await join(stage, who)).ticket)
  await stage.run(4000)
  const leases = [await admit(stage, tickets[0], 0), await admit(stage, tickets[1], 1)]
  return { stage, tickets, leases }
}

describe('one admission', () => {
  test('is refused everywhere at once, and its seat goes to the next', async () => {
    const { stage, tickets, leases } = await seated()
    await claim(stage, tickets[2], 2)
    const target = { what: 'admission', cohort: COHORT, number: 1 } as const
    expect(stage.gate.reach(target)).toEqual({ waiting: 0, parked: 0, seated: 1 })
    // Not after a tick or a commit: from here on.
    const written = stage.gate.revoke(target)
    const { admission } = leases[0] ?? { admission: '' }
    expect(() => stage.gate.verify(admission, device(0))).toThrow('admission-revoked')
    expect(stage.gate.reading().activeLeases).toBe(1)
    await answer(stage, written)
    await expect(answer(stage, stage.gate.extend(admission, device(0)))).rejects.toMatchObject(refused)
    await expect(claim(stage, tickets[0], 0)).rejects.toMatchObject(refused)
    await expect(stage.gate.heartbeat(tickets[0] ?? '', device(0))).rejects.toMatchObject(refused)
    expect(stage.gate.reach(target)).toEqual({ waiting: 0, parked: 0, seated: 0 })
    await stage.run(2000)
    expect((await admit(stage, tickets[2], 2)).number).toBe(3)
    // The person may stand in line again, at its end.
    expect(await join(stage, 0)).toMatchObject({ index: 6, returned: false })
  })

  test('stays revoked over a restart', async () => {
    const { stage, tickets, leases } = await seated()
    await revoke(stage, { what: 'admission', cohort: COHORT, number: 1 })
    const again = setStage({ dir: killed(stage), clock: stage.clock, seats: 2 })
    await again.settle()
    expect(() => again.gate.verify(leases[0]?.admission ?? '', device(0))).toThrow('admission-revoked')
    await expect(claim(again, tickets[0], 0)).rejects.toMatchObject(refused)
    expect(again.gate.reading().activeLeases).toBe(1)
  })

  test('of a number that nobody has is unknown', async () => {
    const { stage } = await seated()
    for (const number of [6, 1_000_000])
      expect(() => stage.gate.reach({ what: 'admission', cohort: COHORT, number })).toThrow('resource-unknown')
    expect(() => stage.gate.reach({ what: 'admission', cohort: 'none', number: 1 })).toThrow('resource-unknown')
  })
})

describe('one person', () => {
  test('loses the place, is never called, and cannot join again, however the draw fell', async () => {
    const { stage, tickets } = await prequeue(30)
    const target = { what: 'person', person: hex(person(7)) } as const
    expect(stage.gate.reach(target)).toEqual({ waiting: 1, parked: 0, seated: 0 })
    await revoke(stage, target)
    await expect(claim(stage, tickets[7], 7)).rejects.toMatchObject(refused)
    await expect(join(stage, 7)).rejects.toMatchObject(barred)
    await expect(join(stage, 7, 99)).rejects.toMatchObject(barred)
    stage.clock.advance(cohort().opensAt - stage.clock.event())
    await stage.run(30_000)
    const { waiting, serving, issued } = stage.gate.reading().cohorts[0] ?? {}
    expect({ waiting, serving, issued }).toEqual({ waiting: 0, serving: 30, issued: 30 })
    expect(stage.gate.reading().called).toBe(29)
    const again = setStage({ dir: killed(stage), clock: stage.clock })
    again.gate.bar([target])
    await expect(join(again, 7)).rejects.toMatchObject(barred)
  })
})

describe('one client', () => {
  test('loses every place it holds; its people may join from another device', async () => {
    const { stage } = await opened(0)
    for (const who of [0, 1, 2]) await join(stage, who, who === 2 ? 2 : 50)
    const target = { what: 'client', client: hex(device(50)) } as const
    expect(stage.gate.reach(target)).toEqual({ waiting: 2, parked: 0, seated: 0 })
    await revoke(stage, target)
    await expect(join(stage, 1, 50)).rejects.toMatchObject(barred)
    await expect(join(stage, 33, 50)).rejects.toMatchObject(barred)
    expect(await join(stage, 1, 51)).toMatchObject({ index: 4, returned: false })
    expect(await join(stage, 2, 2)).toMatchObject({ index: 3, returned: true })
  })
})

describe('one cohort', () => {
  test('is closed, its seats are free, and who was called or seated holds nothing any more', async () => {
    const { stage, tickets, leases } = await seated()
    await claim(stage, tickets[2], 2)
    const target = { what: 'cohort', cohort: COHORT } as const
    expect(stage.gate.reach(target)).toEqual({ waiting: 1, parked: 1, seated: 2 })
    await revoke(stage, target)
    expect(stage.gate.reach(target)).toEqual({ waiting: 0, parked: 0, seated: 0 })
    expect(stage.gate.reading()).toMatchObject({ activeLeases: 0, cohorts: [{ state: 'closed', parked: 0 }] })
    for (const who of [0, 1])
      expect(() => stage.gate.verify(leases[who]?.admission ?? '', device(who))).toThrow('admission-revoked')
    await expect(claim(stage, tickets[2], 2)).rejects.toMatchObject(refused)
    await expect(claim(stage, tickets[4], 4)).rejects.toMatchObject({ code: 'cohort-closed' })
    await expect(join(stage, 9)).rejects.toMatchObject({ code: 'cohort-closed' })
  })
})

test('whose it is, by a number, a ticket and an admission', async () => {
  const { stage, tickets, leases } = await seated()
  const first = {
    cohort: COHORT,
    number: 1,
    state: 'leased',
    person: new Uint8Array(person(0)),
    client: new Uint8Array(device(0)),
  }
  expect(stage.gate.placeOf(COHORT, 1)).toEqual(first)
  expect(stage.gate.placeOfToken(tickets[0] ?? '')).toEqual(first)
  expect(stage.gate.placeOfToken(leases[0]?.admission ?? '')).toEqual(first)
  expect(stage.gate.placesOf(person(0))).toEqual([first])
  expect(stage.gate.placesOf(person(99))).toEqual([])
  expect(stage.gate.placeOf(COHORT, 6)).toBeUndefined()
  expect(() => stage.gate.placeOfToken('a'.repeat(40))).toThrow('ticket-invalid')
})
