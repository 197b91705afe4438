import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { onTestFinished } from 'vitest'
import { manualClock, type Clock } from '../../../src/backend/clock.ts'
import { createLedger } from '../../../src/backend/control/ledger.ts'
import type { Ledger } from '../../../src/backend/control/ledger.contract.ts'
import { createGate, type OwnGate } from '../../../src/backend/gate/gate.ts'
import { standInSecrets } from '../../../src/backend/gate/secrets.ts'
import { openGateStore, type OpenStore, type OpenStoreOptions } from '../../../src/backend/store/open.ts'
import type { Cohort } from '../../../src/protocol/nouns.ts'

/** A clock that the test moves on. */
export type DrivenClock = Clock & { advance(ms: number): void }

/** A gate on a real file, in a time of our own. */
export interface Stage {
  readonly dir: string
  readonly clock: DrivenClock
  readonly opened: OpenStore
  readonly gate: OwnGate
  readonly ledger: Ledger
  /** What the gate counts as seats. */
  seats: number
  doses: { all: number; left: number; booked: number }
  /** Time passes in steps of 100 ms, with a decision and a commit each. */
  run(ms: number): Promise<void>
  /** Ticks and commits until nothing more follows: two turns, for a draw and its reveal. */
  settle(): Promise<void>
}

export const EIGHT = Date.parse('2021-07-19T20:00:00+09:00')
export const MINUTE = 60_000

export function cohort(changes: Partial<Cohort> = {}): Cohort {
  return {
    id: 'ages-53-54',
    name: { ko: '53–54세', en: 'Ages 53–54' },
    bornFrom: '1967-01-01',
    bornTo: '1968-12-31',
    prequeueAt: EIGHT - 30 * MINUTE,
    opensAt: EIGHT,
    closesAt: EIGHT + 12 * 60 * MINUTE,
    weight: 1,
    state: 'scheduled',
    revision: 0,
    ...changes,
  }
}

export function tempDir(): string {
  const dir = mkdtempSync(joinPath(tmpdir(), 'gate-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

export interface StageOptions extends Partial<OpenStoreOptions> {
  readonly clock?: DrivenClock
  readonly seats?: number
  readonly leaseMs?: number
}

/** Set up before the pre-queue opens; `dir` reopens the files of an earlier stage. */
export function setStage({
  dir = tempDir(),
  clock,
  seats = 100,
  leaseMs = 300_000,
  ...options
}: StageOptions = {}): Stage {
  const time = clock ?? manualClock(EIGHT - 60 * MINUTE)
  const opened = openGateStore({ manual: true, ...options, dir })
  const { committer, ledgerRows: rows, operations, store } = opened
  const ledger = createLedger({ clock: time, rows, committer, operations })
  const gate = createGate({
    clock: time,
    store,
    ledger,
    key: new Uint8Array(32).fill(7),
    secrets: standInSecrets(new Uint8Array(32).fill(9)),
    seats: () => stage.seats,
    doses: () => stage.doses,
    launch: { mode: 'DRILL', leaseMs, extendMs: 180_000, pollBudget: 5000 },
  })
  const turn = async () => {
    gate.tick()
    await committer.flush()
  }
  const stage: Stage = {
    dir,
    clock: time,
    opened,
    gate,
    ledger,
    seats,
    doses: { all: 1_000_000, left: 1_000_000, booked: 0 },
    async run(ms) {
      for (let passed = 0; passed < ms; passed += 100) {
        time.advance(100)
        await turn()
      }
    },
    async settle() {
      for (let turns = 0; turns < 3; turns++) await turn()
    },
  }
  onTestFinished(() => opened.close())
  return stage
}

/** Different for different numbers, the same for the same. */
export function person(number: number): Uint8Array {
  const hash = Buffer.alloc(16, 0xa5)
  hash.writeUInt32BE(number, 0)
  return new Uint8Array(hash)
}

export function device(number: number): Uint8Array {
  const hash = Buffer.alloc(8, 0x5a)
  hash.writeUInt32BE(number, 4)
  return new Uint8Array(hash)
}

/** The files as a sudden end of the process would leave them: everything committed, nothing closed. */
export function killed(stage: Stage): string {
  const dir = tempDir()
  for (const file of ['gate.db', 'gate.db-wal']) {
    if (existsSync(joinPath(stage.dir, file))) copyFileSync(joinPath(stage.dir, file), joinPath(dir, file))
  }
  return dir
}

/** Waits for the answer while the disk is served. */
export async function answer<T>(stage: Stage, asked: Promise<T>): Promise<T> {
  const settled = Promise.allSettled([asked])
  await stage.opened.committer.flush()
  const [result] = await settled
  if (result.status === 'rejected') throw result.reason
  return result.value
}

const COHORT = cohort().id

export const join = (stage: Stage, who: number, on = who, dependents: Uint8Array[] = []) =>
  answer(stage, stage.gate.join(COHORT, person(who), device(on), dependents))

export const claim = (stage: Stage, ticket: string | undefined, who: number) =>
  answer(stage, stage.gate.claim(ticket ?? '', device(who)))

/** A claim that must have led to a seat. */
export async function admit(stage: Stage, ticket: string | undefined, who: number) {
  const claimed = await claim(stage, ticket, who)
  if (claimed.state !== 'admitted') throw new Error(`${who} is ${claimed.state}`)
  return claimed
}

export interface Scene {
  readonly stage: Stage
  /** By who: person and device 0 hold the first. */
  readonly tickets: string[]
}

/** So many people in the pre-queue, ten minutes in. */
export async function prequeue(people: number, options?: StageOptions): Promise<Scene> {
  const stage = setStage(options)
  stage.gate.setCohort(cohort())
  setRate(stage, 10)
  stage.clock.advance(40 * MINUTE)
  const asked = Array.from({ length: people }, (_, who) => stage.gate.join(COHORT, person(who), device(who), []))
  await stage.opened.committer.flush()
  return { stage, tickets: (await Promise.all(asked)).map(({ ticket }) => ticket) }
}

/** Just opened, the draw revealed. */
export async function opened(people: number, options?: StageOptions): Promise<Scene> {
  const scene = await prequeue(people, options)
  const { stage } = scene
  strikeEight(stage)
  await stage.settle()
  return scene
}

/** The opening's moment, and nothing done about it yet. */
export const strikeEight = ({ clock }: Stage): void => clock.advance(EIGHT - clock.event())

export function setRate(stage: Stage, rate: number, paused = false): void {
  stage.gate.setIntake({ rate, paused, ramp: null, revision: 1 })
}
