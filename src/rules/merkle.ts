/**
 * Merkle tree hash, inclusion proofs and their verification as in RFC 6962 § 2.1 (verification: RFC 9162 § 2.1.3.2).
 * A leaf hashes as SHA-256(0x00 ‖ leaf), a node as SHA-256(0x01 ‖ left ‖ right), an empty tree as SHA-256 of nothing.
 */
import type { Sha256 } from './permutation.ts'

/** Bytes of a hash. */
export const DIGEST = 32

/** A root that grows leaf by leaf and keeps one hash for each level, whatever the number of leaves. */
export interface MerkleFold {
  readonly add: (leaf: Uint8Array) => void
  /** The root over the leaves added so far; more may follow. */
  readonly root: () => Uint8Array
}

export function createMerkleFold(sha256: Sha256): MerkleFold {
  // One entry for each set bit of the count, largest subtree first: adding a leaf is adding one in binary.
  const subtrees: Uint8Array[] = []
  let count = 0
  return {
    add(leaf) {
      let hash = hashLeaf(leaf, sha256)
      for (let carry = count; carry % 2 === 1; carry = Math.floor(carry / 2)) {
        hash = hashNode(subtrees.pop() ?? hash, hash, sha256)
      }
      subtrees.push(hash)
      count++
    },
    root() {
      const last = subtrees.at(-1)
      if (last === undefined) return sha256(new Uint8Array(0))
      return subtrees.slice(0, -1).reduceRight((right, left) => hashNode(left, right, sha256), last)
    },
  }
}

/** The root over leaves in order. */
export function merkleRoot(leaves: Iterable<Uint8Array>, sha256: Sha256): Uint8Array {
  const fold = createMerkleFold(sha256)
  for (const leaf of leaves) fold.add(leaf)
  return fold.root()
}

/**
 * The sibling hashes from the leaf up to the root. RangeError unless the index names a leaf.
 * Hashes every leaf each time; who proves many of one tree keeps a {@link createMerkleTree}.
 */
export function merkleProof(leaves: readonly Uint8Array[], index: number, sha256: Sha256): Uint8Array[] {
  return createMerkleTree(leaves, sha256).proof(index)
}

export interface MerkleTree {
  readonly size: number
  readonly root: Uint8Array
  /** As {@link merkleProof}, without hashing anything. */
  readonly proof: (index: number) => Uint8Array[]
}

/** All the hashes of a tree, about 64 bytes a leaf. */
export function createMerkleTree(leaves: readonly Uint8Array[], sha256: Sha256): MerkleTree {
  const bottom: Uint8Array = new Uint8Array(leaves.length * DIGEST)
  for (const [at, leaf] of leaves.entries()) bottom.set(hashLeaf(leaf, sha256), at * DIGEST)
  return createMerkleTop(bottom, sha256)
}

/** The tree over hashes that stand one after the other, 32 bytes each: of leaves, or of equal full subtrees. */
export function createMerkleTop(bottom: Uint8Array, sha256: Sha256): MerkleTree {
  const levels = [bottom]
  for (let level = bottom; level.length > DIGEST;) {
    level = pairUp(level, sha256)
    levels.push(level)
  }
  const size = bottom.length / DIGEST
  return {
    size,
    root: size === 0 ? sha256(new Uint8Array(0)) : (levels.at(-1) ?? bottom).slice(),
    proof(index) {
      if (!Number.isInteger(index) || index < 0 || index >= size) throw new RangeError(`no leaf ${index} among ${size}`)
      return levels.flatMap((level, height) => {
        const sibling = ((index >>> height) ^ 1) * DIGEST
        return sibling < level.length ? [level.slice(sibling, sibling + DIGEST)] : []
      })
    },
  }
}

/** Whether `proof` shows that `leaf` stands at `index` of the `size` leaves under `root`. Never throws. */
export function verifyMerkleProof(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
  sha256: Sha256,
): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false
  let hash = hashLeaf(leaf, sha256)
  let used = 0
  // Climb: at each level the last node has no sibling when its position is even, and is carried up unchanged.
  for (let at = index, last = size - 1; last > 0; at = Math.floor(at / 2), last = Math.floor(last / 2)) {
    if (at % 2 === 0 && at === last) continue
    const sibling = proof[used++]
    if (sibling === undefined) return false
    hash = at % 2 === 1 ? hashNode(sibling, hash, sha256) : hashNode(hash, sibling, sha256)
  }
  return used === proof.length && hash.length === root.length && hash.every((byte, at) => byte === root[at])
}

/** The level above: each two hashes make one, and one left over is carried up as it is. */
function pairUp(level: Uint8Array, sha256: Sha256): Uint8Array {
  const above = new Uint8Array(Math.ceil(level.length / DIGEST / 2) * DIGEST)
  for (let at = 0; at < level.length; at += 2 * DIGEST) {
    const left = level.subarray(at, at + DIGEST)
    const right = level.subarray(at + DIGEST, at + 2 * DIGEST)
    above.set(right.length === 0 ? left : hashNode(left, right, sha256), at / 2)
  }
  return above
}

function hashLeaf(leaf: Uint8Array, sha256: Sha256): Uint8Array {
  const message = new Uint8Array(1 + leaf.length)
  message.set(leaf, 1)
  return sha256(message)
}

function hashNode(left: Uint8Array, right: Uint8Array, sha256: Sha256): Uint8Array {
  const message = new Uint8Array(1 + left.length + right.length)
  message[0] = 1
  message.set(left, 1)
  message.set(right, 1 + left.length)
  return sha256(message)
}
