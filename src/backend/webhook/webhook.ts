import { setTimeout as pause } from 'node:timers/promises'
import type { KeyObject } from 'node:crypto'
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import type { Documents } from '../control/contract.ts'
import type { Gate } from '../gate/contract.ts'
import type { Plan } from '../plan.ts'
import type { Meter } from '../telemetry/contract.ts'
import { createEndpoint, type Delivery } from './endpoint.ts'
import { nearPlaces, nearUpTo } from './near.ts'
import { openPointers } from './pointers.ts'
import { createSigner } from './signature.ts'

export interface WebhookTarget {
  readonly url: URL
  /** All of them sign; see `readSecrets`. */
  readonly secrets: readonly KeyObject[]
  /** A turn is near when it is expected within so many seconds of event time. */
  readonly leadSeconds: number
}

export interface WebhookOptions extends WebhookTarget {
  readonly gate: Gate
  readonly clock: Clock
  readonly documents: Documents
  readonly launch: Pick<Plan, 'id' | 'mode'>
  readonly log: Pick<Logger, 'warn' | 'info'> | undefined
}

export interface Webhook {
  /** For `telemetry.collect`. */
  collect(meter: Meter): void
  close(): Promise<void>
}

/** Numbers in one message, so that one is read and answered quickly. */
const NUMBERS_A_MESSAGE = 500
/** How often it looks for new ones, and the pauses after failures: doubled from the first to the longest (real ms). */
const LOOK_MS = 1_000
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 300_000

/**
 * Tells a receiver, in signed messages, of everybody whose turn is near, each number once; at least once should an answer be
 * lost, then with the same id. What is kept is a pointer a cohort: numbers come near in their order. Messages go one after the
 * other on a loop of their own, so that a slow receiver delays messages and nothing else. Described in
 * `resources/api/webhook.md`.
 */
export async function startWebhook(options: WebhookOptions): Promise<Webhook> {
  const { gate, clock, documents, launch, log, url, secrets, leadSeconds } = options
  const endpoint = createEndpoint(url, createSigner(secrets))
  const pointers = await openPointers(documents)
  const closing = new AbortController()
  let failures = 0
  let failedInARow = 0
  /** Set by a receiver that wants no more. */
  const receiver = { gone: false }

  const cohorts = () => gate.reading().cohorts.map(({ cohort }) => cohort)

  /** Sends the next message about a cohort. True when there was one, and it was taken. */
  async function tell(cohort: string): Promise<boolean> {
    const { upTo, planned } = pointers.of(cohort)
    const status = gate.status(cohort)
    const to = planned ?? Math.min(nearUpTo(status, leadSeconds), upTo + NUMBERS_A_MESSAGE)
    if (to <= upTo) return false
    const places = nearPlaces(gate, status, upTo + 1, to)
    if (places.length > 0) {
      // Before it is sent: a restart must send the same stretch under the same id.
      if (planned === null) await pointers.put(cohort, { upTo, planned: to })
      const body = JSON.stringify({
        type: 'turn.near',
        timestamp: new Date(clock.event()).toISOString(),
        data: { launch: launch.id, mode: launch.mode, cohort, serving: status.serving, leadSeconds, places },
      })
      const id = pointers.idOf(cohort, upTo + 1, to)
      const delivery = await endpoint.post(id, body, Math.floor(clock.real() / 1000), closing.signal)
      if (!delivery.done) {
        await recover(delivery)
        return false
      }
      if (failedInARow > 0) log?.info({ attempts: failedInARow + 1 }, 'the webhook is taken again')
      failedInARow = 0
    }
    await pointers.put(cohort, { upTo: to, planned: null })
    return true
  }

  async function recover({ why, gone, retryAfterMs }: Delivery & { done: false }): Promise<void> {
    if (closing.signal.aborted) return
    failures++
    failedInARow++
    receiver.gone = gone
    // Once and then ever more seldom: a receiver that is down all night must not fill the log.
    if (Number.isInteger(Math.log2(failedInARow)))
      log?.warn({ why, attempts: failedInARow }, 'the webhook is not taken')
    if (gone) return
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failedInARow - 1))
    // Half of it by chance, so that many senders do not knock at once.
    await rest(Math.max(retryAfterMs, longest * (0.5 + Math.random() / 2)))
  }

  const rest = (ms: number) => pause(ms, undefined, { signal: closing.signal, ref: false }).catch(() => undefined)

  async function run(): Promise<void> {
    while (!closing.signal.aborted && !receiver.gone) {
      let told = false
      for (const cohort of cohorts()) {
        try {
          told = (await tell(cohort)) || told
        } catch (error) {
          // The disk did not take the pointer: what was sent is sent again.
          log?.warn({ err: error }, 'the webhook could not go on')
        }
        if (closing.signal.aborted || receiver.gone) return
      }
      if (!told) await rest(LOOK_MS)
    }
  }
  const running = run()

  return {
    collect(meter) {
      const due = cohorts().map(id => Math.max(0, nearUpTo(gate.status(id), leadSeconds) - pointers.of(id).upTo))
      meter.set(
        'webhook.backlog',
        due.reduce((sum, numbers) => sum + numbers, 0),
      )
      meter.set('webhook.failures', failures)
    },
    async close() {
      closing.abort()
      await running
    },
  }
}
