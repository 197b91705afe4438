import type { PersonHash, ReleaseCause } from '../gate/contract.ts'
import type {
  PlaceState,
  ClaimInput,
  ClaimOutcome,
  JoinInput,
  JoinOutcome,
  Lease,
  StepInput,
  StoreObserver,
} from '../gate/store.ts'
import type { HeldLease, MemoryLine } from './line.ts'
import type { OperationLetter, Operations } from './operations.ts'

/**
 * The moves of places within a line: waiting → parked → leased → booked, left or expired. Each is one step; what it
 * changed is marked to be written, and noted for the ledger in the order in which it happened.
 */
export interface Moves {
  /** After a load: how many leases are active. */
  reset(active: number): void
  active(): number
  join(line: MemoryLine, input: JoinInput): JoinOutcome
  claim(line: MemoryLine, input: ClaimInput): { outcome: ClaimOutcome; changed: boolean }
  /** Whether anything changed that must be written. */
  step(line: MemoryLine, input: StepInput): boolean
  /** Ends a place by its holder's own will, or takes it back. False when there was nothing to end. */
  leave(line: MemoryLine, index: number, number: number | null, end: 'left' | 'revoked'): boolean
  extend(line: MemoryLine, number: number, until: number): Lease | undefined
  /** Moves the end of every lease, and how far it can be extended, by our own downtime. */
  prolong(line: MemoryLine, ms: number): void
  release(line: MemoryLine, number: number, person: PersonHash, cause: ReleaseCause): void
  expire(line: MemoryLine, at: number): boolean
  seen(line: MemoryLine, number: number): boolean
  /** Somebody who has left before the call will not come when this number is called. */
  depart(line: MemoryLine, number: number): void
  departures(line: MemoryLine): number[]
}

/** How a seat was given back, in the letters of the ledger. */
const endLetters = { booked: 'b', left: 'l', revoked: 'l', expired: 'x' } as const

export function createMoves(operations: Operations, observers: readonly StoreObserver[]): Moves {
  let active = 0

  const note = (line: MemoryLine, letter: OperationLetter, number: number) => {
    operations.note(line.record.plan.id, letter, number)
    line.changed = true
  }

  function setState(line: MemoryLine, index: number, state: PlaceState): void {
    line.places.setState(index, state)
    line.changedStates.add(index)
  }

  function append(line: MemoryLine, { person, client, dependents }: JoinInput): number {
    const index = line.places.append(person, client)
    line.changedBlocks.add(line.places.blockOf(index))
    if (dependents.length > 0) line.dependents.set(index, dependents)
    // More than one: after a restart the tree is behind.
    if (line.record.n === null) line.entrants.advance(4)
    note(line, 'j', index)
    return index
  }

  /** Lowest number parked; skips what has left the parking. */
  function firstParked(line: MemoryLine): number | undefined {
    const { parkedOrder, parked } = line
    while (parkedOrder.size > 0) {
      const number = parkedOrder.topKey()
      if (parked.has(number)) return number
      parkedOrder.pop()
    }
    return undefined
  }

  /** Admits the parked, lowest number first, while there is credit and a free seat. */
  function serve(line: MemoryLine, seats: number, leaseUntil: number): boolean {
    let served = false
    while (line.credit >= 1 && active < seats) {
      const number = firstParked(line)
      if (number === undefined) break
      const index = line.parked.get(number) ?? 0
      line.parkedOrder.pop()
      line.parked.delete(number)
      line.leases.set(number, { number, index, expiresAt: leaseUntil, firstEnd: leaseUntil, seen: false })
      line.leaseEnds.push(leaseUntil, number)
      line.changedClaims.add(number)
      setState(line, index, 'leased')
      line.credit -= 1
      line.record.admitted++
      active++
      note(line, 'a', number)
      served = true
    }
    return served
  }

  function free(line: MemoryLine, lease: HeldLease, end: keyof typeof endLetters): void {
    const letter = endLetters[end]
    line.leases.delete(lease.number)
    line.changedClaims.add(lease.number)
    setState(line, lease.index, end)
    if (letter === 'x') line.record.expired++
    active--
    note(line, letter, lease.number)
    for (const observer of observers) observer.freed?.(line.record.plan.id, 1)
  }

  function call(line: MemoryLine, live: number): boolean {
    const { record, departedNumbers, places } = line
    const before = record.serving
    let found = 0
    while (found < live && record.serving < places.count) {
      record.serving++
      if (departedNumbers.delete(record.serving)) record.departed--
      else found++
    }
    if (record.serving === before) return false
    record.called += found
    note(line, 'c', record.serving)
    for (const observer of observers) observer.called?.(record.plan.id, record.serving, found)
    return true
  }

  function depart(line: MemoryLine, number: number): void {
    line.departedNumbers.add(number)
    operations.note(line.record.plan.id, 'l', number)
  }

  return {
    reset(count) {
      active = count
    },
    active: () => active,
    depart,

    join(line, input) {
      const { places } = line
      const known = places.find(input.person)
      const state = known === 0 ? 'left' : places.state(known)
      if (state === 'booked' && !input.may.again) return { kind: 'booked' }
      if (state !== 'waiting' && state !== 'parked' && state !== 'leased')
        return input.may.enter ? placed(append(line, input)) : { kind: 'full' }
      const moved = !places.isClient(known, input.client)
      if (moved) {
        places.setClient(known, input.client)
        line.changedBlocks.add(places.blockOf(known))
      }
      return { kind: 'placed', index: known, generation: places.generation(known), returned: true, moved }
    },

    claim(line, { index, number, seats, leaseUntil }) {
      const { places, parked, parkedOrder, leases, record } = line
      const state = places.state(index)
      if (state !== 'waiting' && state !== 'parked' && state !== 'leased')
        return { outcome: { kind: state }, changed: false }
      let changed = false
      if (state === 'waiting') {
        if (number > record.serving) return { outcome: { kind: 'waiting' }, changed }
        parked.set(number, index)
        parkedOrder.push(number, index)
        line.changedClaims.add(number)
        setState(line, index, 'parked')
        record.claimed++
        line.changed = true
        changed = true
        for (const observer of observers) observer.claimed?.(record.plan.id, number)
      }
      changed = serve(line, seats, leaseUntil) || changed
      const lease = leases.get(number)
      if (lease) return { outcome: { kind: 'leased', lease }, changed }
      if (state === 'waiting') note(line, 'p', number)
      return { outcome: { kind: 'parked' }, changed }
    },

    step(line, { grant, cap, call: live, seats, leaseUntil }) {
      const called = live > 0 && call(line, live)
      line.credit += grant
      const served = serve(line, seats, leaseUntil)
      line.credit = Math.min(line.credit, cap)
      return called || served
    },

    leave(line, index, number, end) {
      const { places, parked, leases, record } = line
      const state = places.state(index)
      if (state === 'leased' && number !== null) {
        const lease = leases.get(number)
        if (lease) free(line, lease, end)
        return true
      }
      if (state === 'parked' && number !== null) {
        parked.delete(number)
        line.changedClaims.add(number)
        note(line, 'l', number)
      } else if (state !== 'waiting') return false
      else if (number === null || number > record.serving) {
        record.departed++
        line.changed = true
        if (number !== null) depart(line, number)
      }
      setState(line, index, end)
      return true
    },

    extend(line, number, until) {
      const lease = line.leases.get(number)
      if (!lease || until <= lease.expiresAt) return lease
      lease.expiresAt = until
      line.leaseEnds.push(until, number)
      line.changedClaims.add(number)
      return lease
    },

    prolong(line, ms) {
      for (const lease of line.leases.values()) {
        lease.expiresAt += ms
        lease.firstEnd += ms
        line.leaseEnds.push(lease.expiresAt, lease.number)
        line.changedClaims.add(lease.number)
      }
    },

    release(line, number, person, cause) {
      const { places, leases } = line
      const lease = leases.get(number)
      if (lease) return free(line, lease, cause)
      const index = places.find(person)
      if (cause === 'booked' && index > 0 && places.state(index) === 'expired') setState(line, index, 'booked')
    },

    expire(line, at) {
      const { leaseEnds, leases } = line
      let expired = false
      while (leaseEnds.topKey() <= at) {
        const lease = leases.get(leaseEnds.topValue())
        leaseEnds.pop()
        if (lease === undefined || lease.expiresAt > at) continue
        free(line, lease, 'expired')
        expired = true
      }
      return expired
    },

    seen(line, number) {
      const lease = line.leases.get(number)
      if (!lease || lease.seen) return false
      lease.seen = true
      line.record.sessionsSeen++
      line.changed = true
      line.changedClaims.add(number)
      return true
    },

    departures(line) {
      const found: number[] = []
      for (let index = 1; index <= line.places.count; index++) {
        const state = line.places.state(index)
        if (state === 'left' || state === 'revoked') found.push(index)
      }
      return found
    },
  }
}

const placed = (index: number): JoinOutcome => ({
  kind: 'placed',
  index,
  generation: 0,
  returned: false,
  moved: false,
})
