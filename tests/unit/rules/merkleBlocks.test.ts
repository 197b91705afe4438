import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { merkleProof, merkleRoot, verifyMerkleProof } from '../../../src/rules/merkle.ts'
import { createMerkleBlocks } from '../../../src/rules/merkleBlocks.ts'
import { sha256 } from './sha256.ts'

const people = (count: number): Uint8Array[] => Array.from({ length: count }, (_, at) => Uint8Array.of(at >> 8, at))
const none = new Uint8Array()

function blocksOf(leaves: readonly Uint8Array[], hash = sha256) {
  const blocks = createMerkleBlocks(hash, at => leaves[at] ?? none)
  for (const leaf of leaves) blocks.add(leaf)
  return blocks
}

describe('a tree kept by its blocks', () => {
  it('has the root of the whole tree at every size around its blocks', () => {
    const leaves = people(520)
    const blocks = createMerkleBlocks(sha256, at => leaves[at] ?? none)
    for (let size = 0; size <= leaves.length; size++) {
      expect(blocks.count).toBe(size)
      if (size < 3 || size % 128 < 3 || size % 128 > 125)
        expect(blocks.root()).toEqual(merkleRoot(leaves.slice(0, size), sha256))
      const next = leaves[size]
      if (next) blocks.add(next)
    }
  })

  it.each([1, 2, 127, 128, 129, 300])('gives the proofs of the whole tree of %d leaves', size => {
    const leaves = people(size)
    const blocks = blocksOf(leaves)
    const root = merkleRoot(leaves, sha256)
    for (let index = size - 1; index >= 0; index -= size > 200 ? 13 : 3) {
      const leaf = leaves[index] ?? none
      const proof = blocks.proof(index)
      if (!verifyMerkleProof(leaf, index, size, proof, root, sha256)) expect.fail(`${index} of ${size}`)
      if (index < 8) expect(proof).toEqual(merkleProof(leaves, index, sha256))
    }
  })

  it('goes on growing after a proof, past the room it began with', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fc.nat(), (size, where) => {
        const leaves = people(size)
        const blocks = createMerkleBlocks(sha256, at => leaves[at] ?? none)
        for (const leaf of leaves.slice(0, size >> 1)) blocks.add(leaf)
        blocks.root()
        for (const leaf of leaves.slice(size >> 1)) blocks.add(leaf)
        const index = where % size
        const leaf = leaves[index] ?? none
        expect(verifyMerkleProof(leaf, index, size, blocks.proof(index), blocks.root(), sha256)).toBe(true)
      }),
      { seed: 128, numRuns: 4, examples: [[17_000, 16_999]] },
    )
  })

  it('hashes one block for a proof, however many leaves there are', () => {
    let hashed = 0
    const blocks = blocksOf(people(20_000), bytes => {
      hashed++
      return sha256(bytes)
    })
    blocks.proof(0)
    hashed = 0
    blocks.proof(9_999)
    expect(hashed).toBe(255)
  })

  it.each([-1, 5, 0.5, Number.NaN])('has no proof of leaf %d of five', index => {
    expect(() => blocksOf(people(5)).proof(index)).toThrow(RangeError)
  })
})
