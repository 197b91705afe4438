import type { z } from 'zod'
import type {
  BridgePush,
  BridgePushName,
  BridgeReply,
  BridgeRequestName,
  ConsoleState,
  Link,
  Notice,
  bridgeRequests,
} from '../protocol/bridge.ts'
import type { Command } from '../protocol/commands.ts'
import { RefusalError } from '../protocol/errors.ts'
import { createCommands } from './commands.ts'
import type { JournalWarning } from './journal.messages.ts'
import { openJournal, type Journal } from './journal.ts'
import { openLink, type ConsoleLink, type LinkTimings } from './link.ts'
import { readPlaces } from './places.ts'
import { recentSamples } from './recent.ts'
import { UnansweredError, type Ask } from './requests.ts'
import { joinPoints, pointOf } from './series.ts'
import { applyEvent, viewOf, type View } from './state.ts'

export interface ConsoleCoreOptions {
  /** The operator plane: `ws://127.0.0.1:7420/v1/console` */
  readonly url: string
  /** The operator's token, or a function that reads it anew at each attempt to connect. */
  readonly token: string | (() => string)
  /** The file that it was read from, if any. */
  readonly tokenFile?: string | null
  /** Where samples, events and commands are kept, and the entry of the thread that keeps them; null keeps nothing. */
  readonly journal: { readonly file: string; readonly worker: URL } | null
  readonly readOnly: boolean
  readonly shell: ConsoleState['shell']
  readonly timings?: Partial<LinkTimings>
  /** Shows a notice on the desktop, where the shell has one. */
  readonly notify?: (notice: Notice) => void
  /** What an operator or an engineer should know, and what stops nothing. */
  readonly onWarning?: (warning: ConsoleWarning) => void
}

export type ConsoleWarning = JournalWarning | { warning: 'link'; detail: string }

/** The bridge's requests, each with its body already judged by the table's schema. */
type BridgeHandlers = {
  readonly [N in BridgeRequestName]: (body: z.output<(typeof bridgeRequests)[N]['request']>) => Promise<BridgeReply<N>>
}

type PushListener = <N extends BridgePushName>(name: N, body: BridgePush<N>) => void

export interface ConsoleCore {
  readonly handlers: BridgeHandlers
  link(): Link
  /** Somebody pressed the desktop's notice of this alert. */
  noticed(alert: string): void
  /** Every push of the table, to every page alike; returns the function that ends it. */
  onPush(listener: PushListener): () => void
  close(): Promise<void>
}

/** How long a start waits for the journal (ms) before it connects without it. */
const journalWaitMs = 3000

/** How long a series waits for the journal (ms), and how many points a chart gets. */
const seriesWaitMs = 2000
const mostPoints = 1800

/** The console's core, the same in both shells: one link, one view of the launch, the commands given here, one journal. */
export function createConsoleCore(options: ConsoleCoreOptions): ConsoleCore {
  const { url, readOnly, shell, onWarning = () => {} } = options
  const listeners = new Set<PushListener>()
  const recent = recentSamples()
  let view: View | null = null
  let epoch = ''
  let link: ConsoleLink | undefined
  let snapshotDue = false
  let closed = false

  const push: PushListener = (name, body) => {
    for (const listener of listeners) listener(name, body)
  }
  const reading = () => link?.reading() ?? idleLink(url)
  const journal: Journal | null = options.journal && openJournal({ ...options.journal, source: url, onWarning })

  const ask: Ask = question => {
    if (!link) return Promise.reject(new RefusalError('not-connected'))
    return link.ask(question)
  }
  const commands = createCommands({
    ask,
    connected: () => link?.reading().state === 'live',
    context: reading,
    onTracked(tracked, reason) {
      journal?.command(epoch, { tracked, reason })
      push('tracked', tracked)
    },
  })

  /** Events of one burst change the snapshot together: it is sent once, and in the same turn of the event loop. */
  const pushSnapshot = () => {
    if (snapshotDue) return
    snapshotDue = true
    setImmediate(() => {
      snapshotDue = false
      if (view) push('snapshot', view.snapshot)
    })
  }
  const apply = (next: View | null) => {
    if (next === view) return
    view = next
    pushSnapshot()
  }

  const connect = (resume: { epoch: string; sequence: number } | null) => {
    const { token } = options
    link = openLink({
      url,
      token: typeof token === 'string' ? () => token : token,
      resume: resume ?? undefined,
      timings: options.timings,
      on: {
        link: body => push('link', body),
        welcome(welcome, continues) {
          epoch = welcome.epoch
          // A launch whose time lies before what is remembered is another one: its charts start empty.
          const last = recent.list().at(-1)
          if (!continues && last && last.eventTime > welcome.eventTime) recent.clear()
          apply(viewOf(welcome))
          for (const record of welcome.snapshot.commands) commands.apply(record)
          setImmediate(() => void commands.reconcile())
        },
        sample(sample) {
          if (sample.full) {
            recent.add([sample])
            journal?.sample(epoch, sample)
          }
          push('sample', sample)
        },
        event(event) {
          journal?.event(epoch, event)
          if (event.body.kind === 'command') commands.apply(event.body.command)
          if (view) apply(applyEvent(view, event))
          push('event', event)
        },
        backfill(samples, events) {
          journal?.backfill(epoch, samples, events)
          recent.add(samples)
          push('backfill', samples)
          for (const event of events) {
            if (view) apply(applyEvent(view, event))
            push('event', event)
          }
        },
        warning: detail => onWarning({ warning: 'link', detail }),
      },
    })
  }

  const start = async () => {
    const kept = await journal?.recent(journalWaitMs)
    if (closed) return
    if (kept) {
      recent.add(kept.samples)
      commands.restore(kept.commands)
      if (kept.samples.length > 0) push('backfill', kept.samples)
    }
    connect(kept?.position ?? null)
  }
  const started = start()

  const give = (command: Command) => {
    if (readOnly) return Promise.reject(new RefusalError('commands-off'))
    return commands.give(command)
  }
  /** An answer that did not come is, for anything but a command, as good as no connection: it may be asked again. */
  const answered = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer
    } catch (error) {
      if (error instanceof UnansweredError) throw new RefusalError('not-connected', error.message)
      throw error
    }
  }
  const act: Ask = question => {
    if (readOnly) return Promise.reject(new RefusalError('commands-off'))
    return answered(ask(question))
  }

  return {
    handlers: {
      state: () =>
        Promise.resolve({
          shell,
          tokenFile: options.tokenFile ?? null,
          readOnly,
          link: reading(),
          snapshot: view?.snapshot ?? null,
          samples: recent.list(),
          tracked: commands.list(),
        }),
      pause: ({ id, reason }) =>
        give({
          id,
          order: { kind: 'pause', args: {} },
          expectedRevision: null,
          reason,
          previewId: null,
          override: false,
        }),
      command: give,
      preview: async ({ order }) => (await answered(ask({ type: 'preview', order }))).preview,
      identify: async ({ who }) => (await act({ type: 'identify', who })).identified,
      places: () => readPlaces(async after => (await answered(ask({ type: 'plan', after }))).plan),
      approve: async ({ id, approve }) => (await act({ type: 'approve', id, approve })).command,
      acknowledge: async ({ alert }) => (await act({ type: 'acknowledge', alert })).alert,
      shelve: async ({ alert, minutes, reason }) => (await act({ type: 'shelve', alert, minutes, reason })).alert,
      unshelve: async ({ alert }) => (await act({ type: 'unshelve', alert })).alert,
      resolve: async ({ alert }) => (await act({ type: 'resolve', alert })).alert,
      note: async ({ alert, text }) => (await act({ type: 'note', alert, text })).alert,
      async alertHistory({ before, limit }) {
        const { alerts, next } = await answered(ask({ type: 'alert-history', before, limit }))
        return { alerts, next }
      },
      notify(notice) {
        options.notify?.(notice)
        return Promise.resolve({ shown: options.notify !== undefined })
      },
      async series(question) {
        const samples = recent.list()
        // What memory has from its beginning on need not be read from the disk.
        const reaches = question.from >= (samples[0]?.at ?? Infinity)
        const kept = reaches ? [] : await journal?.series(question, seriesWaitMs)
        const now = samples
          .filter(({ at }) => at >= question.from && at <= question.to)
          .flatMap(sample => pointOf(sample, question) ?? [])
        return { points: joinPoints(kept ?? [], now, mostPoints) }
      },
      assign: async ({ alert, owner }) => (await act({ type: 'assign', alert, owner })).alert,
    },
    link: reading,
    noticed: alert => push('noticed', { alert }),
    onPush(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      closed = true
      await started
      link?.close()
      await journal?.close()
      listeners.clear()
    },
  }
}

/** Before the journal has been read there is no link yet; it reads as one that is about to connect. */
function idleLink(address: string): Link {
  const now = Date.now()
  return {
    state: 'connecting',
    address,
    epoch: null,
    account: null,
    clockOffset: 0,
    roundTrip: null,
    serverTime: now,
    eventTime: now,
    refusal: null,
    attempts: 0,
    retryAt: null,
  }
}
