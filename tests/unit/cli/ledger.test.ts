import { hash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createJudge, type Fault, type Verdict } from '../../../src/cli/ledger/judge.ts'
import type { Entries } from '../../../src/cli/ledger/source.ts'
import { describe as inWords } from '../../../src/cli/ledger/words.ts'
import { entryOf, GENESIS, linkHash } from '../../../src/backend/control/chain.ts'
import type { LedgerBody, LedgerRow } from '../../../src/backend/control/ledger.contract.ts'
import { createDraw, seedOf } from '../../../src/backend/gate/draw.ts'
import { standInSecrets } from '../../../src/backend/gate/secrets.ts'

const EIGHT = Date.parse('2021-07-19T20:00:00+09:00')
const secrets = standInSecrets(new Uint8Array(32).fill(3))
const { agency, witness } = secrets.reveal('c')
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const seed = seedOf({ agency, witness })
const root = hash('sha256', 'root', 'hex')

type Step = readonly [at: number, body: LedgerBody]
const state = (value: 'scheduled' | 'prequeue' | 'open', opensAt = EIGHT): LedgerBody => ({
  kind: 'cohort',
  cohort: 'c',
  state: value,
  opensAt,
})
const intake = (paused: boolean): LedgerBody => ({
  kind: 'intake',
  intake: { rate: 5, paused, ramp: null, revision: 1 },
})
const gate = (...ops: string[]): LedgerBody => ({ kind: 'gate', cohort: 'c', ops })
const reveal: LedgerBody & { kind: 'reveal' } = {
  kind: 'reveal',
  cohort: 'c',
  secret: hex(agency),
  witnessSecret: hex(witness),
  seed,
}

/** A short night in which everything is right: index → [event time, body]. The first record is number 1. */
const night: readonly Step[] = [
  [-900_000, { kind: 'capacity', seats: 2, alive: 2 }],
  [-900_000, intake(false)],
  [-900_000, { kind: 'commit', cohort: 'c', ...secrets.commitments('c') }],
  [-900_000, state('scheduled')],
  [-600_000, state('prequeue')],
  [-500_000, gate('j4')],
  [0, state('open')],
  [0, { kind: 'draw', cohort: 'c', n: 4, root }],
  [0, reveal],
  [100, gate('c3', 'p2', 'p1')],
  [200, gate('a1', 'a2', 'j5')],
  [300, intake(true)],
  [400, gate('b1')],
  [500, intake(false)],
  [600, gate('p3', 'a3', 'x2', 'l3', 'c5')],
]

/** As somebody would who has the key of nothing but writes the whole chain anew. */
function chained(steps: readonly Step[]): LedgerRow[] {
  let prev = GENESIS
  return steps.map(([after, body], at) => {
    const entry = entryOf(at + 1, EIGHT + after, body)
    const row = { index: at + 1, entry, hash: linkHash(prev, entry) }
    prev = row.hash
    return row
  })
}

function judge(rows: readonly LedgerRow[], head?: string, entries?: Entries): Verdict {
  const judging = createJudge(head)
  for (const row of rows) if (!judging.add(row)) break
  return judging.verdict(() => entries)
}

/** The night with the record of an index replaced by these. */
const without = (index: number, ...instead: Step[]) =>
  chained([...night.slice(0, index - 1), ...instead, ...night.slice(index)])
const after = (index: number, ...more: Step[]) => chained([...night.slice(0, index), ...more, ...night.slice(index)])
const first = (rows: readonly LedgerRow[]): Fault | undefined => judge(rows).faults[0]

describe('a ledger in which all is right', () => {
  it('holds, and says what happened', () => {
    const rows = chained(night)
    const verdict = judge(rows, rows[7]?.hash)
    expect(verdict).toMatchObject({ records: 15, faults: [], headAt: 8, peakSeats: 2, head: { index: 15 } })
    expect(verdict.cohorts).toMatchObject([
      { cohort: 'c', joined: 5, called: 5, admitted: 3, booked: 1, openedAt: EIGHT, n: 4, seed, standIn: true },
    ])
    const text = inWords('here', verdict, rows[7]?.hash)
    expect(text).not.toContain('BROKEN')
    expect(text).toContain('3 admissions and 5 calls, none out of order')
    expect(text).toContain('with a stand-in for the witness, 4 numbers recomputed')
  })

  it('may open ahead of schedule when somebody ordered it', () => {
    const order = { kind: 'open-cohort', args: { cohort: 'c' } } as const
    const id = '7b8e1c1e-0000-4000-8000-000000000000'
    const command: LedgerBody = { kind: 'command', id, number: 1, order, by: 'a', approvedBy: 'b', reason: '' }
    const early = -60_000
    const rows = without(
      7,
      [early, command],
      [early, state('prequeue', EIGHT + early)],
      [early, state('open', EIGHT + early)],
    )
    expect(judge(rows).faults).toEqual([])
  })

  it('may hold more than there is when seats die under their holders, and admit nobody until they have gone', () => {
    const dead: Step = [250, { kind: 'capacity', seats: 2, alive: 1 }]
    const died = [...night.slice(0, 11), dead]
    expect(judge(chained([...died, [400, gate('b1', 'b2', 'p3', 'a3')]])).faults).toEqual([])
    const rows = chained([...died, [400, gate('b1', 'p3', 'a3')]])
    expect(first(rows)).toEqual({ subject: 'seats', index: 13, why: 'c: number 3 takes a seat, and there is none' })
  })

  it('is compared with what its store holds', () => {
    const draw = createDraw(seed, 4)
    const entries = { root, issued: 5, serving: 5, admitted: 3, claims: [{ index: 4, number: draw.numberOf(4) }] }
    const rows = chained(night)
    expect(judge(rows, undefined, entries).faults).toEqual([])
    const faults = (changed: Partial<Entries>) => judge(rows, undefined, { ...entries, ...changed }).faults
    expect(faults({ root: hash('sha256', 'other', 'hex') })).toEqual([
      { subject: 'draw', index: null, why: 'c has other entrants than those whose root it fixed' },
    ])
    expect(faults({ claims: [{ index: 3, number: draw.numberOf(4) }] })[0]?.why).toMatch(
      /^c holds number \d for index 3/,
    )
    // Without a head: a store that has seen more than its ledger says.
    expect(faults({ admitted: 4 })).toMatchObject([{ subject: 'store', index: null }])
  })
})

describe('somebody who changed the night and wrote the whole chain anew', () => {
  const cases: [string, readonly LedgerRow[], Fault['subject'], number, RegExp][] = [
    ['admits past who waits', without(11, [200, gate('a2', 'a1')]), 'order', 11, /number 2 is admitted before a lower/],
    [
      'admits who was not called',
      without(11, [200, gate('a4')]),
      'order',
      11,
      /number 4 is admitted, and 3 is the last/,
    ],
    ['admits somebody twice', after(13, [450, gate('a1')]), 'order', 14, /number 1 is admitted a second time/],
    [
      'admits while paused',
      after(12, [350, gate('p3', 'a3')]),
      'order',
      13,
      /number 3 is admitted while the intake is pa/,
    ],
    ['calls back', after(10, [150, gate('c2')]), 'order', 11, /calls go back to number 2/],
    ['calls who never joined', without(10, [100, gate('c9')]), 'order', 10, /number 9 is called, and 4 have joined/],
    ['calls before the draw', after(6, [-400_000, gate('c1')]), 'order', 7, /number 1 is let on before the draw/],
    ['lets claim who was not called', after(10, [150, gate('p4')]), 'order', 11, /number 4 claims, and 3 is the last/],
    ['frees a seat nobody has', after(13, [450, gate('x1')]), 'order', 14, /number 1 gives up a seat it has not/],
    ['hands out an index twice', after(11, [250, gate('j5')]), 'order', 12, /index 5 joins again/],
    ['writes nonsense', after(11, [250, gate('a-1')]), 'order', 12, /"a-1" is no operation/],
    [
      'admits beyond the seats',
      without(1, [-900_000, { kind: 'capacity', seats: 1, alive: 1 }]),
      'seats',
      11,
      /number 2 takes/,
    ],
    ['opens early', without(7, [-180_000, state('open')]), 'opening', 7, /c opens 180000 ms early/],
    [
      'moves the opening forward',
      without(7, [-180_000, state('open', EIGHT - 180_000)]),
      'opening',
      7,
      /nobody ordered it/,
    ],
    [
      'fixes another n',
      without(8, [0, { kind: 'draw', cohort: 'c', n: 3, root }]),
      'draw',
      8,
      /at 3 people, and 4 had/,
    ],
    ['draws before it opens', after(6, [-1, { kind: 'draw', cohort: 'c', n: 4, root }]), 'draw', 7, /before it opens/],
    ['draws twice', after(9, [1, { kind: 'draw', cohort: 'c', n: 4, root }]), 'draw', 10, /a second time/],
    [
      'commits when people have joined',
      after(6, [-1, { kind: 'commit', cohort: 'c', ...secrets.commitments('d') }]),
      'draw',
      7,
      /a second time/,
    ],
    ['commits to nothing', without(3), 'draw', 7, /nobody had committed to/],
    ['reveals another secret', without(9, [0, { ...reveal, secret: hex(witness) }]), 'draw', 9, /the agency committed/],
    [
      'reveals another witness',
      without(9, [0, { ...reveal, witnessSecret: hex(agency) }]),
      'draw',
      9,
      /the witness committed/,
    ],
    [
      'reveals another seed',
      without(9, [0, { ...reveal, seed: root }]),
      'draw',
      9,
      /seed that the secrets do not make/,
    ],
    ['reveals twice', after(9, [1, reveal]), 'draw', 10, /reveals its draw a second time/],
    ['turns time back', after(12, [299, gate('l3')]), 'time', 13, /time goes back by 1 ms/],
  ]
  it.each(cases)('and %s is named', (_, rows, subject, index, why) => {
    const fault = judge(rows).faults.find(one => one.subject === subject)
    expect(fault).toMatchObject({ subject, index })
    expect(fault?.why).toMatch(why)
    expect(inWords('here', judge(rows), undefined)).toMatch(new RegExp(`${subject} +BROKEN +record ${index} `))
  })

  it('and commits late is named', () => {
    const late: Step = [-1, { kind: 'commit', cohort: 'c', ...secrets.commitments('c') }]
    const rows = chained([...night.slice(0, 2), ...night.slice(3, 6), late, ...night.slice(6)])
    expect(first(rows)).toMatchObject({
      subject: 'draw',
      index: 6,
      why: 'c commits to its draw after people had joined',
    })
  })

  it('and writes what nobody can read is named, and the rest is read', () => {
    const rows = chained([...night.slice(0, 9), [50, { kind: 'novelty' } as unknown as LedgerBody], ...night.slice(9)])
    expect(judge(rows).faults).toEqual([{ subject: 'record', index: 10, why: 'holds what this version cannot read' }])
    expect(judge(rows).cohorts[0]?.admitted).toBe(3)
  })

  it('and is found by a head that was noted before, whatever was made good', () => {
    const noted = chained(night).at(-1)?.hash
    for (const rows of [chained(night.slice(0, -1)), after(12, [350, gate('l4')]), chained([])])
      expect(judge(rows, noted).faults).toMatchObject([{ subject: 'head', index: null }])
    expect(judge(after(15, [700, gate('l4')]), noted).faults).toEqual([])
  })
})

describe('a chain', () => {
  const rows = chained(night)
  const [one, two, three, four] = rows
  it.each([
    ['taken out', [one, three, four], 2, 'is not there'],
    ['cut at the beginning', [two, three], 1, 'is not there'],
    ['put in another order', [one, three, two, four], 2, 'is not there'],
    ['put in', [one, two, two, three], 3, 'is not there'],
    ['exchanged under their numbers', [one, { ...three, index: 2 }, { ...two, index: 3 }], 2, 'says of itself'],
  ])('whose records are %s breaks there', (_, given, index, why) => {
    const { faults, records } = judge(given.flatMap(row => (row?.entry ? [row as LedgerRow] : [])))
    expect(faults).toMatchObject([{ subject: 'chain', index }])
    expect(faults[0]?.why).toContain(why)
    expect(records).toBe(index - 1)
  })
})
