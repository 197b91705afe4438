import type { Citizens } from '../backend/citizens.contract.ts'
import type { ClaimAnswer, TicketAnswer } from '../protocol/citizen.ts'
import type { ErrorCode } from '../protocol/errors.ts'
import { createRandom } from '../rules/random.ts'
import { createArrivals } from './arrivals.ts'
import { createAttackers } from './attackers.ts'
import { createIntents, hasTries, isOutsider } from './attacks/intents.ts'
import { createPerformed, type DoorCounts } from './attacks/performed.ts'
import type { Answers } from './auditor.ts'
import { createBehaviour } from './behaviour.ts'
import { createCrowdLine, type CrowdLine } from './crowdLine.ts'
import { createPeople, fields, phases, type Phase } from './people.ts'
import { meaningOf } from './refusals.ts'
import { createRequests, type Requests } from './requests.ts'
import { peopleOf, type Scenario } from './scenario.ts'
import { createVisits } from './visits.ts'
import { createWaiting } from './waiting.ts'
import { createWheel, TICK_MS } from './wheel.ts'

export interface CrowdOptions {
  readonly citizens: Citizens
  readonly scenario: Scenario
  readonly seed: number
  readonly answers?: Answers
  /** Stops acting while so many answers are outstanding. */
  readonly maxInFlight?: number
}

export interface CrowdReading {
  readonly arrived: number
  readonly inFlight: number
  /** On the booking page. */
  readonly visiting: number
  readonly refusals: Readonly<Partial<Record<ErrorCode, number>>>
  /** What attacks were refused with; not among the refusals above. */
  readonly attackRefusals: Readonly<Partial<Record<ErrorCode, number>>>
  /** Attempts to get past the line, honest reconnections from another device among them. */
  readonly performed: DoorCounts
}

/** Citizens of a scenario who act on a backend in this process, exactly as clients of the HTTP plane would. */
export interface Crowd {
  /**
   * Lets everybody act up to event time `to` (ms), or for `budgetMs` of real time. False when time or the limit of
   * answers in flight cut it short: call again. Throws what the backend threw that was no refusal.
   */
  step(to: number, budgetMs?: number): boolean
  /** Nobody will do anything any more. */
  readonly finished: boolean
  readonly inFlight: number
  reading(): CrowdReading
}

const RETRY_MS = 2_000
/** Who has come before the pre-queue opens comes back within about this long after it has. */
const COME_BACK_MS = 10_000
/** Attackers have a chance of their own: with and without them the honest behave alike. */
const ATTACK_SEED = 0x5eed

export function createCrowd(options: CrowdOptions): Crowd {
  const { citizens, scenario, seed, answers, maxInFlight = 20_000 } = options
  const random = createRandom(seed)
  const behaviour = createBehaviour(scenario.behaviour, random)
  const size = peopleOf(scenario)
  const people = createPeople(size)
  const wheel = createWheel(people.records)
  const performed = createPerformed()
  const attackRandom = createRandom(seed + ATTACK_SEED)
  const drawIntent = createIntents(scenario.attackers, attackRandom, false)
  const lines = scenario.launch.cohorts.map(cohort => createCrowdLine({ citizens, cohort, seed, size }))
  const streams = scenario.arrivals.map(plan => ({
    cohort: lines.findIndex(({ id }) => id === plan.cohort),
    arrivals: createArrivals(plan, random),
  }))
  const refusals: Partial<Record<ErrorCode, number>> = {}
  const guardians = new Set<number>()
  let arrived = 0
  const requests = createRequests()
  const send: Requests['send'] = (request, answered, refused) => requests.send(request, answered, refused)

  const now = () => scenario.start + wheel.now * TICK_MS
  const lineOf = (person: number): CrowdLine => {
    const line = lines[people.get(person, fields.cohort)]
    if (line === undefined) throw new RangeError(`person ${person} has no cohort`)
    return line
  }
  const clientOf = (person: number) => lineOf(person).identities.client(person, people.get(person, fields.device))

  const schedule = (person: number, ms: number) => wheel.schedule(person, wheel.now + Math.ceil(ms / TICK_MS))
  const later = (person: number, phase: Phase, ms: number) => {
    people.set(person, fields.phase, phase)
    schedule(person, ms)
  }
  const finish = (person: number) => {
    people.set(person, fields.phase, phases.gone)
  }

  /** Asks the backend; what it throws that is no refusal stops the crowd. */
  function ask<T>(
    person: number,
    phase: Phase,
    request: () => Promise<T>,
    answered: (answer: T) => void,
    refused: (code: ErrorCode) => void,
  ): void {
    people.set(person, fields.phase, phase)
    send(request, answered, code => {
      refusals[code] = (refusals[code] ?? 0) + 1
      refused(code)
    })
  }

  /** Somebody new at the door, or back at it. */
  function enter(person: number): void {
    const intent = people.get(person, fields.intent)
    if (hasTries(intent) && attackers.tempt(person, 'arriving', () => later(person, phases.returning, RETRY_MS))) return
    if (isOutsider(intent)) finish(person)
    else join(person, false)
  }

  function requestPlace(person: number): Promise<TicketAnswer> {
    const { id, identities } = lineOf(person)
    const dependents = guardians.has(person) ? [identities.of(size + person)] : []
    return citizens.join(id, identities.of(person), dependents, clientOf(person))
  }

  function join(person: number, again: boolean): void {
    const { id, identities, prequeueAt } = lineOf(person)
    if (!again && behaviour.hasDependent()) guardians.add(person)
    const early = now() < prequeueAt
    if (early) performed.add('D4')
    ask(
      person,
      phases.joining,
      () => requestPlace(person),
      answer => {
        if (early) {
          const { birthDate } = identities.of(person)
          answers?.attempted({ person, cohort: id, at: now(), birthDate }, { kind: 'place', answer })
        }
        joined(person, answer, again)
      },
      code => {
        if (code === 'not-eligible') answers?.refusedEligibility(id, identities.of(person).birthDate)
        if (early) later(person, phases.returning, prequeueAt - now() + random.exponential(COME_BACK_MS))
        else refusedJoin(person, code, again)
      },
    )
  }

  function refusedJoin(person: number, code: ErrorCode, again: boolean): void {
    const meaning = meaningOf(code)
    if (meaning === 'passing') later(person, again ? phases.waiting : phases.returning, RETRY_MS)
    else {
      if (again && meaning === 'wrong') answers?.placeLost()
      finish(person)
    }
  }

  /** The place is theirs to keep. */
  function placed(person: number, answer: TicketAnswer, again: boolean): void {
    people.tickets.set(person, answer.ticket)
    people.set(person, fields.index, answer.index)
    waiting.numbered(person, answer.number ?? 0)
    answers?.joined(person, answer, again)
  }

  function joined(person: number, answer: TicketAnswer, again: boolean): void {
    placed(person, answer, again)
    const { id, view } = lineOf(person)
    // As fresh as the page that shows the place.
    view.at(now())
    const wait = answer.number === null || again ? undefined : view.wait(answer.number)
    if (wait !== undefined && answer.number !== null) answers?.told(id, answer.number, now(), wait)
    waiting.begin(person, answer.number ?? undefined)
  }

  function tell(request: () => Promise<unknown>): void {
    const ignore = () => undefined
    send(request, ignore, ignore)
  }

  function leave(person: number): void {
    const done = () => finish(person)
    ask(person, phases.busy, () => citizens.leave(people.tickets.get(person), clientOf(person)), done, done)
  }

  function claim(person: number): void {
    ask(
      person,
      phases.claiming,
      () => citizens.claim(people.tickets.get(person), clientOf(person)),
      answer => claimed(person, answer),
      code => refusedPlace(person, code),
    )
  }

  function claimed(person: number, answer: ClaimAnswer): void {
    answers?.claimed(person, lineOf(person).id, answer)
    if (answer.state === 'admitted') visits.begin(person, answer)
    else later(person, answer.state === 'parked' ? phases.parked : phases.waiting, answer.retryAfterMs)
  }

  /** A refusal to somebody who believed to have a place. */
  function refusedPlace(person: number, code: ErrorCode): void {
    const meaning = meaningOf(code)
    if (meaning === 'passing') later(person, phases.answering, RETRY_MS)
    else if (meaning === 'over') visits.over(person)
    else {
      if (meaning === 'wrong') answers?.placeLost()
      finish(person)
    }
  }

  /** The place has come to its end; some join once more, at the back. */
  function placeOver(person: number): void {
    answers?.placeOver(person)
    people.set(person, fields.number, 0)
    if (behaviour.rejoins()) later(person, phases.returning, RETRY_MS)
    else finish(person)
  }

  const attackers = createAttackers({
    citizens,
    random: attackRandom,
    behaviour: createBehaviour(scenario.behaviour, attackRandom),
    people,
    performed,
    answers,
    now,
    send,
    cohortOf: lineOf,
    clientOf,
    joinAgain: requestPlace,
    placed: (person, answer) => placed(person, answer, true),
  })

  const waiting = createWaiting({
    people,
    behaviour,
    attackers,
    answers,
    performed,
    now,
    tick: () => wheel.now,
    schedule,
    random,
    later,
    finish,
    lineOf,
    join: person => join(person, true),
    claim,
    leave,
    heartbeat: person => tell(() => citizens.heartbeat(people.tickets.get(person), clientOf(person))),
  })

  const visits = createVisits({
    citizens,
    behaviour,
    answers,
    size,
    now,
    later,
    finish,
    ask,
    tell,
    claim,
    leave,
    placeOver,
    clientOf,
    cohortOf: person => lineOf(person).id,
    isGuardian: person => guardians.has(person),
    performed,
    tempt: (person, moment, resume, situation) =>
      hasTries(people.get(person, fields.intent)) && attackers.tempt(person, moment, resume, situation),
  })

  function act(person: number): void {
    const phase = people.get(person, fields.phase)
    switch (phase) {
      case phases.waiting:
        waiting.look(person)
        return
      case phases.answering:
      case phases.parked:
        claim(person)
        return
      case phases.returning:
        enter(person)
        return
      case phases.visiting:
      case phases.away:
      case phases.regretting:
        visits.act(person, phase)
        return
      default:
        throw new Error(`person ${person} has nothing to do in phase ${phase}`)
    }
  }

  function arrive(): void {
    for (const { cohort, arrivals } of streams)
      for (let count = arrivals.until(now()); count > 0; count--) {
        const person = arrived++
        people.set(person, fields.cohort, cohort)
        people.set(person, fields.intent, drawIntent())
        enter(person)
      }
  }

  return {
    step(to, budgetMs = Infinity) {
      requests.check()
      const deadline = performance.now() + budgetMs
      while (now() + TICK_MS <= to) {
        if (requests.inFlight >= maxInFlight || performance.now() > deadline) return false
        wheel.advance(wheel.now + 1, act)
        for (const { board, view } of lines)
          board.read(view.at(now()), (person, withinMs) => waiting.tell(person, withinMs))
        arrive()
      }
      return true
    },
    get finished() {
      return requests.inFlight === 0 && wheel.size === 0 && streams.every(({ arrivals }) => arrivals.left === 0)
    },
    get inFlight() {
      return requests.inFlight
    },
    reading: () => ({
      arrived,
      inFlight: requests.inFlight,
      visiting: visits.size,
      refusals,
      attackRefusals: attackers.refusals,
      performed: performed.counts(),
    }),
  }
}
