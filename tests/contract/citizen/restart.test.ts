import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createBackend } from '../../../src/backend/backend.ts'
import { manualClock } from '../../../src/backend/clock.ts'
import { refusal } from '../booking/fixture.ts'
import { person } from '../booking/plan.ts'
import { launchOf, open, opensAt } from './plane.ts'

const kim = { person: person('kim'), birthDate: '1967-05-05' }

/** A backend that can be started again on the same directory. */
async function start() {
  const dir = mkdtempSync(join(tmpdir(), 'sluice-restart-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  const clock = manualClock(opensAt - 60_000)
  const boot = () => createBackend({ dir, clock, launch: launchOf('DRILL'), thread: false })
  let backend = await boot()
  const pass = (ms: number) => {
    clock.advance(ms)
    backend.tick()
  }
  await open(backend, pass)
  return {
    get backend() {
      return backend
    },
    async restart() {
      await backend.close()
      backend = await boot()
    },
    async admitted(): Promise<string> {
      const { ticket, number } = await backend.citizens.join('53-54', kim, [], 'phone')
      while (backend.gate.reading().cohorts[0]!.serving < (number ?? 0)) pass(100)
      for (;;) {
        const answer = await backend.citizens.claim(ticket, 'phone')
        if (answer.state === 'admitted') return answer.admission
        pass(100)
      }
    },
  }
}

test('an answer to booking that was lost in a crash is given again after it', async () => {
  const stage = await start()
  onTestFinished(() => stage.backend.close())
  const admission = await stage.admitted()
  // The crash comes after the booking's commit and before the end of the lease.
  const booking = await stage.backend.bookings.book(kim.person, 2, opensAt + 5000)
  await stage.restart()
  expect(await stage.backend.citizens.book(admission, 'phone', 2, null)).toEqual(booking)
  expect(await refusal(stage.backend.citizens.book(admission, 'phone', 1, null))).toBe('already-booked')
  expect(await refusal(stage.backend.citizens.book(admission, 'tablet', 2, null))).toBe('wrong-client')
  expect(stage.backend.gate.reading().activeLeases).toBe(0)
})

test('an admission that has been used books nothing more, also after cancelling', async () => {
  const stage = await start()
  onTestFinished(() => stage.backend.close())
  const admission = await stage.admitted()
  const { code } = await stage.backend.citizens.book(admission, 'phone', 2, null)
  await stage.backend.citizens.cancel(code)
  expect(await refusal(stage.backend.citizens.book(admission, 'phone', 2, null))).toBe('lease-over')
  expect(stage.backend.bookings.stock().left).toBe(311)
})
