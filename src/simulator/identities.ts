import type { Identity } from '../backend/citizens.contract.ts'
import type { Cohort } from '../protocol/nouns.ts'

const DAY_MS = 86_400_000
/** Beyond the ordinals of any crowd and its dependents. */
const OUTSIDE = 0x4000_0000

/** Synthetic people of one cohort: the same ordinal is always the same person. */
export interface Identities {
  /** Somebody eligible. */
  of(ordinal: number): Identity
  /** Somebody who is not, none of the people above: born a day, a year or up to ten years before or after the range. */
  outside(ordinal: number): Identity
  /** The secret of one of the person's devices. */
  client(ordinal: number, device: number): string
}

export function createIdentities(cohort: Pick<Cohort, 'bornFrom' | 'bornTo'>, seed: number): Identities {
  const first = Date.parse(cohort.bornFrom)
  const days = Math.round((Date.parse(cohort.bornTo) - first) / DAY_MS) + 1
  const birthDates: (string | undefined)[] = []
  const dateOf = (day: number) => new Date(first + day * DAY_MS).toISOString().slice(0, 10)
  const birthDate = (day: number) => (birthDates[day] ??= dateOf(day))

  function personOf(ordinal: number): Identity['person'] {
    const person = new Uint8Array(16)
    const words = new DataView(person.buffer)
    for (let word = 0; word < 4; word++)
      words.setUint32(word * 4, mix(Math.imul(ordinal * 4 + word + 1, 0x9e3779b1) ^ seed))
    // The ordinal itself keeps two people apart whatever the mixing does.
    words.setUint32(12, ordinal)
    return person
  }

  return {
    of: ordinal => ({ person: personOf(ordinal), birthDate: birthDate(mix(ordinal ^ seed) % days) }),
    outside(ordinal) {
      const chance = mix(ordinal ^ seed)
      const beyond = [1, 365, 1 + (chance % 3_652)][chance % 3] ?? 1
      const day = (chance >>> 8) % 2 === 0 ? -beyond : days - 1 + beyond
      return { person: personOf(OUTSIDE + ordinal), birthDate: dateOf(day) }
    },
    client: (ordinal, device) => `device-${seed.toString(36)}-${ordinal.toString(36)}-${device}`,
  }
}

/** The finalizer of MurmurHash3, 32 bits. */
function mix(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
