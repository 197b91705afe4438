import { parentPort, workerData } from 'node:worker_threads'
import { isCorrupt, openJournalStore, setAside, type JournalStore } from './journal.store.ts'
import { journalSetupSchema, type JournalAsk, type JournalTell } from './journal.messages.ts'

/** The journal's thread: SQLite works here, so that neither a slow disk nor a check of a large file stops the console. */

const { file, limits } = journalSetupSchema.parse(workerData)
const pruneEveryMs = 60_000
const tell = (message: JournalTell) => parentPort?.postMessage(message)

let store: JournalStore | undefined

/** Runs on the store; a broken file is set aside and the same is done on a fresh one. */
function onStore<T>(work: (store: JournalStore) => T): T | undefined {
  for (const again of [true, false])
    try {
      store ??= openJournalStore(file, limits)
      return work(store)
    } catch (error) {
      closeQuietly()
      const detail = error instanceof Error ? error.message : String(error)
      if (!isCorrupt(error) || !again) {
        tell({ type: 'warning', warning: 'journal-unavailable', file, detail })
        return undefined
      }
      try {
        tell({ type: 'warning', warning: 'journal-set-aside', file: setAside(file, Date.now()), detail })
      } catch {
        tell({ type: 'warning', warning: 'journal-unavailable', file, detail })
        return undefined
      }
    }
  return undefined
}

function closeQuietly(): void {
  try {
    store?.close()
  } catch {
    // A broken file may refuse even that; it is set aside next.
  }
  store = undefined
}

// The server's time is what rows carry; a launch is pruned by the newest of them, not by this machine's clock.
let newest = 0
const pruning = setInterval(() => {
  if (newest > 0) onStore(open => open.prune(newest))
}, pruneEveryMs)

parentPort?.on('message', (message: JournalAsk) => {
  switch (message.type) {
    case 'write':
      for (const { at } of [...message.batch.samples, ...message.batch.events]) newest = Math.max(newest, at)
      onStore(open => open.write(message.batch))
      break
    case 'recent':
      tell({ type: 'reply', id: message.id, recent: onStore(open => open.recent(message.source)) ?? null })
      break
    case 'series':
      tell({
        type: 'series',
        id: message.id,
        points: onStore(open => open.series(message.source, message.question)) ?? null,
      })
      break
    case 'close':
      clearInterval(pruning)
      closeQuietly()
      tell({ type: 'closed' })
      parentPort?.close()
      break
  }
})
