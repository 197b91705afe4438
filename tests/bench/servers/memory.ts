import { randomFillSync } from 'node:crypto'
import { createBackend } from '../../../src/backend/backend.ts'
import { systemClock } from '../../../src/backend/clock.ts'
import { benchCohort, benchLaunch } from '../launch.ts'

/**
 * How much a waiting person costs: the growth of resident memory over many joins, with everything they touch (person
 * map, tickets, store, caches, ledger). Needs `--expose-gc`: what the collector would free is no cost of waiting. Nor are
 * the emptied pages it keeps for its next turn, some 50 MB which are there after the first hundred thousand joins and
 * never more, however long the line grows: a last-resort collection gives them back before each reading.
 */
const [dir = '', people = '1000000'] = process.argv.slice(2)
const { gc } = globalThis
if (!gc) throw new Error('run with --expose-gc')
const backend = await createBackend({ dir, launch: benchLaunch(Date.now(), 0), clock: systemClock() })
const random = Buffer.alloc(32 * 1024)
let used = random.length

/** The least of several readings: pages go back to the system some time after they were freed. */
async function settledRss(collect: NonNullable<typeof gc>): Promise<number> {
  let least = Infinity
  for (let round = 0; round < 8; round++) {
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
    await new Promise(resolve => setTimeout(resolve, 250))
    least = Math.min(least, process.memoryUsage.rss())
  }
  return least
}

/** A person and their device, without memory of the bench's own that would count as theirs. */
function newcomer(): { person: Uint8Array; client: string } {
  if (used === random.length) {
    randomFillSync(random)
    used = 0
  }
  const person = new Uint8Array(random.subarray(used, used + 16))
  const client = random.toString('base64url', used + 16, used + 32)
  used += 32
  return { person, client }
}

async function join(count: number): Promise<void> {
  const inFlight: Promise<unknown>[] = []
  for (let at = 0; at < count; at++) {
    const { person, client } = newcomer()
    inFlight.push(backend.citizens.join(benchCohort, { person, birthDate: '1967-05-05' }, [], client))
    if (inFlight.length < 1000) continue
    await Promise.all(inFlight.splice(0))
    backend.tick()
  }
  await Promise.all(inFlight)
}

// The first joins warm up the code, the caches and the heap that every further one uses again.
await join(50_000)
const before = await settledRss(gc)
await join(Number(people))
const after = await settledRss(gc)
process.send?.({ bytesPerWaiting: (after - before) / Number(people) })
await backend.close()
process.disconnect?.()
