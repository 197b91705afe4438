import { hash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDraw, seedOf } from '../../../src/backend/gate/draw.ts'
import { checkDraw, type DrawDocument } from '../../../src/citizen/drawCheck.ts'
import { createMerkleTree } from '../../../src/rules/merkle.ts'
import { sha256 } from '../rules/sha256.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** A draw among n people as the gate holds it, and as it publishes it. */
function drawOf(n: number, secret: Uint8Array, witnessSecret: Uint8Array) {
  const leaves = Array.from({ length: n }, (_, at) => sha256(Uint8Array.of(at, at >> 8)).subarray(0, 16))
  const tree = createMerkleTree(leaves, sha256)
  const seed = seedOf({ agency: secret, witness: witnessSecret })
  const published = (bytes: Uint8Array) => ({ commitment: hash('sha256', bytes, 'hex'), secret: hex(bytes) })
  const document: DrawDocument = {
    agency: published(secret),
    witness: published(witnessSecret),
    n,
    root: hex(tree.root),
    seed,
  }
  const entry = (index: number) => ({
    entered: index <= n,
    leaf: index <= n ? hex(leaves[index - 1]!) : null,
    proof: index <= n ? tree.proof(index - 1).map(hex) : null,
  })
  return { draw: createDraw(seed, n), document, entry }
}

const secret = fc.uint8Array({ minLength: 1, maxLength: 64 })

describe('the check of a draw', () => {
  it('gives the number that the gate gave, and finds everything in order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), secret, secret, fc.nat(), (n, ours, theirs, at) => {
        const { draw, document, entry } = drawOf(n, ours, theirs)
        const index = (at % n) + 1
        const checks = checkDraw(index, document, entry(index), sha256)
        expect(checks).toEqual({
          number: draw.numberOf(index),
          holds: { agency: true, witness: true, seed: true, entry: true },
        })
      }),
      { numRuns: 50 },
    )
  })

  it('says of who came later that the number is the index', () => {
    const { document, entry } = drawOf(5, Buffer.from('ours'), Buffer.from('theirs'))
    expect(checkDraw(9, document, entry(9), sha256)).toEqual({
      number: 9,
      holds: { agency: true, witness: true, seed: true },
    })
  })

  it('finds what does not belong together', () => {
    const { document, entry } = drawOf(40, Buffer.from('ours'), Buffer.from('theirs'))
    const other = drawOf(40, Buffer.from('other'), Buffer.from('theirs'))
    const failing = (changed: DrawDocument, of = entry(7)) =>
      Object.entries(checkDraw(7, changed, of, sha256).holds).flatMap(([claim, holds]) => (holds ? [] : [claim]))
    expect(failing({ ...document, agency: { ...document.agency, secret: '00' } })).toEqual(['agency', 'seed'])
    expect(failing({ ...document, witness: { ...document.witness, commitment: '00' } })).toEqual(['witness'])
    expect(failing({ ...document, seed: other.document.seed })).toEqual(['seed'])
    expect(failing({ ...document, root: document.seed })).toEqual(['entry'])
    expect(failing(document, entry(8))).toEqual(['entry'])
    expect(failing(document, { entered: true, leaf: null, proof: null })).toEqual(['entry'])
  })
})
