import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBookings, type BookingsOptions, type BookingStore } from '../../../src/backend/booking/store.ts'
import { seed } from './plan.ts'
import { RefusalError, type ErrorCode } from '../../../src/protocol/errors.ts'

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
