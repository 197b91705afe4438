import { isSampled } from '../rules/eta.ts'
import type { Random } from '../rules/random.ts'
import type { Attackers } from './attackers.ts'
import { hasTries } from './attacks/intents.ts'
import type { Performed } from './attacks/performed.ts'
import type { Answers } from './auditor.ts'
import type { Behaviour } from './behaviour.ts'
import type { CrowdLine } from './crowdLine.ts'
import { createHeartbeats } from './heartbeats.ts'
import { createPatience } from './patience.ts'
import { fields, phases, type People, type Phase } from './people.ts'
import type { LineView } from './view.ts'
import { TICK_MS } from './wheel.ts'

/** What those who wait need of the crowd around them. */
export interface WaitingOptions {
  readonly people: People
  readonly behaviour: Behaviour
  readonly random: Random
  readonly attackers: Attackers
  readonly answers: Answers | undefined
  readonly performed: Pick<Performed, 'add'>
  readonly now: () => number
  /** The same in ticks of `TICK_MS`. */
  readonly tick: () => number
  /** Has somebody act after so many ms, unless they do sooner. */
  readonly schedule: (person: number, ms: number) => void
  readonly later: (person: number, phase: Phase, ms: number) => void
  readonly finish: (person: number) => void
  readonly lineOf: (person: number) => CrowdLine
  /** Joins again, with the place that they have. */
  readonly join: (person: number) => void
  readonly claim: (person: number) => void
  readonly leave: (person: number) => void
  readonly heartbeat: (person: number) => void
}

/** People on the waiting page. */
export interface Waiting {
  /** Somebody has a place and waits from now on; the number is undefined before the draw. */
  begin(person: number, number: number | undefined): void
  /** A number is theirs to wait for; 0 while it is not known. */
  numbered(person: number, number: number): void
  /** A look at the page. */
  look(person: number): void
  /** Whoever still waits sees what is new with their next look at the page, whenever within that time it comes. */
  tell(person: number, withinMs: number): void
}

export function createWaiting(options: WaitingOptions): Waiting {
  const { people, behaviour, answers, now, tick, later, finish, lineOf } = options
  const patience = createPatience(people, behaviour, TICK_MS)
  const heartbeats = createHeartbeats(now, options.heartbeat)

  function numbered(person: number, number: number): void {
    people.set(person, fields.number, number)
    if (number !== 0) lineOf(person).board.put(number, person)
  }

  function numberOf(person: number, view: LineView): number | undefined {
    const known = people.get(person, fields.number)
    if (known !== 0) return known
    const drawn = view.numberOf(people.get(person, fields.index))
    if (drawn !== undefined) {
      numbered(person, drawn)
      answers?.numbered(person, drawn)
    }
    return drawn
  }

  /** ms until a look that matters: the sampled and the attackers look as the page asks, the others when something is new. */
  function untilLook(person: number, number: number | undefined): number {
    const { board, view } = lineOf(person)
    const { serving, draw } = view.at(now())
    const idle = number === undefined ? draw.seed === null : number > serving && !isSampled(number)
    if (idle && !hasTries(people.get(person, fields.intent))) {
      if (number === undefined) board.enter(person)
      return patience.untilImpulse(person, tick())
    }
    patience.looks(person, tick())
    return view.pollAfter(number)
  }

  const begin = (person: number, number: number | undefined) => later(person, phases.waiting, untilLook(person, number))

  function look(person: number): void {
    const { view } = lineOf(person)
    const document = view.at(now())
    if (document.outlook === 'gone') {
      finish(person)
      return
    }
    const number = numberOf(person, view)
    if (number !== undefined && number <= document.serving) {
      called(person)
      return
    }
    if (document.state === 'closed') {
      finish(person)
      return
    }
    if (hasTries(people.get(person, fields.intent))) {
      const resume = () => begin(person, number)
      if (options.attackers.tempt(person, 'waiting', resume, { document, number })) return
    }
    act(person, number, document.pollAfterMs)
  }

  /** By impulse, or no more than waiting on. */
  function act(person: number, number: number | undefined, pollAfterMs: number): void {
    switch (patience.act(person, tick())) {
      case 'vanish':
        finish(person)
        return
      case 'leave':
        options.leave(person)
        return
      case 'rejoin-elsewhere':
        people.set(person, fields.device, people.get(person, fields.device) + 1)
        options.performed.add('D8')
        options.join(person)
        return
      case 'rejoin':
        options.join(person)
        return
      case 'wait':
        if (isSampled(number)) heartbeats.beat(person, pollAfterMs)
        begin(person, number)
    }
  }

  function called(person: number): void {
    const delay = behaviour.answerCall()
    if (delay === undefined) finish(person)
    else if (delay === 0) options.claim(person)
    else later(person, phases.answering, delay)
  }

  return {
    begin,
    numbered,
    look,
    tell(person, withinMs) {
      if (people.get(person, fields.phase) === phases.waiting)
        options.schedule(person, options.random.next() * withinMs)
    },
  }
}
