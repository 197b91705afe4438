import { Worker } from 'node:worker_threads'
import type { Launch } from '../launch.ts'
import type { OpenTables, Tables } from './tables.ts'

/** What travels to the thread: which of the tables' methods, and with what. */
export interface Ask {
  readonly id: number
  readonly method: keyof Tables
  readonly args: readonly unknown[]
}

/** What comes back: the answer, or why there is none. Id 0 is the opening of the file. */
export type Tell = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: string }

export interface ThreadSetup {
  readonly file: string
  readonly plan: Pick<Launch, 'sites' | 'slots'> | undefined
}

/** MB for what is young in the thread's heap: rows pass through it, and what Node takes by itself is sized for a program. */
const YOUNG_MB = 8

/** Built, the thread's entry lies beside the program, and is JavaScript. */
const entry = new URL(`./thread.worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

const ENDED = 'the bookings are closed'

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/**
 * The tables of a SQLite file, in a thread of their own: a commit waits for the disk, and the gate does not. Rejects with
 * what the file is refused for. A thread that dies takes the process along: what it had committed and not yet told is on
 * the disk, and is read at the next start.
 */
export const openThread: OpenTables = async (file, plan) => {
  const workerData: ThreadSetup = { file, plan }
  const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB }
  const worker = new Worker(entry, { workerData, name: 'booking', resourceLimits })
  const waiting = new Map<number, Waiting>()
  let last = 0
  let ended = false

  const answer = (id: number) =>
    new Promise<unknown>((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      // Only who waits for an answer keeps the process from ending.
      worker.ref()
    })
  worker.on('message', (tell: Tell) => {
    const waiter = waiting.get(tell.id)
    waiting.delete(tell.id)
    if (waiting.size === 0) worker.unref()
    if ('error' in tell) waiter?.reject(new Error(tell.error))
    else waiter?.resolve(tell.value)
  })

  // After `close`; a death is an error of the worker, which nobody catches.
  worker.on('exit', () => {
    ended = true
    for (const { reject } of waiting.values()) reject(new Error(ENDED))
  })

  function ask<K extends keyof Tables>(method: K) {
    return (...args: Parameters<Tables[K]>): ReturnType<Tables[K]> => {
      if (ended) return Promise.reject(new Error(ENDED)) as ReturnType<Tables[K]>
      const message: Ask = { id: ++last, method, args }
      worker.postMessage(message)
      return answer(message.id) as ReturnType<Tables[K]>
    }
  }

  await answer(0)
  const close = ask('close')
  return {
    commit: ask('commit'),
    ofPerson: ask('ofPerson'),
    ofCode: ask('ofCode'),
    shelves: ask('shelves'),
    held: ask('held'),
    async close() {
      await close()
      await worker.terminate()
    },
  }
}
