import type { Citizens } from '../../../src/backend/citizens.contract.ts'
import type { Booking, Slot, StatusDocument } from '../../../src/protocol/citizen.ts'
import { RefusalError } from '../../../src/protocol/errors.ts'

/** A line with nothing behind it: calls at a constant rate, admits everybody called, forgets places when told to. */
export function fakeCitizens(options: { rate: number; opensAt: number; leaseMs: number; doses: number }) {
  const { rate, opensAt, leaseMs } = options
  const indexes = new Map<string, number>()
  const slots: Slot[] = ['09:00', '10:00'].map((time, at) => ({
    id: at + 1,
    site: 'site-001',
    vaccine: 'moderna',
    date: '2021-07-26',
    time,
    left: options.doses,
  }))
  const counts = { joins: 0, claims: 0, extensions: 0, heartbeats: 0, leaves: 0, cancels: 0, reads: 0 }
  const state = { now: 0, forgetful: false, issued: 0, counts, slots, clients: new Set<string>() }
  const serving = () => Math.min(state.issued, Math.max(0, Math.floor(((state.now - opensAt) / 1000) * rate)))

  const refuse = (): never => {
    throw new RefusalError('not-found')
  }

  const citizens: Citizens = {
    status(cohort): StatusDocument {
      counts.reads++
      const open = state.now >= opensAt
      return {
        v: 1,
        cohort,
        state: open ? 'open' : 'prequeue',
        serverTime: state.now,
        opensAt,
        closesAt: opensAt + 86_400_000,
        serving: serving(),
        issued: state.issued,
        waiting: state.issued - serving(),
        waitingKind: 'nominal',
        callsPerSecond: rate,
        admissionsPerSecond: rate,
        showRatio: 1,
        outlook: 'enough',
        joining: true,
        lastsTo: null,
        slotsLeft: slots.reduce((sum, { left }) => sum + left, 0),
        pollAfterMs: 5000,
        draw: { commitment: '', witnessCommitment: '', n: open ? 0 : null, root: null, seed: open ? '00' : null },
        ledger: { index: 0, head: '' },
      }
    },
    draw: () => refuse(),
    drawEntry: () => refuse(),
    async joinable() {},
    async join(cohort, identity, _dependents, client) {
      counts.joins++
      state.clients.add(client)
      const person = Buffer.from(identity.person).toString('hex')
      const known = indexes.get(person)
      const index = known === undefined || state.forgetful ? ++state.issued : known
      indexes.set(person, index)
      const number = state.now < opensAt ? null : index
      return { ticket: `ticket-of-place-${index}`, cohort, index, number, returned: known !== undefined, moved: false }
    },
    async claim(ticket) {
      counts.claims++
      const number = Number(ticket.split('-').at(-1))
      if (number > serving()) throw new RefusalError('not-called')
      return {
        state: 'admitted',
        number,
        admission: `admission-of-${number}`,
        expiresAt: state.now + leaseMs,
        warnBeforeMs: 60_000,
        extendableUntil: state.now + 10 * leaseMs,
      }
    },
    async heartbeat() {
      counts.heartbeats++
    },
    async leave() {
      counts.leaves++
    },
    standing: () => Promise.reject(new RefusalError('ticket-invalid')),
    async session(_admission, _client) {
      return { cohort: '', expiresAt: state.now + leaseMs, warnBeforeMs: 60_000, booked: [false] }
    },
    async extend(admission) {
      counts.extensions++
      return { admission, expiresAt: state.now + leaseMs, extendableUntil: state.now + 10 * leaseMs }
    },
    sites: () => [{ id: 'site-001', name: { ko: '', en: '' }, region: '', left: 1 }],
    slots: () => slots,
    async book(admission, _client, id, dependent): Promise<Booking> {
      const slot = slots.find(one => one.id === id)
      if (slot === undefined || slot.left === 0) throw new RefusalError('slot-full')
      slot.left--
      return { code: `${admission}-${dependent}`, slot, state: 'confirmed', bookedAt: state.now }
    },
    booking: () => Promise.reject(new RefusalError('booking-unknown')),
    async cancel(code) {
      counts.cancels++
      const slot = slots[0]
      if (slot === undefined) throw new RefusalError('booking-unknown')
      return { code, slot, state: 'cancelled', bookedAt: state.now }
    },
  }
  return { citizens, state }
}
