import Database from 'better-sqlite3'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { subjectOf } from '../../../src/backend/booking/registry.ts'
import { createConsoleCore } from '../../../src/console/core.ts'
import type { Sample } from '../../../src/protocol/console.ts'
import { createRandom } from '../../../src/rules/random.ts'
import { eventually } from '../console/eventually.ts'
import { accounts, openConsole, openLaunch, tokens } from '../operator/fixture.ts'
import { buildBackend } from './build.ts'
import { createPerson, type Person } from './person.ts'
import { startBackend, type KillableBackend } from './process.ts'

const KILLS = 50
const AT_ONCE = 40
const DOSES = 4

/** Many small slots, so that people race for the last dose of each again and again. */
const slots = Array.from({ length: 600 }, (_, at) => ({
  site: 'site-1',
  vaccine: 'moderna',
  date: `2121-07-${26 + (at % 5)}`,
  time: `${String(9 + Math.floor(at / 5 / 60)).padStart(2, '0')}:${String(Math.floor(at / 5) % 60).padStart(2, '0')}`,
  doses: DOSES,
}))

it(
  `loses nothing and gives nothing twice through ${KILLS} kills at random moments under load`,
  { timeout: 1_200_000 },
  async () => {
    const program = await buildBackend()
    const root = mkdtempSync(join(tmpdir(), 'sluice-kill-'))
    // However it ends, in time or not: nobody is left who asks, or who answers.
    const over = new AbortController()
    onTestFinished(() => {
      over.abort()
      rmSync(root, { recursive: true, force: true, maxRetries: 10 })
    })
    const launchFile = join(root, 'launch.json')
    const tokenFile = join(root, 'tokens.json')
    const launch = openLaunch(Date.now(), { rate: 500, workers: [{ id: 'worker-1', seats: 60 }], slots })
    writeFileSync(launchFile, JSON.stringify(launch))
    writeFileSync(tokenFile, JSON.stringify({ accounts }))
    const dir = join(root, 'data')
    let ports = ['--citizen-port=0', '--operator-port=0']
    const start = () =>
      startBackend(
        [`--data=${dir}`, `--launch=${launchFile}`, `--token-file=${tokenFile}`, ...ports],
        {},
        { program, over: over.signal },
      )

    let backend: KillableBackend = await start()
    // The same doors after every restart, as behind any address.
    const { citizens, operators } = backend
    ports = [`--citizen-port=${new URL(citizens).port}`, `--operator-port=${new URL(operators).port}`]
    const core = createConsoleCore({
      url: operators,
      token: tokens.chief,
      journal: null,
      readOnly: false,
      shell: 'browser',
      timings: { retryFirst: 50, retryMax: 300 },
    })
    onTestFinished(async () => {
      await Promise.all([core.close(), backend.kill()])
    })
    const epochs = new Set<string>()
    core.onPush((name, body) => {
      if (name === 'link' && 'epoch' in body && body.epoch) epochs.add(body.epoch)
    })

    const people: Person[] = []
    const quit = new AbortController()
    async function crowd(): Promise<void> {
      while (!quit.signal.aborted) {
        const subject = subjectOf(people.length, { bornFrom: '1967-01-01', bornTo: '1968-12-31' })
        const person = createPerson(subject, 'c53', () => citizens, over.signal)
        people.push(person)
        await person.live()
      }
    }
    const crowds = Promise.all(Array.from({ length: AT_ONCE }, crowd))
    // Heard at the end; before it they only fail when all is over.
    crowds.catch(() => undefined)

    const random = createRandom(20210719)
    const countBooked = () => people.filter(({ told }) => told.booking).length
    for (let kill = 0; kill < KILLS; kill++) {
      // Half of them come however little has been done since the start; before the others somebody has got a booking.
      const before = countBooked()
      if (kill % 2 === 1) await eventually(() => expect(countBooked()).toBeGreaterThan(before))
      await sleep(30 + random.next() * 400)
      await backend.kill()
      backend = await start()
    }
    quit.abort()
    await crowds

    // The console: live again by itself, every restart seen as a new epoch, and the running one without a hole.
    await eventually(async () => expect(await rememberedBy(operators)).not.toHaveLength(0))
    const remembered = await rememberedBy(operators)
    await eventually(async () => {
      const { link, samples } = await core.handlers.state({})
      expect(link.state).toBe('live')
      const had = new Set(samples.map(({ at, sequence }) => `${at} ${sequence}`))
      expect(remembered.filter(({ at, sequence }) => !had.has(`${at} ${sequence}`))).toEqual([])
    })
    expect(epochs.size).toBeGreaterThan(1)
    await backend.stop()

    const told = people.map(person => person.told)
    const booked = told.flatMap(one => (one.booking ? [one.booking] : []))
    const placesLost = told.filter(one => one.indices.size > 1)
    const database = new Database(join(dir, 'booking.db'), { readonly: true })
    const kept = new Set(
      database.prepare("select code from bookings where state = 'confirmed'").pluck().all() as string[],
    )
    const overbooked = database
      .prepare(
        `select slots.id from slots left join bookings on slot = slots.id and bookings.state = 'confirmed'
         group by slots.id having count(code) > doses or count(code) + "left" <> doses`,
      )
      .all()
    const twice = database
      .prepare("select person from bookings where state = 'confirmed' group by person having count(*) > 1")
      .all()
    database.close()

    process.stdout.write(
      `kill -9 × ${KILLS}: ${told.length} people, ${booked.length} confirmed, ${epochs.size} boots seen by the console\n`,
    )
    expect(booked.length).toBeGreaterThanOrEqual(KILLS / 2)
    expect(booked.filter(({ code }) => !kept.has(code.replaceAll('-', '')))).toEqual([])
    expect(new Set(booked.map(({ code }) => code)).size).toBe(booked.length)
    expect(placesLost).toEqual([])
    expect(overbooked).toEqual([])
    expect(twice).toEqual([])
    // Nobody holds a booking that no answer ever confirmed: each was repeated until it was answered.
    expect(kept.size).toBe(booked.length)
  },
)

/** Every full sample of the running boot, as the backend remembers them. */
async function rememberedBy(operators: string): Promise<readonly Sample[]> {
  const client = await openConsole(operators)
  client.send({ type: 'hello', version: 1, token: tokens.viewer, epoch: null, afterSequence: 0 })
  await client.next('welcome')
  client.send({ type: 'history', request: 1, afterSequence: 0, limit: 1000 })
  const { samples } = await client.next('history')
  client.socket.terminate()
  return samples
}
