import type { Behaviour, WaitingAct } from './behaviour.ts'
import { fields, type People } from './people.ts'

/** When those who wait do something by themselves: go home, or lose the page and come back. Ticks of `tickMs`. */
export interface Patience {
  /** ms until somebody acts who is told what is new and looks no sooner. */
  untilImpulse(person: number, now: number): number
  /** Somebody looks at the page at this tick, and again before long. */
  looks(person: number, now: number): void
  /** What they do at this tick: by the time since their last look, or what they were going to do now. */
  act(person: number, now: number): WaitingAct
}

/**
 * Both ways to the same chance: a small one at each look, or the time of the act drawn at once (an exponential time,
 * which somebody who was disturbed may draw anew). The field `looked` holds the tick of the last look, or the tick of the
 * act to come below zero.
 */
export function createPatience(people: People, behaviour: Behaviour, tickMs: number): Patience {
  return {
    untilImpulse(person, now) {
      const ms = behaviour.untilImpulse()
      people.set(person, fields.looked, -(now + Math.ceil(ms / tickMs)))
      return ms
    },
    looks: (person, now) => people.set(person, fields.looked, now),
    act(person, now) {
      const looked = people.get(person, fields.looked)
      if (looked >= 0) return behaviour.waitingAct((now - looked) * tickMs)
      return now < -looked ? 'wait' : behaviour.impulse()
    },
  }
}
