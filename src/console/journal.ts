import { Worker } from 'node:worker_threads'
import type { SeriesPoint, SeriesQuestion } from '../protocol/bridge.ts'
import type { LaunchEvent, Sample } from '../protocol/console.ts'
import type { Remembered } from './commands.ts'
import type { JournalAsk, JournalSetup, JournalTell, JournalWarning } from './journal.messages.ts'
import type { JournalLimits, JournalRecent } from './journal.store.ts'

export interface JournalOptions {
  readonly file: string
  /** The thread's entry: the `.ts` file where Node runs sources, the built one in the desktop shell. */
  readonly worker: URL
  /** Names the backend; a console that turns to another one does not show the first one's charts. */
  readonly source: string
  readonly limits?: JournalLimits | undefined
  readonly onWarning: (warning: JournalWarning) => void
}

export interface Journal {
  /** Resolves with null when nothing can be read, or not within `waitMs`. */
  recent(waitMs: number): Promise<JournalRecent | null>
  /** Resolves with null likewise. */
  series(question: SeriesQuestion, waitMs: number): Promise<SeriesPoint[] | null>
  sample(epoch: string, sample: Sample): void
  backfill(epoch: string, samples: readonly Sample[], events: readonly LaunchEvent[]): void
  event(epoch: string, event: LaunchEvent): void
  /** Kept at once: a console that dies must be able to ask what became of it. */
  command(epoch: string, command: Remembered): void
  close(): Promise<void>
}

type JournalReply = Extract<JournalTell, { id: number }>

/** Samples and events are handed over in one transaction this often (ms). */
const batchMs = 500
/** How long an end waits for what is still to be written: a shell must be gone within a second. */
const closeMs = 800

export function openJournal({ file, worker: entry, source, limits, onWarning }: JournalOptions): Journal {
  const setup: JournalSetup = limits ? { file, limits } : { file }
  const worker = new Worker(entry, { workerData: setup, name: 'journal' })
  /** What is waited for, by number; null is that it will not come. */
  const replies = new Map<number, (reply: JournalReply | null) => void>()
  let epoch = ''
  let samples: Sample[] = []
  let events: LaunchEvent[] = []
  let nextId = 0
  let gone = false
  let ended: (() => void) | undefined
  let warned = ''

  const post = (message: JournalAsk) => {
    if (!gone) worker.postMessage(message)
  }
  const flush = (commands: readonly Remembered[] = []) => {
    if (samples.length + events.length + commands.length === 0) return
    post({ type: 'write', batch: { source, epoch, samples, events, commands } })
    samples = []
    events = []
  }
  const turnTo = (next: string) => {
    if (next === epoch) return
    flush()
    epoch = next
  }
  /** A full disk fails twice a second; it is said once. */
  const warn = (warning: JournalWarning) => {
    const said = `${warning.warning} ${warning.detail}`
    if (said !== warned) onWarning(warning)
    warned = said
  }
  const timer = setInterval(flush, batchMs)

  worker.on('message', (message: JournalTell) => {
    if (message.type === 'warning') warn(message)
    else if (message.type === 'closed') ended?.()
    else {
      replies.get(message.id)?.(message)
      replies.delete(message.id)
    }
  })
  // Without its journal a console still works; it only forgets.
  worker.on('error', (error: Error) => warn({ warning: 'journal-unavailable', file, detail: error.message }))
  worker.on('exit', () => {
    gone = true
    clearInterval(timer)
    for (const reply of replies.values()) reply(null)
    replies.clear()
    ended?.()
  })

  const ask = (waitMs: number, question: (id: number) => JournalAsk) =>
    new Promise<JournalReply | null>(resolve => {
      const id = nextId++
      const late = setTimeout(() => resolve(null), waitMs)
      replies.set(id, reply => {
        clearTimeout(late)
        resolve(reply)
      })
      if (gone) resolve(null)
      else post(question(id))
    })

  return {
    async recent(waitMs) {
      const reply = await ask(waitMs, id => ({ type: 'recent', id, source }))
      return reply?.type === 'reply' ? reply.recent : null
    },
    async series(question, waitMs) {
      flush()
      const reply = await ask(waitMs, id => ({ type: 'series', id, source, question }))
      return reply?.type === 'series' ? reply.points : null
    },
    sample(of, sample) {
      if (gone) return
      turnTo(of)
      samples.push(sample)
    },
    backfill(of, moreSamples, moreEvents) {
      if (gone) return
      turnTo(of)
      samples.push(...moreSamples)
      events.push(...moreEvents)
    },
    event(of, event) {
      if (gone) return
      turnTo(of)
      events.push(event)
    },
    command(of, command) {
      turnTo(of)
      flush([command])
    },
    async close() {
      clearInterval(timer)
      flush()
      if (!gone) {
        const over = new Promise<void>(resolve => {
          ended = resolve
          setTimeout(resolve, closeMs).unref()
        })
        post({ type: 'close' })
        await over
      }
      await worker.terminate()
    },
  }
}
