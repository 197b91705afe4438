/**
 * Merkle tree hash, inclusion proofs and their verification as in RFC 6962 § 2.1 (verification: RFC 9162 § 2.1.3.2).
 * A leaf hashes as SHA-256(0x00 ‖ leaf), a node as SHA-256(0x01 ‖ left ‖ right), an empty tree as SHA-256 of nothing.
 */
import type { Sha256 } from './permutation.ts'

/** The root over leaves in order. Streams: keeps one hash for each level, whatever the number of leaves. */
export function merkleRoot(leaves: Iterable<Uint8Array>, sha256: Sha256): Uint8Array {
  // One entry for each set bit of the count, largest subtree first: adding a leaf is adding one in binary.
  const subtrees: Uint8Array[] = []
  let count = 0
  for (const leaf of leaves) {
    let hash = hashLeaf(leaf, sha256)
    for (let carry = count; carry % 2 === 1; carry = Math.floor(carry / 2)) {
      hash = hashNode(subtrees.pop() ?? hash, hash, sha256)
    }
    subtrees.push(hash)
    count++
  }
  const last = subtrees.pop()
  if (last === undefined) return sha256(new Uint8Array(0))
  return subtrees.reduceRight((right, left) => hashNode(left, right, sha256), last)
}

/** The sibling hashes from the leaf up to the root. RangeError unless the index names a leaf. */
export function merkleProof(leaves: Uint8Array[], index: number, sha256: Sha256): Uint8Array[] {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length) {
    throw new RangeError(`no leaf ${index} among ${leaves.length}`)
  }
  const proof: Uint8Array[] = []
  let level = leaves.map(leaf => hashLeaf(leaf, sha256))
  for (let at = index; level.length > 1; at >>>= 1) {
    const sibling = level[at ^ 1]
    if (sibling !== undefined) proof.push(sibling)
    level = pairUp(level, sha256)
  }
  return proof
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

function pairUp(level: Uint8Array[], sha256: Sha256): Uint8Array[] {
  const above: Uint8Array[] = []
  for (const [at, left] of level.entries()) {
    if (at % 2 === 1) continue
    const right = level[at + 1]
    above.push(right === undefined ? left : hashNode(left, right, sha256))
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
