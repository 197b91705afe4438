import type { Identity } from '../backend/citizens.contract.ts'
import type { Cohort } from '../protocol/nouns.ts'

const DAY_MS = 86_400_000

/** Synthetic people of one cohort, all eligible: the same ordinal is always the same person. */
export interface Identities {
  of(ordinal: number): Identity
  /** The secret of one of the person's devices. */
  client(ordinal: number, device: number): string
}

export function createIdentities(cohort: Pick<Cohort, 'bornFrom' | 'bornTo'>, seed: number): Identities {
  const first = Date.parse(cohort.bornFrom)
  const days = Math.round((Date.parse(cohort.bornTo) - first) / DAY_MS) + 1
  const birthDates: (string | undefined)[] = []
  const birthDate = (day: number) => (birthDates[day] ??= new Date(first + day * DAY_MS).toISOString().slice(0, 10))
  return {
    of(ordinal) {
      const person = new Uint8Array(16)
      const words = new DataView(person.buffer)
      for (let word = 0; word < 4; word++)
        words.setUint32(word * 4, mix(Math.imul(ordinal * 4 + word + 1, 0x9e3779b1) ^ seed))
      // The ordinal itself keeps two people apart whatever the mixing does.
      words.setUint32(12, ordinal)
      return { person, birthDate: birthDate(mix(ordinal ^ seed) % days) }
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
