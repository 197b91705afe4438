import { describe, expect, test } from 'vitest'
import { device } from './device.ts'
import { openPlane } from './plane.ts'

const join = '/v1/cohorts/53-54/join'

describe('eligibility at the door', () => {
  test.each([
    ['1966-12-31', 'not-eligible'],
    ['1967-01-01', undefined],
    ['1968-02-29', undefined],
    ['1968-12-31', undefined],
    ['1969-01-01', 'not-eligible'],
  ])('born %s: %s', async (birth, code) => {
    await using plane = await openPlane()
    const assertion = plane.registry.issue(`synthetic-${birth}-1`, plane.clock.real())
    const answer = await device(plane).ask('POST', join, { assertion })
    expect(answer.body['code']).toBe(code)
    expect(plane.attempts('D1')).toBe(0)
  })

  test('a dependent is judged too, and nobody is named twice', async () => {
    await using plane = await openPlane()
    const young = plane.registry.issue('synthetic-1999-01-01-9', plane.clock.real())
    const answer = await device(plane).ask('POST', join, { assertion: plane.assertion(1), dependents: [young] })
    expect(answer.body['code']).toBe('not-eligible')
    const twice = await device(plane).ask('POST', join, {
      assertion: plane.assertion(1),
      dependents: [plane.assertion(1)],
    })
    expect(twice.body).toMatchObject({ code: 'bad-request', detail: 'dependents: named twice' })
  })

  test('who has a booking does not take a place again', async () => {
    await using plane = await openPlane()
    const phone = device(plane)
    const admission = await phone.admitted(plane.assertion(1))
    await phone.ask('POST', '/v1/bookings', { slot: 1 }, admission)
    const answer = await phone.ask('POST', join, { assertion: plane.assertion(1) })
    expect([answer.status, answer.body['code']]).toEqual([409, 'already-booked'])
  })
})
