import type { Citizens } from '../backend/citizens.contract.ts'
import type { StatusDocument, TicketAnswer } from '../protocol/citizen.ts'
import type { ErrorCode } from '../protocol/errors.ts'
import type { Random } from '../rules/random.ts'
import type { Attack, Gain, Hands, Moment, Sight } from './attacks/attack.ts'
import { dueAttack, spent } from './attacks/intents.ts'
import type { Performed } from './attacks/performed.ts'
import type { Answers } from './auditor.ts'
import type { Behaviour } from './behaviour.ts'
import type { Identities } from './identities.ts'
import { fields, phases, type People } from './people.ts'
import { createSlotChoice } from './slotChoice.ts'

/** What attackers need of the crowd that they are among. */
export interface AttackersOptions {
  readonly citizens: Citizens
  readonly random: Random
  /** How they choose slots; of that same chance, so that the honest behave alike with and without them. */
  readonly behaviour: Behaviour
  readonly people: People
  readonly performed: Performed
  readonly answers: Answers | undefined
  readonly now: () => number
  readonly send: <T>(
    request: () => Promise<T>,
    answered: (answer: T) => void,
    refused: (code: ErrorCode) => void,
  ) => void
  readonly cohortOf: (person: number) => { readonly id: string; readonly identities: Identities }
  readonly clientOf: (person: number) => string
  /** Asks for the place of somebody who has one, from the device they use now. */
  readonly joinAgain: (person: number) => Promise<TicketAnswer>
  /** The answer to it. */
  readonly placed: (person: number, answer: TicketAnswer) => void
}

/** The attackers in the crowd: at their moments they try their attack, and then go on like everybody. */
export interface Attackers {
  /**
   * True when this person attacks now instead of what they were about to do; `resume` is called once it was answered.
   * Nothing else of theirs may be in flight or pending.
   */
  tempt(person: number, moment: Moment, resume: () => void, situation?: Situation): boolean
  /** What attacks were refused with. */
  readonly refusals: Readonly<Partial<Record<ErrorCode, number>>>
}

export interface Situation {
  readonly document?: StatusDocument
  readonly number?: number | undefined
  readonly admission?: string
  /** A slot not to ask for again. */
  readonly booked?: number
}

/** The device of somebody a token was given to, apart from all that the person uses. */
const ACCOMPLICE = 1_000

export function createAttackers(options: AttackersOptions): Attackers {
  const { citizens, random, people, performed, answers, now, cohortOf } = options
  const choice = createSlotChoice(citizens, options.behaviour)
  const refusals: Partial<Record<ErrorCode, number>> = {}

  function slotOtherThan(booked: number | undefined, person: number): number {
    for (let tries = 0; tries < 4; tries++) {
      const slot = choice.pick(person, tries, now())
      if (slot !== undefined && slot !== booked) return slot
    }
    return booked === 1 ? 2 : 1
  }

  function handsOf(person: number, { admission = '', booked }: Situation): Hands {
    const { id, identities } = cohortOf(person)
    const own = options.clientOf(person)
    const accomplice = identities.client(person, ACCOMPLICE)
    return {
      ticket: people.tickets.get(person),
      admission,
      choose: count => random.int(count),
      claim: (ticket, sender) => citizens.claim(ticket, sender === 'accomplice' ? accomplice : own),
      book: (token, { sender, dependent = null } = {}) =>
        citizens.book(token, sender === 'accomplice' ? accomplice : own, slotOtherThan(booked, person), dependent),
      rejoin() {
        people.set(person, fields.device, people.get(person, fields.device) + 1)
        return options.joinAgain(person)
      },
      joinIneligible: () => citizens.join(id, identities.outside(person), [], own),
    }
  }

  function performedBy(person: number, attack: Attack, gain: Gain): void {
    const { id, identities } = cohortOf(person)
    const { birthDate } = attack.outsider ? identities.outside(person) : identities.of(person)
    answers?.attempted({ person, cohort: id, at: now(), birthDate }, gain)
    if (gain.kind === 'return') options.placed(person, gain.answer)
  }

  return {
    refusals,
    tempt(person, moment, resume, situation = {}) {
      const intent = people.get(person, fields.intent)
      const { document, number } = situation
      const sight: Sight | undefined = document && { document, number }
      const attack = dueAttack(intent, moment, sight)
      if (attack === undefined) return false
      people.set(person, fields.intent, spent(intent))
      people.set(person, fields.phase, phases.busy)
      performed.add(attack.door)
      options.send(
        () => attack.perform(handsOf(person, situation)),
        gain => {
          performedBy(person, attack, gain)
          resume()
        },
        code => {
          refusals[code] = (refusals[code] ?? 0) + 1
          if (code === 'not-eligible') {
            const { id, identities } = cohortOf(person)
            answers?.refusedEligibility(id, identities.outside(person).birthDate)
          }
          resume()
        },
      )
      return true
    },
  }
}
