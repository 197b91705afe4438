import SQLite from 'better-sqlite3'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { openBookings } from '../../../src/backend/booking/store.ts'
import { openThread } from '../../../src/backend/booking/thread.ts'
import { tracedAnswers, untraced } from '../traced.ts'
import { openFixture, refusal } from './fixture.ts'
import { at, person } from './plan.ts'

describe('group commit', () => {
  test('bookings of one turn share a transaction', async () => {
    let commits = 0
    await using fixture = await openFixture({ onCommit: () => commits++ })
    await Promise.all(Array.from({ length: 100 }, (_, i) => fixture.bookings.book(person(i), 2, at)))
    expect(commits).toBe(1)
  })

  test('an answer comes after the commit: another connection sees the booking', async () => {
    await using fixture = await openFixture()
    const { code } = await fixture.bookings.book(person(1), 2, at)
    const reader = new SQLite(fixture.file, { readonly: true })
    const row = reader.prepare('select state from bookings where code = ?').get(code.replaceAll('-', ''))
    expect(row).toEqual({ state: 'confirmed' })
    expect(reader.pragma('journal_mode', { simple: true })).toBe('wal')
    reader.close()
  })

  test.skipIf(untraced)('fsync of the log has returned before each answer goes out', { timeout: 240_000 }, () => {
    const directory = mkdtempSync(join(tmpdir(), 'sluice-booking-'))
    expect(tracedAnswers(join(import.meta.dirname, 'durableChild.ts'), directory, 'booking.db-wal')).toBe(20)
    rmSync(directory, { recursive: true })
  })

  test('what is asked for while a transaction is on its way shares the next', async () => {
    let commits = 0
    await using fixture = await openFixture({ onCommit: () => commits++ })
    const { bookings } = fixture
    const first = bookings.book(person('first'), 2, at)
    await setImmediate()
    const next = Promise.all(Array.from({ length: 50 }, (_, i) => bookings.book(person(i), 2, at)))
    expect([commits, bookings.total()]).toEqual([0, 0])
    await bookings.flush()
    expect([commits, bookings.total()]).toEqual([2, 51])
    await Promise.all([first, next])
  })

  test('the event loop goes on while the disk is slow', async () => {
    await using fixture = await openFixture()
    const other = new SQLite(fixture.file)
    other.exec('begin immediate')
    let answered = false
    const booking = fixture.bookings.book(person(1), 2, at).finally(() => (answered = true))
    await setTimeout(50)
    expect(answered).toBe(false)
    other.exec('rollback')
    other.close()
    expect((await booking).state).toBe('confirmed')
  })
})

describe('a disk that refuses', () => {
  test('those waiting are told unavailable, nothing has changed, and it goes on when the disk is back', async () => {
    const causes: unknown[] = []
    await using fixture = await openFixture({ onError: cause => causes.push(cause) })
    const { bookings } = fixture
    await bookings.book(person('before'), 1, at)
    const saboteur = new SQLite(fixture.file)
    saboteur.exec(`create trigger broken after insert on bookings when new.slot = 2
      begin select raise(rollback, 'disk I/O error'); end`)
    const answers = await Promise.all([
      refusal(bookings.book(person(1), 1, at)),
      refusal(bookings.book(person(2), 2, at)),
      refusal(bookings.book(person(3), 3, at)),
    ])
    expect(answers).toEqual(['unavailable', 'unavailable', 'unavailable'])
    expect(String(causes[0])).toContain('disk I/O error')
    expect([bookings.total(), bookings.stock().left]).toEqual([1, 310])
    expect(saboteur.prepare('select sum("left") as n from slots').get()).toEqual({ n: 310 })
    saboteur.exec('drop trigger broken')
    saboteur.close()
    expect((await bookings.book(person(2), 2, at)).state).toBe('confirmed')
    const again = await fixture.reopen()
    expect([again.total(), again.stock().left]).toEqual([2, 309])
  })

  test('tables that cannot be read are closed, and the cause is told', async () => {
    await using fixture = await openFixture()
    const tables = await openThread(fixture.file)
    const other = new SQLite(fixture.file)
    other.exec('alter table slots rename to lost')
    other.close()
    let closed = 0
    const close = async () => {
      await tables.close()
      closed++
    }
    await expect(openBookings({ ...tables, close })).rejects.toThrow('slots')
    expect(closed).toBe(1)
  })

  test('the tables themselves refuse overbooking and a second booking of one person', async () => {
    await using fixture = await openFixture()
    await fixture.bookings.book(person('kim'), 3, at)
    const other = new SQLite(fixture.file)
    expect(() => other.exec('update slots set "left" = "left" - 1 where id = 3')).toThrow('CHECK')
    expect(() => other.exec('update slots set "left" = doses + 1 where id = 1')).toThrow('CHECK')
    expect(() =>
      other.exec(`insert into bookings select '000000000000', person, 1, 'confirmed', 0, null from bookings`),
    ).toThrow('UNIQUE')
    other.close()
  })
})
