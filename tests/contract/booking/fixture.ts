import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBookings, type BookingStore } from '../../../src/backend/booking/store.ts'
import { openThread } from '../../../src/backend/booking/thread.ts'
import type { WritesOptions } from '../../../src/backend/booking/writes.ts'
import { seed } from './plan.ts'
import { RefusalError, type ErrorCode } from '../../../src/protocol/errors.ts'

/** A store in a directory of its own; `reopen` is a restart. */
export async function openFixture(hooks: WritesOptions = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'sluice-booking-'))
  const file = join(directory, 'booking.db')
  const open = async () => openBookings(await openThread(file, seed), hooks)
  let bookings: BookingStore = await open()
  return {
    file,
    get bookings() {
      return bookings
    },
    async reopen() {
      await bookings.close()
      bookings = await open()
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
