import { createHash } from 'node:crypto'
import type { StatusDocument } from '../protocol/citizen.ts'
import { estimateWait, pollAfter, type WaitRange } from '../rules/eta.ts'
import { createPermutation, type Permutation } from '../rules/permutation.ts'

/** What everybody in one line sees: the status document, as fresh as a cache in between would give it. */
export interface LineView {
  /** The document at event time `at`, at most a second old. */
  at(at: number): StatusDocument
  /** The number of a place, computed from the revealed draw; undefined before. Places count from 1. */
  numberOf(index: number): number | undefined
  /** ms until somebody with this number looks again. */
  pollAfter(number: number | undefined): number
  wait(number: number): WaitRange | undefined
}

const FRESH_MS = 1000

export function createLineView(fetch: () => StatusDocument): LineView {
  let document: StatusDocument | undefined
  let fetchedAt = -Infinity
  let permutation: Permutation | undefined

  function refresh(at: number): StatusDocument {
    document = fetch()
    fetchedAt = at
    const { seed, n } = document.draw
    if (permutation === undefined && seed !== null && n !== null)
      permutation = createPermutation(Buffer.from(seed, 'hex'), n, bytes => createHash('sha256').update(bytes).digest())
    return document
  }

  const current = () => document ?? refresh(fetchedAt)

  return {
    at: at => (document === undefined || at - fetchedAt >= FRESH_MS ? refresh(at) : document),
    numberOf(index) {
      const { seed, n } = current().draw
      if (seed === null || n === null || permutation === undefined) return undefined
      return index <= n ? permutation.at(index - 1) + 1 : index
    },
    pollAfter: number => pollAfter(current(), number),
    wait: number => estimateWait(current(), number),
  }
}
