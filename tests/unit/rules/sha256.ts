import { createHash } from 'node:crypto'
import type { Sha256 } from '../../../src/rules/permutation.ts'

/** The hash that the rules are handed. */
export const sha256: Sha256 = bytes => new Uint8Array(createHash('sha256').update(bytes).digest())

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
