import { hash } from 'node:crypto'
import type { z } from 'zod'
import { drawSteps, standInNotice } from '../../locales/draw.ts'
import { registryNotice } from '../../locales/registry.ts'
import type { Booking, ClaimAnswer, StatusDocument, TicketAnswer } from '../../protocol/citizen.ts'
import type { DrawDocument, DrawEntry } from '../../protocol/draw.ts'
import type { Cohort } from '../../protocol/nouns.ts'
import { parseKst } from '../../rules/kst.ts'
import { merkleProof, merkleRoot } from '../../rules/merkle.ts'
import { createDraw, seedOf } from '../gate/draw.ts'
import { STAND_IN } from '../gate/secrets.ts'

/**
 * What each operation is shown with in the API document: one evening, of one person, in order. A token stands shortened
 * in the middle. The draw is a real one of three people, so that who writes a checker can check it.
 */

/** The same schema, and what it looks like. */
export const shown = <S extends z.ZodType>(schema: S, example: z.input<S>): S => schema.meta({ example })

const at = (time: string): number => parseKst('2021-07-19', time)
const opensAt = at('20:00')
const closesAt = opensAt + 86_400_000
const cohort = '53-54'
const ticket = 'eyJhbGciOiJIUzI1NiJ9.eyJjIjoiNTMtNTQiLCJpIjoxODQyMX0.mZ3uQ2bqK0m9dG1xk5h3vA'
const admission = 'eyJhbGciOiJIUzI1NiJ9.eyJjIjoiNTMtNTQiLCJuIjo5MTA3fQ.Vw7cYb1pX2k8sTq4nR6oLg'
const assertion = 'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJzeW50aGV0aWMtMTk2Ny0wMy0wMS00In0.c2lnbmF0dXJl'

const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer')
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const agency = sha256(Buffer.from('the agency’s secret'))
/** As a drill has it: no independent party, and the secret itself says so. */
const witness: Uint8Array = Buffer.from(`${STAND_IN} no independent party took part in this draw. ${'00'.repeat(32)}`)
const leaves = ['a', 'b', 'c'].map(person => sha256(Buffer.from(person)).subarray(0, 16))
const [n, root, seed] = [leaves.length, hex(merkleRoot(leaves, sha256)), seedOf({ agency, witness })]

const draw: DrawDocument = {
  v: 1,
  cohort,
  state: 'revealed',
  prequeueAt: at('19:50'),
  opensAt,
  agency: { commitment: hex(sha256(agency)), secret: hex(agency) },
  witness: { commitment: hex(sha256(witness)), secret: hex(witness), standIn: true, notice: standInNotice },
  n,
  root,
  seed,
  algorithm: { name: 'sluice-draw-1', steps: [...drawSteps] },
}

const drawEntry: DrawEntry = {
  v: 1,
  cohort,
  index: 2,
  n,
  root,
  entered: true,
  number: createDraw(seed, n).numberOf(2),
  leaf: hex(leaves[1] ?? new Uint8Array()),
  proof: merkleProof(leaves, 1, sha256).map(hex),
}

const status: StatusDocument = {
  v: 1,
  cohort,
  state: 'open',
  serverTime: at('20:12:30'),
  opensAt,
  closesAt,
  serving: 3_012,
  issued: 371_553,
  waiting: 354_880,
  waitingKind: 'estimated',
  callsPerSecond: 4.6,
  admissionsPerSecond: 3.92,
  showRatio: 0.85,
  abandonPerSecond: 0.00002,
  entered: [
    [3_012, 0],
    [310_200, 0],
    [371_553, 750],
  ],
  pace: [[450, 0.6667]],
  slotsLeft: 409_180,
  outlook: 'enough',
  joining: true,
  lastsTo: null,
  pollAfterMs: 70_976,
  draw: {
    commitment: draw.agency.commitment,
    witnessCommitment: STAND_IN + draw.witness.commitment,
    n: 310_200,
    root,
    seed,
  },
  ledger: { index: 4_471, head: hex(sha256(Buffer.from('head'))) },
}

const cohorts: Cohort[] = [
  {
    id: cohort,
    name: { ko: '53–54세', en: 'Ages 53–54' },
    bornFrom: '1967-01-01',
    bornTo: '1968-12-31',
    prequeueAt: draw.prequeueAt,
    opensAt,
    closesAt,
    weight: 1,
    state: 'open',
    revision: 2,
  },
]

const place: TicketAnswer = { ticket, cohort, index: 18_421, number: null, returned: false, moved: false }

const claimed: ClaimAnswer = {
  state: 'admitted',
  number: 9_107,
  admission,
  expiresAt: at('20:43'),
  warnBeforeMs: 60_000,
  extendableUntil: at('21:13'),
}

const slot = { id: 214, site: 'seoul-1', vaccine: 'moderna', date: '2021-07-26', time: '10:00' }

const booking: Booking = { code: 'K7Q2-M9XR-T4WB', slot, state: 'confirmed', bookedAt: at('20:40:12') }

export const examples = {
  status,
  cohorts,
  join: { assertion, dependents: [] },
  place,
  claimed,
  seat: { cohort, expiresAt: claimed.expiresAt, warnBeforeMs: claimed.warnBeforeMs, booked: [false] },
  extended: { admission, expiresAt: at('20:46'), extendableUntil: claimed.extendableUntil },
  sites: [
    { id: slot.site, name: { ko: '서울 접종센터 1', en: 'Seoul vaccination centre 1' }, region: 'Seoul', left: 812 },
  ],
  slots: [{ ...slot, left: 37 }],
  book: { slot: slot.id, dependent: null },
  booking,
  cancelled: { ...booking, state: 'cancelled' as const },
  draw,
  drawEntry,
  subject: { subject: 'synthetic-1967-03-01-4' },
  issued: { assertion, synthetic: true as const, notice: registryNotice },
}
