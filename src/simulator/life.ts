import type { ClaimAnswer, TicketAnswer } from '../protocol/citizen.ts'
import { RefusalError } from '../protocol/errors.ts'
import { isSampled } from '../rules/eta.ts'
import type { Random } from '../rules/random.ts'
import type { Intent } from './attacks/intents.ts'
import type { Performed } from './attacks/performed.ts'
import type { Behaviour } from './behaviour.ts'
import { createCitizen, type Citizen } from './citizen.ts'
import type { Device } from './device.ts'
import { meaningOf } from './refusals.ts'
import { createRemoteAttacker, type RemoteAttacker } from './remoteAttacker.ts'
import { createLineView } from './view.ts'

/** One person's night over HTTP. */
export interface LifeOptions {
  readonly newDevice: () => Device
  readonly behaviour: Behaviour
  /** Waits so many ms of event time; throws when everything is to end. */
  readonly pause: (eventMs: number) => Promise<void>
  readonly counts: LifeCounts
  readonly cohort: string
  /** Who it is, among the synthetic people of the registry. */
  readonly serial: number
  /** What they are up to besides. */
  readonly intent: Intent
  readonly random: Random
  readonly performed: Performed
}

export interface LifeCounts {
  joined: number
  admitted: number
  booked: number
}

interface Life extends LifeOptions {
  readonly citizen: Citizen
  readonly attacker: RemoteAttacker
}

type Seat = ClaimAnswer & { state: 'admitted' }

const RETRY_MS = 2_000
const CHOOSING_SHARE = 0.6

/** Joins, waits, claims and books, or gives up on the way. Throws `RefusalError`, or what the connection threw. */
export async function liveNight(options: LifeOptions): Promise<void> {
  const { behaviour, counts, serial } = options
  const citizen = createCitizen(options)
  const chooseSlot = () => choose(citizen.device, behaviour, serial)
  const attacker = createRemoteAttacker({ ...options, citizen, chooseSlot })
  const life: Life = { ...options, citizen, attacker }
  await attacker.insist('arriving')
  if (attacker.outsider) return
  const place = await join(life)
  counts.joined++
  const ticket = await waitForCall(life, place)
  if (ticket === undefined) return
  const seat = await claim(life, ticket)
  counts.admitted++
  const plan = behaviour.visitPlan()
  if (plan === 'walk-away') {
    await walkAway(life, seat)
    return
  }
  if (await visit(life, plan === 'lose-page' ? await claim(life, ticket) : seat)) counts.booked++
}

/** Who comes before the pre-queue opens comes back when it has. */
async function join({ citizen, pause, random, cohort }: Life): Promise<TicketAnswer> {
  try {
    return await citizen.join()
  } catch (error) {
    if (!(error instanceof RefusalError) || error.code !== 'cohort-not-open') throw error
  }
  const [{ prequeueAt }, { serverTime }] = await Promise.all([citizen.plan(), citizen.device.status(cohort)])
  await pause(Math.max(0, prequeueAt - serverTime) + random.exponential(RETRY_MS))
  return citizen.join()
}

/** Polls until the number is called; the ticket to claim with, or undefined for whoever gives up or is not there. */
async function waitForCall(life: Life, first: TicketAnswer): Promise<string | undefined> {
  const { citizen, attacker, behaviour, pause, cohort } = life
  let { ticket } = first
  let document = await citizen.device.status(cohort)
  const view = createLineView(() => document)
  for (;;) {
    view.at(document.serverTime)
    const number = first.number ?? view.numberOf(first.index)
    if (number !== undefined && number <= document.serving) break
    if (document.state === 'closed') return undefined
    const delay = view.pollAfter(number)
    const gain = await attacker.tempt('waiting', { ticket, sight: { document, number } })
    if (gain?.kind === 'return') ({ ticket } = gain.answer)
    const act = behaviour.waitingAct(delay)
    if (act === 'leave') await citizen.device.leave(ticket)
    if (act === 'leave' || act === 'vanish') return undefined
    if (act === 'rejoin') ({ ticket } = await citizen.join())
    else if (act === 'rejoin-elsewhere') ({ ticket } = await citizen.joinElsewhere())
    else if (isSampled(number)) await citizen.device.heartbeat(ticket)
    await pause(delay)
    document = await citizen.device.status(cohort)
  }
  const delay = behaviour.answerCall()
  if (delay === undefined) return undefined
  await pause(delay)
  return ticket
}

/** Nobody is on the page until the lease is over; some then try to use what is left of it. */
async function walkAway({ citizen, attacker, pause, cohort }: Life, { admission, expiresAt }: Seat): Promise<void> {
  const { serverTime } = await citizen.device.status(cohort)
  await pause(expiresAt - serverTime + RETRY_MS)
  await attacker.insist('over', { admission })
}

async function claim({ citizen, pause }: Life, ticket: string): Promise<Seat> {
  for (;;) {
    const answer = await citizen.device.claim(ticket)
    if (answer.state === 'admitted') return answer
    await pause(answer.retryAfterMs)
  }
}

/** Chooses and books, extending the lease before it ends; false when every slot tried was full. */
async function visit(life: Life, seat: Seat): Promise<boolean> {
  const { citizen, attacker, behaviour, pause, cohort, serial } = life
  const { device } = citizen
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
    await attacker.insist('admitted', { admission })
    try {
      await device.book(admission, slot)
      await attacker.insist('booked', { admission, booked: slot })
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
