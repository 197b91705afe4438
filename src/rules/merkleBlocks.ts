/**
 * The same tree as in `merkle.ts`, kept so that it costs a quarter of a byte a leaf: of each full block of 128 leaves
 * only its root. Since 128 is a power of two, the tree over the blocks' roots is the upper part of the tree over the
 * leaves (RFC 6962 § 2.1); the lower part of a proof is hashed from the block's own leaves, 255 hashes at most.
 */
import { createMerkleFold, createMerkleTop, DIGEST, merkleProof, type MerkleTree } from './merkle.ts'
import type { Sha256 } from './permutation.ts'

const BLOCK = 128

export interface MerkleBlocks {
  /** Leaves added so far. */
  readonly count: number
  add(leaf: Uint8Array): void
  root(): Uint8Array
  /** As `merkleProof`: the siblings of a leaf counted from 0, up to the root. RangeError unless it names a leaf. */
  proof(index: number): Uint8Array[]
}

/** @param leafAt gives a leaf that was added, by its position from 0 */
export function createMerkleBlocks(sha256: Sha256, leafAt: (index: number) => Uint8Array): MerkleBlocks {
  let roots = new Uint8Array(BLOCK * DIGEST)
  let block = createMerkleFold(sha256)
  let count = 0
  let top: MerkleTree | undefined

  function keep(root: Uint8Array): void {
    const at = (count / BLOCK - 1) * DIGEST
    if (at === roots.length) {
      const grown = new Uint8Array(roots.length * 2)
      grown.set(roots)
      roots = grown
    }
    roots.set(root, at)
  }

  /** Over all blocks, the last one perhaps not full. Put together once for each number of leaves that it is asked at. */
  function topOf(): MerkleTree {
    if (top) return top
    const full = Math.floor(count / BLOCK)
    const bottom = new Uint8Array(Math.ceil(count / BLOCK) * DIGEST)
    bottom.set(roots.subarray(0, full * DIGEST))
    if (count % BLOCK > 0) bottom.set(block.root(), full * DIGEST)
    return (top = createMerkleTop(bottom, sha256))
  }

  return {
    get count() {
      return count
    },
    add(leaf) {
      block.add(leaf)
      count++
      top = undefined
      if (count % BLOCK > 0) return
      keep(block.root())
      block = createMerkleFold(sha256)
    },
    root: () => topOf().root.slice(),
    proof(index) {
      if (!Number.isInteger(index) || index < 0 || index >= count) {
        throw new RangeError(`no leaf ${index} among ${count}`)
      }
      const first = index - (index % BLOCK)
      const leaves = Array.from({ length: Math.min(BLOCK, count - first) }, (_, at) => leafAt(first + at))
      return [...merkleProof(leaves, index - first, sha256), ...topOf().proof(first / BLOCK)]
    },
  }
}
