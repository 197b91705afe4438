import { subjectOf } from '../backend/booking/registry.ts'
import type { TicketAnswer } from '../protocol/citizen.ts'
import { RefusalError } from '../protocol/errors.ts'
import type { Cohort } from '../protocol/nouns.ts'
import type { Performed } from './attacks/performed.ts'
import type { Device } from './device.ts'

/** One synthetic person over HTTP: who they are, and which of their devices they use. */
export interface Citizen {
  readonly device: Device
  /** The plan of the cohort; throws `cohort-unknown`. */
  plan(): Promise<Cohort>
  /** Joins, or asks for the place again. */
  join(): Promise<TicketAnswer>
  /** The same from another device, which is used from then on. */
  joinElsewhere(): Promise<TicketAnswer>
  /** What the person last joined with; empty before. */
  readonly assertion: string
}

export interface CitizenOptions {
  readonly newDevice: () => Device
  readonly cohort: string
  /** Who it is, among the synthetic people of the registry. */
  readonly serial: number
  readonly performed: Performed
}

export function createCitizen({ newDevice, cohort, serial, performed }: CitizenOptions): Citizen {
  let device = newDevice()
  let assertion = ''

  async function plan(): Promise<Cohort> {
    const found = (await device.cohorts()).find(({ id }) => id === cohort)
    if (found === undefined) throw new RefusalError('cohort-unknown', cohort)
    return found
  }

  async function join(): Promise<TicketAnswer> {
    const known = await plan()
    assertion = await device.identify(subjectOf(serial, known))
    if (known.state === 'scheduled') performed.add('D4')
    return device.join(cohort, assertion)
  }

  return {
    get device() {
      return device
    },
    get assertion() {
      return assertion
    },
    plan,
    join,
    joinElsewhere() {
      device = newDevice()
      performed.add('D8')
      return join()
    },
  }
}
