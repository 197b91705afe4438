import { parentPort, workerData } from 'node:worker_threads'
import { openFile } from './sqlTables.ts'
import type { Ask, Tell, ThreadSetup } from './thread.ts'
import type { Tables } from './tables.ts'

/** The bookings' thread: opens the file, then does what it is asked, in the order in which the tables take it. */

const tell = (message: Tell) => parentPort?.postMessage(message)

/** SQLite's own code says more than its sentence: `SQLITE_FULL: database or disk is full`. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error ? `${String(error.code)}: ${error.message}` : error.message
}

async function answer(id: number, work: () => Promise<unknown>): Promise<void> {
  try {
    tell({ id, value: await work() })
  } catch (error) {
    tell({ id, error: reasonOf(error) })
  }
}

// Both ends of this port are of one build, and what is sent is typed there.
const { file, plan } = workerData as ThreadSetup
let tables: Tables | undefined

await answer(0, async () => {
  tables = await openFile(file, plan)
})
const opened = tables
if (opened)
  parentPort?.on('message', ({ id, method, args }: Ask) => {
    const work = opened[method] as (...given: readonly unknown[]) => Promise<unknown>
    void answer(id, () => work(...args))
  })
