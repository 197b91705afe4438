import { subjectOf } from '../backend/booking/registry.ts'
import type { ClaimAnswer, TicketAnswer } from '../protocol/citizen.ts'
import { RefusalError } from '../protocol/errors.ts'
import type { Behaviour } from './behaviour.ts'
import type { Device } from './device.ts'
import { meaningOf } from './refusals.ts'
import { createLineView } from './view.ts'

/** One person's night over HTTP. */
export interface Life {
  readonly device: Device
  readonly behaviour: Behaviour
  /** Waits so many ms of event time; throws when everything is to end. */
  readonly pause: (eventMs: number) => Promise<void>
  readonly counts: LifeCounts
  readonly cohort: string
  /** Who it is, among the synthetic people of the registry. */
  readonly serial: number
}

export interface LifeCounts {
  joined: number
  admitted: number
  booked: number
}

type Seat = ClaimAnswer & { state: 'admitted' }

const RETRY_MS = 2_000
const HEARTBEAT_SHARE = 64
const CHOOSING_SHARE = 0.6

/** Joins, waits, claims and books, or gives up on the way. Throws `RefusalError`, or what the connection threw. */
export async function liveNight(life: Life): Promise<void> {
  const { behaviour, counts } = life
  const place = await join(life)
  counts.joined++
  const ticket = await waitForCall(life, place)
  if (ticket === undefined) return
  const seat = await claim(life, ticket)
  counts.admitted++
  const plan = behaviour.visitPlan()
  if (plan === 'walk-away') return
  if (await visit(life, plan === 'lose-page' ? await claim(life, ticket) : seat)) counts.booked++
}

async function join({ device, cohort, serial }: Life): Promise<TicketAnswer> {
  const plan = (await device.cohorts()).find(({ id }) => id === cohort)
  if (plan === undefined) throw new RefusalError('cohort-unknown', cohort)
  return device.join(plan.id, await device.identify(subjectOf(serial, plan)))
}

/** Polls until the number is called; the ticket to claim with, or undefined for whoever gives up or is not there. */
async function waitForCall(life: Life, first: TicketAnswer): Promise<string | undefined> {
  const { device, behaviour, pause, cohort } = life
  let { ticket } = first
  let document = await device.status(cohort)
  const view = createLineView(() => document)
  for (;;) {
    view.at(document.serverTime)
    const number = first.number ?? view.numberOf(first.index)
    if (number !== undefined && number <= document.serving) break
    if (document.state === 'closed' || document.outlook === 'gone') return undefined
    const delay = view.pollAfter(number)
    const act = behaviour.waitingAct(delay)
    if (act === 'leave') await device.leave(ticket)
    if (act === 'leave' || act === 'vanish') return undefined
    if (act !== 'wait') ticket = (await join(life)).ticket
    else if (number !== undefined && number % HEARTBEAT_SHARE === 0) await device.heartbeat(ticket)
    await pause(delay)
    document = await device.status(cohort)
  }
  const delay = behaviour.answerCall()
  if (delay === undefined) return undefined
  await pause(delay)
  return ticket
}

async function claim({ device, pause }: Life, ticket: string): Promise<Seat> {
  for (;;) {
    const answer = await device.claim(ticket)
    if (answer.state === 'admitted') return answer
    await pause(answer.retryAfterMs)
  }
}

/** Chooses and books, extending the lease before it ends; false when every slot tried was full. */
async function visit({ device, behaviour, pause, cohort, serial }: Life, seat: Seat): Promise<boolean> {
  await device.seat(seat.admission)
  const { serverTime } = await device.status(cohort)
  const length = behaviour.bookingTime()
  const warnedAfter = Math.max(0, seat.expiresAt - serverTime - seat.warnBeforeMs)
  let { admission } = seat
  await pause(Math.min(length * CHOOSING_SHARE, warnedAfter))
  if (length > warnedAfter) admission = (await device.extend(admission)).admission
  for (let tries = 0; ;) {
    const slot = await choose(device, behaviour, serial + tries)
    if (slot === undefined) return false
    await pause(tries === 0 ? length * (1 - CHOOSING_SHARE) : RETRY_MS)
    try {
      await device.book(admission, slot)
      return true
    } catch (error) {
      if (!(error instanceof RefusalError) || meaningOf(error.code) !== 'slot') throw error
    }
    const rest = behaviour.retrySlot(++tries)
    if (rest === undefined) return false
    await pause(rest)
  }
}

async function choose(device: Device, behaviour: Behaviour, from: number): Promise<number | undefined> {
  const sites = (await device.sites()).filter(({ left }) => left > 0)
  const site = sites[from % sites.length]
  if (site === undefined) return undefined
  const slots = (await device.slots(site.id)).filter(({ left }) => left > 0)
  return slots[behaviour.choose(slots.length)]?.id
}
