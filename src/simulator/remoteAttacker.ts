import { subjectOf } from '../backend/booking/registry.ts'
import { RefusalError } from '../protocol/errors.ts'
import type { Random } from '../rules/random.ts'
import type { Attack, Gain, Hands, Moment, Sight } from './attacks/attack.ts'
import { dueAttack, isOutsider, spent, type Intent } from './attacks/intents.ts'
import type { Performed } from './attacks/performed.ts'
import type { Citizen } from './citizen.ts'
import type { Device } from './device.ts'
import { createIdentities } from './identities.ts'

export interface RemoteAttackerOptions {
  readonly citizen: Citizen
  readonly intent: Intent
  readonly random: Random
  readonly performed: Performed
  readonly newDevice: () => Device
  readonly cohort: string
  readonly serial: number
  /** A slot with doses left, if there is one. */
  readonly chooseSlot: () => Promise<number | undefined>
}

/** What one person over HTTP tries besides living their night. */
export interface RemoteAttacker {
  /** Tries once, if this is the moment; resolves with what was gained, undefined when refused or not tried. */
  tempt(moment: Moment, situation?: RemoteSituation): Promise<Gain | undefined>
  /** Tries as often as they will at this moment. */
  insist(moment: Moment, situation?: RemoteSituation): Promise<void>
  /** Has no business in the line. */
  readonly outsider: boolean
}

export interface RemoteSituation {
  readonly ticket?: string
  readonly admission?: string
  readonly sight?: Sight
  /** A slot not to ask for again. */
  readonly booked?: number
}

export function createRemoteAttacker(options: RemoteAttackerOptions): RemoteAttacker {
  const { citizen, random, performed, newDevice, cohort, serial, chooseSlot } = options
  let { intent } = options

  function handsOf({ ticket = '', admission = '', booked }: RemoteSituation): Hands {
    const from = (sender?: string) => (sender === 'accomplice' ? newDevice() : citizen.device)
    return {
      ticket,
      admission,
      choose: count => random.int(count),
      claim: (token, sender) => from(sender).claim(token),
      async book(token, { sender, dependent = null } = {}) {
        const slot = (await chooseSlot()) ?? 1
        return from(sender).book(token, slot === booked ? slot + 1 : slot, dependent)
      },
      rejoin: () => citizen.joinElsewhere(),
      async joinIneligible() {
        const plan = await citizen.plan()
        const { birthDate } = createIdentities(plan, serial).outside(serial)
        const subject = subjectOf(serial, { bornFrom: birthDate, bornTo: birthDate })
        return citizen.device.join(cohort, await citizen.device.identify(subject))
      },
      async replayIdentity() {
        const other = newDevice()
        await other.cohorts()
        return other.join(cohort, citizen.assertion)
      },
    }
  }

  async function perform(attack: Attack, situation: RemoteSituation): Promise<Gain | undefined> {
    intent = spent(intent)
    // Joining from elsewhere keeps its own record, for the honest do it too.
    if (attack.door !== 'D8') performed.add(attack.door)
    try {
      return await attack.perform(handsOf(situation))
    } catch (error) {
      if (error instanceof RefusalError) return undefined
      throw error
    }
  }

  async function tempt(moment: Moment, situation: RemoteSituation = {}): Promise<Gain | undefined> {
    const attack = dueAttack(intent, moment, situation.sight)
    return attack && perform(attack, situation)
  }

  return {
    tempt,
    async insist(moment, situation = {}) {
      while (dueAttack(intent, moment, situation.sight) !== undefined) await tempt(moment, situation)
    },
    outsider: isOutsider(intent),
  }
}
