import type { Random } from '../../rules/random.ts'
import type { Attack, Moment, Sight } from './attack.ts'
import { attackKinds, attacks, type AttackerShares } from './table.ts'

/**
 * What a person is up to, in one whole number beside the rest of their record: 0 for the honest, else which attack
 * (from 1, the low 8 bits) and how often it is still to be tried.
 */
export type Intent = number

const HONEST: Intent = 0
const TRY = 0x100
const list: readonly Attack[] = attackKinds.map(kind => attacks[kind])

/** Draws what new people will try, by the shares of a scenario. */
export function createIntents(shares: AttackerShares, random: Random, overHttp: boolean): () => Intent {
  const drawn: { readonly upTo: number; readonly intent: Intent }[] = []
  let upTo = 0
  for (const [at, kind] of attackKinds.entries()) {
    const { tries, needsHttp }: Attack = attacks[kind]
    if (needsHttp && !overHttp) continue
    upTo += shares[kind] ?? 0
    drawn.push({ upTo, intent: at + 1 + tries * TRY })
  }
  if (upTo === 0) return () => HONEST
  return () => {
    const chance = random.next()
    return drawn.find(one => chance < one.upTo)?.intent ?? HONEST
  }
}

export const hasTries = (intent: Intent): boolean => intent >= TRY

export const spent = (intent: Intent): Intent => intent - TRY

const attackOf = (intent: Intent): Attack | undefined => list[(intent & (TRY - 1)) - 1]

export const isOutsider = (intent: Intent): boolean => attackOf(intent)?.outsider ?? false

/** The attack whose moment this is; undefined when there is none, or none any more. */
export function dueAttack(intent: Intent, moment: Moment, sight?: Sight): Attack | undefined {
  if (!hasTries(intent)) return undefined
  const attack = attackOf(intent)
  if (attack === undefined || !attack.moments.includes(moment)) return undefined
  if (attack.ready !== undefined && (sight === undefined || !attack.ready(sight))) return undefined
  return attack
}
