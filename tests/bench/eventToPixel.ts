import type { Page } from 'playwright'
import { setTimeout as sleep } from 'node:timers/promises'
import { coverPage } from './consolePage.ts'
import type { BenchNight } from './night.ts'
import { p95 } from './percentile.ts'

const EVENTS = 25
/** Between two events (ms), and no multiple of a sample's interval: each meets the page at another moment. */
const PAUSE_MS = 437
/** Until the page has shown the last one. */
const SHOWN_MS = 1000

/** When a page had each command in its document and, where it is drawn at all, on the screen (time of day, ms). */
interface Sighting {
  readonly number: number
  readonly inDocument: number
  readonly painted: number | null
}

type WatchedWindow = typeof globalThis & { sightings: Sighting[] }

/** Runs in the page: notes each new number of the last command. The second frame begins once the first is painted. */
function watchLastCommand(): void {
  const sightings: Sighting[] = []
  Object.assign(globalThis, { sightings })
  const read = () => Number(/^#(?<number>\d+)/.exec(document.querySelector('.last-command b')?.textContent ?? '')?.[1])
  let last = read()
  const look = () => {
    const number = read()
    if (number === last || Number.isNaN(number)) return
    last = number
    const inDocument = Date.now()
    const at = sightings.push({ number, inDocument, painted: null }) - 1
    requestAnimationFrame(() =>
      requestAnimationFrame(() => (sightings[at] = { number, inDocument, painted: Date.now() })),
    )
  }
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
}

/** From the emission of acceptances to where `reached` finds them on the page, 95th percentile (ms). */
async function delays(
  { commander, acceptedAt }: BenchNight,
  page: Page,
  reached: (sighting: Sighting) => number | null,
): Promise<number> {
  await page.evaluate(watchLastCommand)
  const numbers = []
  for (let at = 0; at < EVENTS; at++) {
    numbers.push((await commander.lower()).number)
    await sleep(PAUSE_MS)
  }
  await sleep(SHOWN_MS)
  const sightings = await page.evaluate(() => (globalThis as WatchedWindow).sightings)
  return p95(
    numbers.map(number => {
      const emitted = acceptedAt.get(number)
      const sighting = sightings.find(one => one.number === number)
      const shown = sighting && reached(sighting)
      // Replaced by the next before it was seen: as late as can be.
      return emitted === undefined || shown === undefined || shown === null ? Infinity : shown - emitted
    }),
  )
}

/**
 * From an event that is pushed at once, the acceptance of a command, to its pixel; in a covered page, which paints
 * nothing, to its document. The worse of the two 95th percentiles (ms). Leaves the page covered.
 */
export async function eventToPixel(night: BenchNight, page: Page): Promise<number> {
  const painted = await delays(night, page, sighting => sighting.painted)
  await coverPage(page)
  const covered = await delays(night, page, sighting => sighting.inDocument)
  return Math.max(painted, covered)
}
