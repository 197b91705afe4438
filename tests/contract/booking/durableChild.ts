import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { openBookings } from '../../../src/backend/booking/store.ts'
import { openThread } from '../../../src/backend/booking/thread.ts'
import { at, person, seed } from './plan.ts'

/** Books one by one and says on its output when each was asked and answered: to be watched from outside. */
const bookings = await openBookings(await openThread(join(process.argv[2] ?? '.', 'booking.db'), seed))
for (let who = 0; who < 20; who++) {
  writeSync(1, `asked ${who}\n`)
  await bookings.book(person(who), 2, at)
  writeSync(1, `answered ${who}\n`)
}
await bookings.close()
