import { randomUUID } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { openLink } from '../../src/console/link.ts'
import type { Intake } from '../../src/protocol/nouns.ts'

/** An operator's console without a page, which lowers the rate again and again: that needs no preview and nobody else. */
export interface Commander {
  /** Lowers the rate by one step; resolves when the backend has accepted it. */
  lower(): Promise<Lowering>
  close(): void
}

export interface Lowering {
  /** The rate that was set, and the number the command got. */
  readonly rate: number
  readonly number: number
  /** When it was sent: the machine's time of day, ms. */
  readonly sentAt: number
}

/** Admissions per second; a night that admits 20 can be lowered a hundred times. */
const STEP = 0.1

export async function connectCommander(url: string, token: string): Promise<Commander> {
  const greeted = new EventEmitter<{ welcome: [] }>()
  let intake: Intake = { rate: 0, paused: false, ramp: null, revision: 0 }
  const link = openLink({
    url,
    token: () => token,
    on: {
      link: () => undefined,
      welcome({ snapshot }) {
        ;({ intake } = snapshot)
        greeted.emit('welcome')
      },
      sample: () => undefined,
      event({ body }) {
        if (body.kind === 'intake') ({ intake } = body)
      },
      backfill: () => undefined,
      warning: text => process.stderr.write(`${text}\n`),
    },
  })
  await once(greeted, 'welcome', { signal: AbortSignal.timeout(15_000) })
  return {
    async lower() {
      const rate = Math.round((intake.rate - STEP) * 10) / 10
      const command = {
        id: randomUUID(),
        order: { kind: 'set-rate', args: { rate } },
        expectedRevision: intake.revision,
        reason: '',
        previewId: null,
        override: false,
      } as const
      const sentAt = Date.now()
      const { number } = (await link.ask({ type: 'command', command })).command
      if (number === null) throw new Error(`the rate of ${rate} was not accepted`)
      return { rate, number, sentAt }
    },
    close: () => link.close(),
  }
}
