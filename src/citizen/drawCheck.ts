import { verifyMerkleProof } from '../rules/merkle.ts'
import { createPermutation, type Sha256 } from '../rules/permutation.ts'

/** The documents of a draw and of one entry, as `/v1/cohorts/:cohort/draw` gives them. */
export interface DrawDocument {
  readonly agency: { readonly commitment: string; readonly secret: string }
  readonly witness: { readonly commitment: string; readonly secret: string }
  readonly n: number
  readonly root: string
  readonly seed: string
}

export interface EntryDocument {
  readonly entered: boolean
  readonly leaf: string | null
  readonly proof: readonly string[] | null
}

export interface DrawChecks {
  readonly number: number
  /** What holds and what does not; `entry` is left out for who came after the draw. */
  readonly holds: Readonly<Partial<Record<'agency' | 'witness' | 'seed' | 'entry', boolean>>>
}

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], pair => Number.parseInt(pair, 16))
const hexOf = (bytes: Uint8Array): string => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')

/** Recomputes a number from what was published, and checks that what was published belongs together. */
export function checkDraw(index: number, draw: DrawDocument, entry: EntryDocument, sha256: Sha256): DrawChecks {
  const { agency, witness, n, root, seed } = draw
  const joined = bytesOf(agency.secret + witness.secret)
  const inside =
    entry.leaf !== null &&
    entry.proof !== null &&
    verifyMerkleProof(bytesOf(entry.leaf), index - 1, n, entry.proof.map(bytesOf), bytesOf(root), sha256)
  return {
    number: index <= n ? createPermutation(bytesOf(seed), n, sha256).at(index - 1) + 1 : index,
    holds: {
      agency: hexOf(sha256(bytesOf(agency.secret))) === agency.commitment,
      witness: hexOf(sha256(bytesOf(witness.secret))) === witness.commitment,
      seed: hexOf(sha256(joined)) === seed,
      ...(index <= n && { entry: inside }),
    },
  }
}
