import type { PersonHash, ReleaseCause } from '../gate/contract.ts'
import type { ClaimInput, ClaimOutcome, CohortPlan, GateStore, JoinInput, JoinOutcome, Lease } from '../gate/store.ts'
import type { StepInput, StoreObserver } from '../gate/store.ts'
import type { CohortState } from '../../protocol/nouns.ts'
import type { Committer } from './committer.ts'
import { createLine, newRecord, type MemoryLine } from './line.ts'
import type { LineRows } from './lineRows.ts'
import { createMoves } from './moves.ts'
import type { Operations } from './operations.ts'

/** About five milliseconds of hashing. */
const ENTRANTS_A_TICK = 2_000

/** The gate's lines in memory, made durable by group commits: nothing is answered before it is on the disk. */
export function createGateStore(committer: Committer, rows: LineRows, operations: Operations): GateStore {
  let lines = new Map<string, MemoryLine>()
  let aliveAt: number | null = null
  const observers: StoreObserver[] = []
  const aliveUntil = rows.loadAlive()
  const moves = createMoves(operations, observers)

  function load(): void {
    lines = new Map(rows.load().map(line => [line.record.plan.id, line]))
    let active = 0
    for (const line of lines.values()) active += line.leases.size
    moves.reset(active)
  }
  load()

  committer.enlist({
    write() {
      for (const line of lines.values()) rows.write(line)
      if (aliveAt !== null) rows.writeAlive(aliveAt)
    },
    committed() {
      for (const line of lines.values()) {
        line.written = line.places.count
        if (line.changedBlocks.size > 0) line.changedBlocks.clear()
        if (line.changedStates.size > 0) line.changedStates.clear()
        if (line.changedClaims.size > 0) line.changedClaims.clear()
        line.changed = false
      }
    },
    reload() {
      operations.take()
      load()
      for (const observer of observers) observer.undone?.()
    },
  })

  function lineOf(cohort: string): MemoryLine {
    const line = lines.get(cohort)
    if (!line) throw new RangeError(`no line ${cohort}`)
    return line
  }

  /** One operation: changes memory now, answers when the change is durable. */
  async function change<T>(cohort: string, move: (line: MemoryLine) => T): Promise<T> {
    committer.assertWritable()
    const outcome = move(lineOf(cohort))
    await committer.touch()
    return outcome
  }

  function noteRecord(line: MemoryLine, fields: Partial<MemoryLine['record']>): void {
    Object.assign(line.record, fields)
    line.changed = true
  }

  return {
    observe: observer => void observers.push(observer),
    aliveUntil,
    lines: () => [...lines.values()].map(line => line.view),
    line: cohort => lines.get(cohort)?.view,
    place(cohort, index, person) {
      const { places } = lineOf(cohort)
      return index >= 1 && index <= places.count && places.isPerson(index, person) ? places.get(index) : undefined
    },
    person: (cohort, index) => lineOf(cohort).places.person(index),
    client: (cohort, index) => lineOf(cohort).places.client(index),
    indexOf: (cohort, person) => lineOf(cohort).places.find(person),
    ofClient(cohort, client) {
      const { places } = lineOf(cohort)
      const found: number[] = []
      for (let index = 1; index <= places.count; index++) if (places.isClient(index, client)) found.push(index)
      return found
    },
    claimants(cohort) {
      const { leases, parked } = lineOf(cohort)
      return [...Array.from(leases.values(), ({ index }) => index), ...parked.values()]
    },
    lease: (cohort, number) => lineOf(cohort).leases.get(number),
    leases: (cohort): Iterable<Lease> => lineOf(cohort).leases.values(),
    entrantProof(cohort, index) {
      const { record, entrants } = lineOf(cohort)
      return record.n !== null && index >= 1 && index <= record.n ? entrants.proof(index) : undefined
    },
    dependents: (cohort, index) => lineOf(cohort).dependents.get(index) ?? [],
    departures: cohort => moves.departures(lineOf(cohort)),
    active: () => moves.active(),

    async plan(plan: CohortPlan) {
      committer.assertWritable()
      const known = lines.get(plan.id)
      if (known) noteRecord(known, { plan })
      else lines.set(plan.id, createLine(lines.size, newRecord(plan)))
      await committer.touch()
    },
    setState: (cohort: string, state: CohortState) =>
      change(cohort, line => {
        noteRecord(line, { state })
        if (state !== 'open') line.credit = 0
      }),
    setFull: (cohort, full) => change(cohort, line => noteRecord(line, { full })),
    fixDraw: cohort =>
      change(cohort, line => {
        if (line.record.n !== null) return
        noteRecord(line, { n: line.places.count, root: line.entrants.root() })
      }),
    reveal: (cohort, seed, departed) =>
      change(cohort, line => {
        noteRecord(line, { seed })
        for (const number of departed) moves.depart(line, number)
      }),
    markDeparted(cohort, numbers) {
      const line = lineOf(cohort)
      for (const number of numbers) line.departedNumbers.add(number)
    },

    async join(cohort: string, input: JoinInput): Promise<JoinOutcome> {
      committer.assertWritable()
      const line = lineOf(cohort)
      const outcome = moves.join(line, input)
      const durable =
        outcome.kind !== 'placed' ||
        (outcome.index <= line.written && !line.changedBlocks.has(line.places.blockOf(outcome.index)))
      if (!durable) await committer.touch()
      return outcome
    },
    async claim(cohort: string, input: ClaimInput): Promise<ClaimOutcome> {
      committer.assertWritable()
      const line = lineOf(cohort)
      const { outcome, changed } = moves.claim(line, input)
      // A lease or a place in the parking that somebody else's change has just given is answered when it is durable.
      if (changed || line.changedClaims.has(input.number)) await committer.touch()
      return outcome
    },
    async step(cohort: string, input: StepInput) {
      committer.assertWritable()
      if (moves.step(lineOf(cohort), input)) await committer.touch()
    },
    halt() {
      for (const line of lines.values()) line.credit = 0
    },
    leave: (cohort, index, number) => change(cohort, line => moves.leave(line, index, number, 'left')),
    revoke: (cohort, index, number) => change(cohort, line => void moves.leave(line, index, number, 'revoked')),
    extend: (cohort, number, until) => change(cohort, line => moves.extend(line, number, until)),
    release: (cohort: string, number: number, person: PersonHash, cause: ReleaseCause) =>
      change(cohort, line => moves.release(line, number, person, cause)),
    async expire(at) {
      let expired = false
      for (const line of lines.values()) {
        if (line.leaseEnds.topKey() > at) continue
        committer.assertWritable()
        expired = moves.expire(line, at) || expired
      }
      if (expired) await committer.touch()
    },
    async prolong(ms) {
      committer.assertWritable()
      for (const line of lines.values()) moves.prolong(line, ms)
      await committer.touch()
    },
    seen: (cohort, number) => moves.seen(lineOf(cohort), number),
    alive(at) {
      aliveAt = at
      for (const line of lines.values()) line.entrants.advance(ENTRANTS_A_TICK)
      committer.keepFresh()
    },
    get writable() {
      return committer.writable
    },
  }
}
