import { randomFillSync } from 'node:crypto'
import { createBackend } from '../../../src/backend/backend.ts'
import { systemClock } from '../../../src/backend/clock.ts'
import { benchCohort, benchLaunch } from '../launch.ts'

/**
 * How much a waiting person costs: the growth of resident memory over many joins, with everything they touch (person
 * map, tickets, store, caches, ledger). Needs `--expose-gc`: what the collector would free is no cost of waiting.
 */
const [dir = '', people = '1000000'] = process.argv.slice(2)
const { gc } = globalThis
if (!gc) throw new Error('run with --expose-gc')
const backend = await createBackend({ dir, launch: benchLaunch(Date.now(), 0), clock: systemClock() })

/** The least of several readings: pages go back to the system some time after they were freed. */
async function settledRss(collect: () => unknown): Promise<number> {
  let least = Infinity
  for (let round = 0; round < 8; round++) {
    collect()
    await new Promise(resolve => setTimeout(resolve, 250))
    least = Math.min(least, process.memoryUsage.rss())
  }
  return least
}

async function join(count: number): Promise<void> {
  const inFlight: Promise<unknown>[] = []
  for (let at = 0; at < count; at++) {
    const bytes = randomFillSync(new Uint8Array(32))
    const identity = { person: bytes.slice(0, 16), birthDate: '1967-05-05' }
    inFlight.push(backend.citizens.join(benchCohort, identity, [], Buffer.from(bytes.slice(16)).toString('base64url')))
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
