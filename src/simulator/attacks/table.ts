import { z } from 'zod'
import { airplaneMode } from './airplaneMode.ts'
import type { Attack } from './attack.ts'
import { claimAhead } from './claimAhead.ts'
import { devtools } from './devtools.ts'
import { directLink } from './directLink.ts'
import { early } from './early.ts'
import { identityReplay } from './identityReplay.ts'
import { ineligible } from './ineligible.ts'
import { notYours } from './notYours.ts'
import { replay } from './replay.ts'
import { sixDevices } from './sixDevices.ts'
import { tokenSharing } from './tokenSharing.ts'

/** Every way past the line that synthetic people try. */
export const attacks = {
  devtools,
  claimAhead,
  notYours,
  airplaneMode,
  directLink,
  early,
  ineligible,
  replay,
  tokenSharing,
  identityReplay,
  sixDevices,
} as const satisfies Record<string, Attack>

export type AttackKind = keyof typeof attacks

export const attackKinds = Object.keys(attacks) as [AttackKind, ...AttackKind[]]

/** Of the people who come, the share who try each attack; nobody tries two. What is left out is tried by nobody. */
export const attackersSchema = z
  .partialRecord(z.enum(attackKinds), z.number().min(0).max(1))
  .default({})
  .refine(shares => Object.values(shares).reduce((sum, share) => sum + share, 0) <= 1, 'add up to more than everybody')
export type AttackerShares = z.infer<typeof attackersSchema>
