import { randomUUID } from 'node:crypto'
import type { Consequence, Order, Preview } from '../../protocol/commands.ts'
import { RefusalError } from '../../protocol/errors.ts'
import type { Account, Intake } from '../../protocol/nouns.ts'
import type { PlannedSlot } from '../../protocol/plan.ts'
import type { RevokeTarget } from '../../protocol/revocation.ts'
import { byKind, type PerKind } from './kinds.ts'
import { projectLine, stillServed, type LineInput } from '../../rules/fluid.ts'

/** What the line looks like now, as a projection sees it. */
export interface Line {
  readonly input: Omit<LineInput, 'ratePerSecond' | 'rampSeconds' | 'rampFrom'>
  readonly intake: Intake
  /** Share of the set rate that the safety net allows. */
  readonly share: number
  /** Event time, ms. */
  readonly eventTime: number
  /** Whether doses were put on sale: then joining closes by itself when the line is longer than they last. */
  readonly limited: boolean
  /** Whether a cohort is open. Before that the line is everybody who is in one for the opening, and nobody is called. */
  readonly open: boolean
  /** People waiting in one cohort, whatever its state. */
  waitingIn(cohort: string): number
  /** Doses that these slots are to have and do not have yet. */
  missingDoses(slots: readonly PlannedSlot[]): number
  /** How many of those who wait in open cohorts a revocation takes out of the line. */
  leavingBy(target: RevokeTarget): number
}

/** A preview counts for so long (real time) and for its revision only. */
const VALID_MS = 15_000

/** The consequences of an order: the line as it would run on, without it and with it. */
export function consequences(order: Order, line: Line): { before: Consequence; after: Consequence } {
  const rest = line.intake.ramp ? Math.max(0, (line.intake.ramp.to - line.eventTime) / 1000) : 0
  const now: LineInput = {
    ...line.input,
    ratePerSecond: line.intake.paused ? 0 : line.intake.rate * line.share,
    rampSeconds: rest,
  }
  return {
    before: consequence(unchanged(order, { now, line }), line),
    after: consequence(byKind(changed, order, { now, line }), line),
  }
}

interface Unchanged {
  readonly now: LineInput
  readonly line: Line
}

/** What the order is compared with: the line as it runs on, and where the order opens it, as it stands. */
function unchanged(order: Order, { now, line }: Unchanged): LineInput {
  if (order.kind !== 'open-cohort' || line.open) return now
  return { ...now, waiting: line.waitingIn(order.args.cohort), ratePerSecond: 0 }
}

const changed: PerKind<Unchanged, LineInput> = {
  pause: (_, { now }) => ({ ...now, ratePerSecond: 0 }),
  resume: ({ rampSeconds }, { now, line }) => ({ ...now, ratePerSecond: line.intake.rate * line.share, rampSeconds }),
  'set-rate': ({ rate }, { now, line }) => ({ ...now, ratePerSecond: line.intake.paused ? 0 : rate * line.share }),
  'open-cohort': ({ cohort }, { now, line }) => ({
    ...now,
    opensInSeconds: 0,
    waiting: (line.open ? now.waiting : 0) + line.waitingIn(cohort),
  }),
  'close-cohort': ({ cohort }, { now, line }) => ({
    ...now,
    waiting: Math.max(0, now.waiting - line.waitingIn(cohort)),
  }),
  'schedule-cohort': (_, { now }) => now,
  revoke: ({ target }, { now, line }) => ({ ...now, waiting: Math.max(0, now.waiting - line.leavingBy(target)) }),
  'add-capacity': ({ workers, seatsEach }, { now }) => ({ ...now, seats: now.seats + workers * seatsEach }),
  'add-slots': ({ slots }, { now }) => ({ ...now, slotsLeft: now.slotsLeft + dosesOf(slots) }),
  'import-plan': ({ slots }, { now, line }) => ({ ...now, slotsLeft: now.slotsLeft + line.missingDoses(slots) }),
  'set-safety-net': (_, { now }) => now,
  'release-safety-net': (_, { now, line }) => ({
    ...now,
    ratePerSecond: line.intake.paused ? 0 : line.intake.rate,
  }),
}

export const dosesOf = (slots: ReadonlyArray<{ readonly doses: number }>): number =>
  slots.reduce((sum, { doses }) => sum + doses, 0)

function consequence(input: LineInput, { limited }: Line): Consequence {
  const projection = projectLine(limited ? { ...input, arrivalsAtMost: stillServed(input) } : input)
  return {
    rate: input.ratePerSecond,
    effectiveRate: projection.effectiveRate,
    lastPersonWaitSeconds: projection.lastPersonWaitSeconds ?? null,
    slotsOutSeconds: projection.slotsOutSeconds ?? null,
    waitedForNothing: projection.waitedForNothing,
    seatLoad: projection.seatLoad,
    limiting: projection.limiting,
    curve: projection.curve.slice(0, 60),
  }
}

/** Where a curve stands `seconds` from its start, in a straight line between its points. */
export function waitingOn(curve: Consequence['curve'], seconds: number): number {
  const next = curve.findIndex(({ t }) => t >= seconds)
  const to = curve[next]
  const from = curve[next - 1]
  if (!to) return curve.at(-1)?.waiting ?? 0
  if (!from) return to.waiting
  return Math.round(from.waiting + ((to.waiting - from.waiting) * (seconds - from.t)) / (to.t - from.t))
}

/** Previews that were shown and still count. */
export interface Previews {
  /** @param until when it ends sooner than others (real time, ms) */
  keep(preview: Omit<Preview, 'id' | 'validUntil'>, by: Account, until?: number): Preview
  /**
   * The preview behind a command: of this account, for this very order at this revision. Throws `preview-expired`, whose
   * detail says what is the matter.
   */
  need(id: string | null, order: Order, revision: number | null, by: Account): Preview
}

/** One that has ended is known for so long after, so that it is told from one that never was (real time). */
const REMEMBERED_MS = 60_000

export function createPreviews(now: () => number): Previews {
  const shown = new Map<string, { preview: Preview; by: string }>()
  const useless = (detail: string) => new RefusalError('preview-expired', detail)
  return {
    keep(content, by, until = Infinity) {
      for (const [id, { preview }] of shown) if (preview.validUntil + REMEMBERED_MS <= now()) shown.delete(id)
      const preview: Preview = { ...content, id: randomUUID(), validUntil: Math.min(until, now() + VALID_MS) }
      shown.set(preview.id, { preview, by: by.id })
      return preview
    },
    need(id, order, revision, by) {
      if (id === null) throw useless(`no preview was given: ${order.kind} needs one`)
      const known = shown.get(id)
      if (!known) throw useless('no such preview')
      const { preview } = known
      if (known.by !== by.id) throw useless("the preview is another account's")
      if (preview.validUntil <= now()) throw useless(`the preview has ended: one is valid for ${VALID_MS / 1000} s`)
      if (!sameOrder(preview.order, order)) throw useless('the preview was for another order')
      if (preview.revision !== revision) throw useless(`the preview was of revision ${preview.revision}`)
      return preview
    },
  }
}

/** Orders come out of one schema, which puts their keys in one order. */
export const sameOrder = (a: Order, b: Order): boolean => JSON.stringify(a) === JSON.stringify(b)
