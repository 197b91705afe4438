import { hash } from 'node:crypto'
import { createPermutation } from '../../rules/permutation.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer')

/** Which number an index drew. Both count from 1; late arrivals keep their index as number. */
export interface Draw {
  readonly seed: string
  numberOf(index: number): number
  indexOf(number: number): number
}

/** @param seed hex, 32 bytes, as revealed */
export function createDraw(seed: string, n: number): Draw {
  const permutation = createPermutation(Buffer.from(seed, 'hex'), n, sha256)
  return {
    seed,
    numberOf: index => (index <= n ? permutation.at(index - 1) + 1 : index),
    indexOf: number => (number <= n ? permutation.inverse(number - 1) + 1 : number),
  }
}

/** seed = SHA-256(agency's secret ‖ witness's secret), hex. */
export function seedOf({ agency, witness }: { agency: Uint8Array; witness: Uint8Array }): string {
  return hash('sha256', Buffer.concat([agency, witness]), 'hex')
}
