import { setTimeout as sleep } from 'node:timers/promises'
import type { BenchNight } from './night.ts'
import { p95 } from './percentile.ts'

const COMMANDS = 40
/** Between two commands (ms), and no multiple of the gate's tick: each meets it at another phase. */
const PAUSE_MS = 137
/** Until what the backend reports of the last one has come. */
const REPORT_MS = 1000

/** From the sending of a command to the gate's first decision under its rate, 95th percentile (ms). */
export async function commandToEffect({ commander, decidedAt }: BenchNight): Promise<number> {
  const lowerings = []
  for (let at = 0; at < COMMANDS; at++) {
    lowerings.push(await commander.lower())
    await sleep(PAUSE_MS)
  }
  await sleep(REPORT_MS)
  return p95(
    lowerings.map(({ rate, sentAt }) => {
      const decided = decidedAt.get(rate)
      if (decided === undefined) throw new Error(`the gate never decided under a rate of ${rate}`)
      return decided - sentAt
    }),
  )
}
