import { describe, expect, test } from 'vitest'
import type { BookingStore } from '../../../src/backend/booking/store.ts'
import { openFixture, refusal } from './fixture.ts'
import { at, person, seed } from './plan.ts'

describe('booking', () => {
  test('200 at once for 10 doses: exactly ten, in memory and on the disk', async () => {
    await using fixture = await openFixture()
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) => refusal(fixture.bookings.book(person(i), 1, at))),
    )
    expect(answers.filter(answer => answer === 'kept')).toHaveLength(10)
    expect(answers.filter(answer => answer === 'slot-full')).toHaveLength(190)
    expect(fixture.bookings.slots('seoul-1')[0]?.left).toBe(0)
    expect(fixture.bookings.stock()).toEqual({ slots: 3, doses: 311, left: 301 })
    const again = await fixture.reopen()
    expect(again.stock()).toEqual({ slots: 3, doses: 311, left: 301 })
    expect(again.total()).toBe(10)
  })

  test('one person asking many times at once holds one booking, and each asking gets it', async () => {
    await using fixture = await openFixture()
    const answers = await Promise.all(Array.from({ length: 50 }, () => fixture.bookings.book(person('kim'), 2, at)))
    expect(new Set(answers.map(({ code }) => code)).size).toBe(1)
    expect(fixture.bookings.stock().left).toBe(310)
    expect(await fixture.bookings.book(person('kim'), 2, at + 5000)).toEqual(answers[0])
  })

  test('a second slot is refused, at once and in the same turn', async () => {
    await using fixture = await openFixture()
    const both = await Promise.all([1, 2].map(slot => refusal(fixture.bookings.book(person('lee'), slot, at))))
    expect(both.sort()).toEqual(['already-booked', 'kept'])
    expect(await refusal(fixture.bookings.book(person('lee'), 3, at))).toBe('already-booked')
    expect(fixture.bookings.stock().left).toBe(310)
  })

  test('an unknown slot, site or code is named', async () => {
    await using fixture = await openFixture()
    expect(await refusal(fixture.bookings.book(person('lee'), 99, at))).toBe('slot-unknown')
    expect(() => fixture.bookings.slots('nowhere')).toThrow('not-found')
    expect(await fixture.bookings.find('0000-0000-0000')).toBeUndefined()
    expect(await fixture.bookings.find("' or 1=1 --")).toBeUndefined()
    expect(await refusal(fixture.bookings.cancel('0000-0000-0000', at))).toBe('booking-unknown')
    expect(await refusal(fixture.bookings.cancel('', at))).toBe('booking-unknown')
  })

  test('a booking is found by its code however it is typed, also after a restart', async () => {
    await using fixture = await openFixture()
    const booking = await fixture.bookings.book(person('park'), 1, at)
    expect(booking).toMatchObject({ state: 'confirmed', bookedAt: at, slot: { id: 1, site: 'seoul-1', time: '09:00' } })
    expect(booking.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)
    const typed = booking.code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
    expect(await fixture.bookings.find(typed)).toEqual(booking)
    const again = await fixture.reopen()
    expect(await again.find(booking.code)).toEqual(booking)
    expect(again.hasBooking(person('park'))).toBe(true)
    expect(await again.book(person('park'), 1, at + 9)).toEqual(booking)
  })
})

describe('cancelling', () => {
  test('gives the dose back once, however often it is asked', async () => {
    await using fixture = await openFixture()
    const { code } = await fixture.bookings.book(person('choi'), 3, at)
    expect(await refusal(fixture.bookings.book(person('jung'), 3, at))).toBe('slot-full')
    const answers = await Promise.all([1, 2, 3].map(() => fixture.bookings.cancel(code, at + 1)))
    expect(answers.map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'cancelled'])
    expect(fixture.bookings.stock().left).toBe(311)
    expect(fixture.bookings.hasBooking(person('choi'))).toBe(false)
    expect(await refusal(fixture.bookings.book(person('jung'), 3, at))).toBe('kept')
    expect((await fixture.bookings.find(code))?.state).toBe('cancelled')
  })

  test('frees the person to book again, under a new code', async () => {
    await using fixture = await openFixture()
    const first = await fixture.bookings.book(person('han'), 1, at)
    await fixture.bookings.cancel(first.code, at + 1)
    const second = await fixture.bookings.book(person('han'), 1, at + 2)
    expect(second.code).not.toBe(first.code)
    const again = await fixture.reopen()
    expect((await again.find(first.code))?.state).toBe('cancelled')
    expect(again.total()).toBe(2)
    expect(again.stock().left).toBe(310)
  })

  test('a retry that overtakes a cancellation ends with a booking that exists', async () => {
    await using fixture = await openFixture()
    const { code } = await fixture.bookings.book(person('yoon'), 1, at)
    const [, retried] = await Promise.all([
      fixture.bookings.cancel(code, at),
      fixture.bookings.book(person('yoon'), 1, at),
    ])
    const found = await fixture.bookings.find(retried.code)
    expect(found?.code).toBe(retried.code)
    expect(fixture.bookings.stock().left).toBe(fixture.bookings.hasBooking(person('yoon')) ? 310 : 311)
  })
})

describe('stock', () => {
  test('the plan seeds an empty store once', async () => {
    await using fixture = await openFixture()
    await fixture.bookings.book(person(1), 1, at)
    const again = await fixture.reopen()
    expect(again.sites().map(({ id, left }) => [id, left])).toEqual([
      ['busan-1', 1],
      ['seoul-1', 309],
    ])
  })

  test('added slots are new, or more doses for one that exists', async () => {
    await using fixture = await openFixture()
    await fixture.bookings.addSlots([
      { ...seed.slots[2]!, doses: 4 },
      { site: 'busan-1', vaccine: 'pfizer', date: '2021-07-27', time: '10:00', doses: 6 },
    ])
    expect(fixture.bookings.slots('busan-1').map(({ id, left }) => [id, left])).toEqual([
      [3, 5],
      [4, 6],
    ])
    expect(fixture.bookings.stock()).toEqual({ slots: 4, doses: 321, left: 321 })
    const wrong = [{ site: 'nowhere', vaccine: 'pfizer', date: '2021-07-27', time: '10:00', doses: 6 }]
    expect(await refusal(fixture.bookings.addSlots(wrong))).toBe('resource-unknown')
  })

  test('a listing that was handed out does not change afterwards', async () => {
    await using fixture = await openFixture()
    const before = fixture.bookings.slots('busan-1')
    await fixture.bookings.book(person(1), 3, at)
    expect(before[0]?.left).toBe(1)
    expect(fixture.bookings.slots('busan-1')[0]?.left).toBe(0)
  })
})

describe('what has begun', () => {
  const kst = (time: string) => Date.parse(`2021-07-26T${time}+09:00`)
  const left = (bookings: Pick<BookingStore, 'slots' | 'sites' | 'stock'>) => ({
    seoul: bookings.slots('seoul-1').map(({ id }) => id),
    sites: bookings.sites().map(site => site.left),
    stock: bookings.stock(),
  })

  test('is off sale from its very beginning, in every count', async () => {
    await using fixture = await openFixture()
    const { bookings } = fixture
    bookings.expire(kst('08:59:59.999'))
    expect(left(bookings)).toEqual({ seoul: [1, 2], sites: [1, 310], stock: { slots: 3, doses: 311, left: 311 } })
    const listed = bookings.slots('seoul-1')
    bookings.expire(kst('09:00'))
    const after = { seoul: [2], sites: [0, 300], stock: { slots: 3, doses: 311, left: 300 } }
    expect(left(bookings)).toEqual(after)
    expect(listed).toHaveLength(2)
    expect(await refusal(bookings.book(person('lee'), 1, kst('09:00')))).toBe('slot-unknown')
    expect(await refusal(bookings.book(person('lee'), 2, kst('09:00')))).toBe('kept')
    // A clock that was ahead and is set right has taken nothing from anybody.
    bookings.expire(kst('10:00'))
    expect(left(bookings)).toMatchObject({ seoul: [], stock: { left: 0 } })
    bookings.expire(kst('08:00'))
    expect(left(bookings)).toEqual({ seoul: [1, 2], sites: [1, 309], stock: { slots: 3, doses: 311, left: 310 } })
    bookings.expire(kst('09:00'))
    expect(left(bookings)).toEqual({ ...after, sites: [0, 299], stock: { ...after.stock, left: 299 } })
    const again = await fixture.reopen()
    again.expire(kst('09:00'))
    expect(left(again).stock.left).toBe(299)
  })

  test('keeps its bookings, and what is given back of it is given to nobody', async () => {
    await using fixture = await openFixture()
    const { bookings } = fixture
    const booking = await bookings.book(person('kim'), 1, at)
    bookings.expire(kst('09:00'))
    expect(await bookings.book(person('kim'), 1, at)).toEqual(booking)
    await bookings.cancel(booking.code, kst('09:00'))
    expect(bookings.stock().left).toBe(300)
    expect(await refusal(bookings.book(person('kim'), 1, kst('09:01')))).toBe('slot-unknown')
  })

  test('is not sold by adding to it; what is added for later is', async () => {
    await using fixture = await openFixture()
    const { bookings } = fixture
    bookings.expire(kst('09:10'))
    await bookings.addSlots([
      { ...seed.slots[0]!, doses: 7 },
      { ...seed.slots[0]!, time: '09:05', doses: 7 },
      { ...seed.slots[0]!, time: '09:20', doses: 7 },
    ])
    expect(bookings.slots('seoul-1').map(({ time }) => time)).toEqual(['09:30', '09:20'])
    expect(bookings.stock()).toEqual({ slots: 5, doses: 332, left: 307 })
    bookings.expire(kst('09:20'))
    expect(bookings.stock().left).toBe(300)
  })
})

test('what is asked of a closed store is refused, and never left without an answer', async () => {
  await using fixture = await openFixture()
  const { bookings } = fixture
  const { code } = await bookings.book(person(1), 1, at)
  await fixture.reopen()
  await expect(bookings.find(code)).rejects.toThrow('closed')
  expect(await refusal(bookings.book(person(2), 1, at))).toBe('unavailable')
  expect((await fixture.bookings.find(code))?.state).toBe('confirmed')
})
