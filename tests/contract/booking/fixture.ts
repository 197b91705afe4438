import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBookings, type BookingsOptions, type BookingStore } from '../../../src/backend/booking/store.ts'
import { RefusalError, type ErrorCode } from '../../../src/protocol/errors.ts'

export const seed: NonNullable<BookingsOptions['seed']> = {
  sites: [
    { id: 'seoul-1', name: { ko: '서울 1센터', en: 'Seoul centre 1' }, region: 'seoul' },
    { id: 'busan-1', name: { ko: '부산 1센터', en: 'Busan centre 1' }, region: 'busan' },
  ],
  slots: [
    { site: 'seoul-1', vaccine: 'moderna', date: '2021-07-26', time: '09:00', doses: 10 },
    { site: 'seoul-1', vaccine: 'moderna', date: '2021-07-26', time: '09:30', doses: 300 },
    { site: 'busan-1', vaccine: 'moderna', date: '2021-07-26', time: '09:00', doses: 1 },
  ],
}

export const person = (name: string | number) => createHash('sha256').update(String(name)).digest().subarray(0, 16)

export const at = Date.parse('2021-07-19T20:00:00+09:00')

/** A store in a directory of its own; `reopen` is a restart. */
export async function openFixture(options: Omit<BookingsOptions, 'file'> = { seed }) {
  const directory = mkdtempSync(join(tmpdir(), 'sluice-booking-'))
  const file = join(directory, 'booking.db')
  let bookings: BookingStore = await openBookings({ ...options, file })
  return {
    file,
    get bookings() {
      return bookings
    },
    async reopen() {
      await bookings.close()
      bookings = await openBookings({ ...options, file })
      return bookings
    },
    async [Symbol.asyncDispose]() {
      await bookings.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** The code a promise is refused with; 'kept' when it was not refused. */
export async function refusal(promise: Promise<unknown>): Promise<ErrorCode | 'kept'> {
  try {
    await promise
    return 'kept'
  } catch (error) {
    if (error instanceof RefusalError) return error.code
    throw error
  }
}
