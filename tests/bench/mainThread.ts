import type { Page } from 'playwright'
import { setTimeout as sleep } from 'node:timers/promises'

const MEASURED_MS = 20_000

/** How much of the time the page's main thread is busy while samples come 4 times a second and nobody touches it (%). */
export async function mainThread(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'timeTicks' })
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    const named = new Map(metrics.map(({ name, value }) => [name, value]))
    return { at: named.get('Timestamp') ?? NaN, busy: named.get('TaskDuration') ?? NaN }
  }
  const before = await read()
  await sleep(MEASURED_MS)
  const after = await read()
  await session.detach()
  return (100 * (after.busy - before.busy)) / (after.at - before.at)
}
