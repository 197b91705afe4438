import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { connectCommander, type Commander } from './commander.ts'
import { startServed } from './servedProcess.ts'

/** A night under way: its backend in a process of its own, and a commander connected to it. */
export interface BenchNight {
  readonly dir: string
  readonly operators: string
  readonly token: string
  readonly commander: Commander
  /** When the gate first decided under a rate, by rate; and when an acceptance was emitted, by command number (ms). */
  readonly decidedAt: ReadonlyMap<number, number>
  readonly acceptedAt: ReadonlyMap<number, number>
  stop(): Promise<void>
}

const addressSchema = z.object({ operators: z.string(), token: z.string() })
const noticeSchema = z.union([
  z.object({ decided: z.object({ rate: z.number(), at: z.number() }) }),
  z.object({ accepted: z.object({ number: z.number(), at: z.number() }) }),
])

/** Real ms until the cohort has opened and the first of the crowd have been admitted. */
const SETTLE_MS = 8000

export async function startBenchNight(): Promise<BenchNight> {
  const dir = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
  const server = await startServed('night', [join(dir, 'backend')])
  const { operators, token } = addressSchema.parse(server.served)
  const decidedAt = new Map<number, number>()
  const acceptedAt = new Map<number, number>()
  server.onMessage(message => {
    const notice = noticeSchema.safeParse(message).data
    if (notice === undefined) return
    if ('decided' in notice) decidedAt.set(notice.decided.rate, notice.decided.at)
    else if (!acceptedAt.has(notice.accepted.number)) acceptedAt.set(notice.accepted.number, notice.accepted.at)
  })
  const commander = await connectCommander(operators, token)
  await new Promise(resolve => setTimeout(resolve, SETTLE_MS))
  return {
    dir,
    operators,
    token,
    commander,
    decidedAt,
    acceptedAt,
    async stop() {
      commander.close()
      await server.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
