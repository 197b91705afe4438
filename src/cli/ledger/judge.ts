import { z } from 'zod'
import { createChain, type ChainBreak } from '../../backend/control/chain.ts'
import { ledgerBodySchema, type LedgerBody, type LedgerRow } from '../../backend/control/ledger.contract.ts'
import { createSeatCheck } from '../../simulator/audit/seats.ts'
import { createDrawCheck, type DrawReading } from './drawCheck.ts'
import { createOrderCheck } from './orderCheck.ts'
import type { Entries } from './source.ts'

/** What a ledger is judged on, each by itself. */
export const subjects = ['chain', 'head', 'record', 'draw', 'order', 'seats', 'opening', 'time', 'store'] as const
export type Subject = (typeof subjects)[number]

/** Something that is wrong, and the record that shows it first; null where a record that should be there is not. */
export interface Fault {
  readonly subject: Subject
  readonly index: number | null
  readonly why: string
}

export interface CohortVerdict extends DrawReading {
  readonly cohort: string
  readonly joined: number
  readonly called: number
  readonly admitted: number
  readonly booked: number
  /** Event time, ms. */
  readonly opensAt: number | null
  readonly openedAt: number | null
  /** Whether it was compared with the store: the entrants, and the counts. */
  readonly storeChecked: boolean
}

export interface Verdict {
  /** Records that hold, from the first one. */
  readonly records: number
  readonly head: { readonly index: number; readonly hash: string }
  /** Event time of the first and the last of them, ms. */
  readonly from: number | null
  readonly to: number | null
  readonly cohorts: readonly CohortVerdict[]
  readonly peakSeats: number
  /** Index of the record with the head that was asked for; null when none was, or there is none. */
  readonly headAt: number | null
  /** The first of each subject, in the order of the records. */
  readonly faults: readonly Fault[]
}

/** Reads a ledger record by record. */
export interface Judge {
  /** False when the chain is broken here: what follows proves nothing any more. */
  add(row: LedgerRow): boolean
  /** @param entries what a store knows of a cohort's entrants */
  verdict(entries: (cohort: string) => Entries | undefined): Verdict
}

const words: Record<ChainBreak, string> = {
  missing: 'is not there: records were taken out, put in, or put in another order',
  misplaced: 'says of itself that it is another record',
  unlinked: 'does not follow the record before it',
  changed: 'is not what it was: its content, or its hash, was changed',
}

const entrySchema = z.tuple([z.number().int(), z.number(), ledgerBodySchema])

/** @param head a published head that must be in the ledger: else its end was cut off, or it is another one */
export function createJudge(head?: string): Judge {
  const chain = createChain()
  const seats = createSeatCheck()
  const cohorts = new Map<string, Cohort>()
  const faults = new Map<Subject, Fault>()
  let from: number | null = null
  let to: number | null = null
  let peakSeats = 0
  let isPaused = false
  let headAt: number | null = null
  let current = 0

  function createCohort() {
    return {
      order: createOrderCheck(),
      draw: createDrawCheck(),
      opensAt: null as number | null,
      openedAt: null as number | null,
      isOpen: false,
      /** Whether an order since the last record of this cohort may move its opening. */
      ordered: false,
    }
  }
  type Cohort = ReturnType<typeof createCohort>

  function cohortOf(id: string): Cohort {
    let cohort = cohorts.get(id)
    if (!cohort) cohorts.set(id, (cohort = createCohort()))
    return cohort
  }

  function blame(subject: Subject, why: string | undefined, index: number | null = current): void {
    if (why !== undefined && !faults.has(subject)) faults.set(subject, { subject, index, why })
  }

  function move(id: string, { state, opensAt }: { state: string; opensAt: number }, at: number): void {
    const cohort = cohortOf(id)
    const moved = cohort.opensAt !== null && opensAt < cohort.opensAt && !cohort.ordered
    if (moved) blame('opening', `the opening of ${id} is moved forward, and nobody ordered it`)
    cohort.opensAt = opensAt
    cohort.ordered = false
    cohort.isOpen = state === 'open'
    if (!cohort.isOpen || cohort.openedAt !== null) return
    cohort.openedAt = at
    if (at < opensAt) blame('opening', `${id} opens ${opensAt - at} ms early`)
  }

  function replay({ cohort: id, ops }: LedgerBody & { kind: 'gate' }): void {
    const { order, draw } = cohortOf(id)
    for (const op of ops) {
      const { seats: change, wrong } = order.apply(op, draw.isRevealed)
      blame('order', wrong && `${id}: ${wrong}`)
      if (op.startsWith('a') && isPaused)
        blame('order', `${id}: number ${op.slice(1)} is admitted while the intake is paused`)
      if (change !== 0) seats.held(change)
      peakSeats = Math.max(peakSeats, seats.taken)
      if (seats.over) blame('seats', `${id}: number ${op.slice(1)} takes a seat, and there is none`)
    }
  }

  function noteOrder(order: unknown): void {
    const text = JSON.stringify(order)
    for (const [id, cohort] of cohorts) if (text.includes(JSON.stringify(id))) cohort.ordered = true
  }

  /** Kinds that are not here say nothing that the proof needs. */
  const readers: { readonly [K in LedgerBody['kind']]?: (body: LedgerBody & { kind: K }, at: number) => void } = {
    launch({ cohorts: planned }) {
      for (const { id, opensAt } of planned) cohortOf(id).opensAt = opensAt
    },
    cohort: (body, at) => move(body.cohort, body, at),
    commit(body) {
      const { draw, order } = cohortOf(body.cohort)
      blame('draw', about(body.cohort, draw.commit(body, order.joined)))
    },
    draw(body) {
      const { draw, order, isOpen } = cohortOf(body.cohort)
      blame('draw', about(body.cohort, draw.draw(body, order.joined, isOpen)))
    },
    reveal: body => blame('draw', about(body.cohort, cohortOf(body.cohort).draw.reveal(body))),
    gate: body => replay(body),
    capacity: ({ alive }) => seats.alive(alive),
    intake({ intake }) {
      isPaused = intake.paused
    },
    command: ({ order }) => noteOrder(order),
  }

  function apply(body: LedgerBody, at: number): void {
    const read = readers[body.kind] as ((body: LedgerBody, at: number) => void) | undefined
    read?.(body, at)
  }

  return {
    add(row) {
      current = chain.head.index + 1
      const broken = chain.add(row)
      if (broken) {
        blame('chain', words[broken])
        return false
      }
      if (row.hash === head) headAt = row.index
      const entry = entrySchema.safeParse(parse(row.entry))
      if (!entry.success) {
        blame('record', 'holds what this version cannot read')
        return true
      }
      const [, at, body] = entry.data
      if (to !== null && at < to) blame('time', `time goes back by ${to - at} ms`)
      from ??= at
      to = at
      apply(body, at)
      return true
    },
    verdict(entries) {
      const verdicts = [...cohorts].map(([id, { order, draw, opensAt, openedAt }]): CohortVerdict => {
        // Behind a broken record nothing is known, and nothing to be compared.
        const known = faults.has('chain') ? undefined : entries(id)
        const { joined, called, admitted, booked } = order
        if (known) {
          blame('draw', about(id, draw.compare(known)), null)
          const { issued, serving } = known
          if (issued !== joined || serving !== called || known.admitted !== admitted)
            blame(
              'store',
              `${id} has ${issued} places, ${serving} called, ${known.admitted} admitted; the records say ${joined}, ${called}, ${admitted}`,
              null,
            )
        }
        const storeChecked = known !== undefined
        return { cohort: id, joined, called, admitted, booked, opensAt, openedAt, storeChecked, ...draw.reading }
      })
      if (head !== undefined && headAt === null && !faults.has('chain'))
        blame('head', 'is in none of these records: the end was cut off, or this is another ledger', null)
      const { index } = chain.head
      return {
        records: index,
        head: chain.head,
        from,
        to,
        cohorts: verdicts,
        peakSeats,
        headAt,
        faults: [...faults.values()],
      }
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const about = (cohort: string, wrong: string | undefined): string | undefined => wrong && `${cohort} ${wrong}`
