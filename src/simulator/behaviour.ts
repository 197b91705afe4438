import { z } from 'zod'
import type { Random } from '../rules/random.ts'

const share = z.number().min(0).max(1)
const seconds = z.number().positive().max(86_400)

/** How synthetic citizens behave, in process and over HTTP alike; event time throughout. */
export const behaviourSchema = z
  .strictObject({
    /** Of those called, the share who are not there: their page is open, nobody looks. */
    noShowShare: share.default(0.3),
    /** Of those waiting, the share who give up in an hour, and of them the share who say so. */
    giveUpPerHour: share.default(0.02),
    sayGoodbyeShare: share.default(0.25),
    /** Of those waiting, the share who lose the page in an hour and join again, and of them from another device. */
    reconnectPerHour: z.number().min(0).max(60).default(0.1),
    otherDeviceShare: share.default(0.3),
    /** Of those called, the share who notice late, and how late on average. */
    lateShare: share.default(0.08),
    lateSeconds: seconds.default(60),
    /** Time on the booking page: log-normal, by its median and the deviation of its logarithm. */
    bookingMedianSeconds: seconds.default(100),
    bookingSpread: z.number().min(0).max(2).default(0.5),
    /** Of those admitted, the share who lose the booking page and come back, and who never finish. */
    losePageShare: share.default(0.04),
    walkAwayShare: share.default(0.03),
    /** Of those whose lease ended, the share who join again at the back. */
    rejoinShare: share.default(0.3),
    /** Pause before choosing another slot when the first was full, and after how many they give up. */
    slotRetrySeconds: seconds.default(10),
    slotTries: z.number().int().min(1).max(100).default(8),
    /** The share who book for a parent as well, and who cancel in the end. */
    dependentShare: share.default(0.02),
    cancelShare: share.default(0.003),
  })
  .prefault({})
export type BehaviourSettings = z.infer<typeof behaviourSchema>

/** What a waiting person does at the moment of looking at the page. */
export type WaitingAct = 'wait' | 'leave' | 'vanish' | 'rejoin' | 'rejoin-elsewhere'
/** What an admitted person will make of the seat. */
export type VisitPlan = 'book' | 'lose-page' | 'walk-away'

/** The decisions of synthetic citizens: chance alone, no state, no time. */
export interface Behaviour {
  waitingAct(elapsedMs: number): WaitingAct
  /** The same without looks: ms until a waiting person does something, at most a day, and what it is. */
  untilImpulse(): number
  impulse(): Exclude<WaitingAct, 'wait'>
  /** ms from noticing the call to claiming; undefined: nobody is there. */
  answerCall(): number | undefined
  visitPlan(): VisitPlan
  /** ms on the booking page. */
  bookingTime(): number
  /** ms before another slot is tried; undefined: gives up after so many tries. */
  retrySlot(tries: number): number | undefined
  rejoins(): boolean
  hasDependent(): boolean
  cancels(): boolean
  /** The place in a list of `length`, earlier ones preferred. */
  choose(length: number): number
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

export function createBehaviour(settings: BehaviourSettings, random: Random): Behaviour {
  const yes = (share: number) => random.next() < share
  const secondsOf = (mean: number) => Math.round(random.exponential(mean) * 1000)
  const leave = () => (yes(settings.sayGoodbyeShare) ? 'leave' : 'vanish')
  const rejoin = () => (yes(settings.otherDeviceShare) ? 'rejoin-elsewhere' : 'rejoin')
  const actsPerHour = settings.giveUpPerHour + settings.reconnectPerHour

  return {
    untilImpulse: () =>
      actsPerHour > 0 ? Math.min(DAY_MS, Math.round(random.exponential(HOUR_MS / actsPerHour))) : DAY_MS,
    impulse: () => (yes(settings.giveUpPerHour / actsPerHour) ? leave() : rejoin()),
    waitingAct(elapsedMs) {
      const hours = elapsedMs / HOUR_MS
      const leaving = settings.giveUpPerHour * hours
      // One draw decides both: this runs tens of millions of times a night.
      const chance = random.next()
      if (chance >= leaving + settings.reconnectPerHour * hours) return 'wait'
      return chance < leaving ? leave() : rejoin()
    },
    answerCall() {
      if (yes(settings.noShowShare)) return undefined
      return yes(settings.lateShare) ? secondsOf(settings.lateSeconds) : 0
    },
    visitPlan() {
      const chance = random.next()
      if (chance < settings.walkAwayShare) return 'walk-away'
      return chance < settings.walkAwayShare + settings.losePageShare ? 'lose-page' : 'book'
    },
    bookingTime: () =>
      Math.round(settings.bookingMedianSeconds * 1000 * Math.exp(settings.bookingSpread * random.normal())),
    retrySlot: tries => (tries >= settings.slotTries ? undefined : secondsOf(settings.slotRetrySeconds)),
    rejoins: () => yes(settings.rejoinShare),
    hasDependent: () => yes(settings.dependentShare),
    cancels: () => yes(settings.cancelShare),
    // The square of a uniform leans to the front of the list: early days, near sites.
    choose: length => Math.floor(random.next() ** 2 * length),
  }
}
