import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMerkleTree, merkleProof, merkleRoot, verifyMerkleProof } from '../../../src/rules/merkle.ts'
import { hex, sha256 } from './sha256.ts'

/** The leaves and roots with which Certificate Transparency logs are tested. */
const known = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  leaf => new Uint8Array(Buffer.from(leaf, 'hex')),
)
const roots: [number, string][] = [
  [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
  [5, '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
  [7, 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
  [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
]
const people = (count: number): Uint8Array[] => Array.from({ length: count }, (_, at) => Uint8Array.of(at >> 8, at))
const trees = fc.integer({ min: 1, max: 300 }).chain(size => fc.tuple(fc.constant(size), fc.nat(size - 1)))

describe('the root', () => {
  it.each(roots)('over %d leaves is the published one', (count, root) => {
    expect(hex(merkleRoot(known.slice(0, count), sha256))).toBe(root)
  })

  it('is the same streamed and kept, for every size up to 130', () => {
    for (let size = 0; size <= 130; size++) {
      const leaves = people(size)
      expect(hex(createMerkleTree(leaves, sha256).root)).toBe(hex(merkleRoot(leaves.values(), sha256)))
    }
  })

  it('streams: never asks for a leaf before the last is hashed, and holds no leaf', () => {
    let hashed = 0
    let given = 0
    function* leaves(): Generator<Uint8Array> {
      for (; given < 1_000; given++) {
        expect(hashed).toBeGreaterThanOrEqual(given)
        yield Uint8Array.of(given)
      }
    }
    merkleRoot(leaves(), bytes => {
      hashed++
      return sha256(bytes)
    })
    expect(hashed).toBe(1_999)
  })

  it('tells a leaf from a node, and one order from another', () => {
    const [a, b] = [Uint8Array.of(1), Uint8Array.of(2)]
    const forged = new Uint8Array(65)
    forged[0] = 1
    forged.set(merkleRoot([a], sha256), 1)
    forged.set(merkleRoot([b], sha256), 33)
    expect(merkleRoot([forged.subarray(1)], sha256)).not.toEqual(merkleRoot([a, b], sha256))
    expect(merkleRoot([a, b], sha256)).not.toEqual(merkleRoot([b, a], sha256))
  })
})

describe('a proof', () => {
  it('shows every leaf of every tree up to 65 leaves, in at most log₂ steps', () => {
    for (let size = 1; size <= 65; size++) {
      const leaves = people(size)
      const tree = createMerkleTree(leaves, sha256)
      for (const [index, leaf] of leaves.entries()) {
        const proof = tree.proof(index)
        expect(proof.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)))
        expect(verifyMerkleProof(leaf, index, size, proof, tree.root, sha256)).toBe(true)
      }
    }
  })

  it('shows nothing else: another place, size, leaf, root, or one bit changed', () => {
    fc.assert(
      fc.property(trees, fc.nat(), fc.nat(), ([size, index], where, bit) => {
        const leaves = people(size)
        const root = merkleRoot(leaves, sha256)
        const proof = merkleProof(leaves, index, sha256)
        const leaf = leaves[index] ?? new Uint8Array()
        const verify = verifyMerkleProof
        expect(verify(leaf, index, size, proof, root, sha256)).toBe(true)
        for (let other = 0; other < size; other++) {
          if (other !== index) expect(verify(leaf, other, size, proof, root, sha256)).toBe(false)
        }
        expect(verify(Uint8Array.of(9, 9, 9), index, size, proof, root, sha256)).toBe(false)
        expect(verify(leaf, index, size, [...proof, root], root, sha256)).toBe(false)
        expect(verify(leaf, index, size, proof, root.slice(1), sha256)).toBe(false)
        if (proof.length === 0) return
        expect(verify(leaf, index, size, proof.slice(1), root, sha256)).toBe(false)
        const broken = proof.map(step => step.slice())
        const step = broken[where % broken.length] ?? root
        step[bit % 32] = (step[bit % 32] ?? 0) ^ (1 << (bit % 8))
        expect(verify(leaf, index, size, broken, root, sha256)).toBe(false)
      }),
      { seed: 6_962, numRuns: 150 },
    )
  })

  it.each([-1, 5, 0.5, Number.NaN])('exists for no leaf %d of five', index => {
    expect(() => merkleProof(people(5), index, sha256)).toThrow(RangeError)
    expect(verifyMerkleProof(Uint8Array.of(0, 0), index, 5, [], merkleRoot(people(5), sha256), sha256)).toBe(false)
  })

  it('exists for nothing in an empty tree', () => {
    expect(() => merkleProof([], 0, sha256)).toThrow(RangeError)
    expect(verifyMerkleProof(new Uint8Array(), 0, 0, [], merkleRoot([], sha256), sha256)).toBe(false)
  })
})
