import SQLite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { at, openFixture, person, refusal, seed } from './fixture.ts'

describe('group commit', () => {
  test('bookings of one turn share a transaction', async () => {
    let commits = 0
    await using fixture = await openFixture({ seed, onCommit: () => commits++ })
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

  test('manual: nothing is answered before flush, or before 256 are pending', async () => {
    let commits = 0
    await using fixture = await openFixture({ seed, manual: true, onCommit: () => commits++ })
    const { bookings } = fixture
    const few = Promise.all(Array.from({ length: 10 }, (_, i) => bookings.book(person(i), 2, at)))
    await new Promise(resolve => {
      setTimeout(resolve, 20)
    })
    expect([commits, bookings.total()]).toEqual([0, 0])
    await bookings.flush()
    expect([commits, bookings.total()]).toEqual([1, 10])
    await few
    await Promise.all(Array.from({ length: 256 }, (_, i) => bookings.book(person(`b${i}`), 2, at)))
    expect([commits, bookings.total()]).toEqual([2, 266])
    await bookings.flush()
    expect(commits).toBe(2)
  })
})

describe('a disk that refuses', () => {
  test('those waiting are told unavailable, nothing has changed, and it goes on when the disk is back', async () => {
    const causes: unknown[] = []
    await using fixture = await openFixture({ seed, onError: cause => causes.push(cause) })
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
