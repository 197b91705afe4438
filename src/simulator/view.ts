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
  /** From this number on a wait is too long to make anybody ask sooner than the line as a whole. */
  let farFrom = 0
  /** The document without an estimate, which is all that those need. */
  let distant: StatusDocument | undefined

  function refresh(at: number): StatusDocument {
    document = fetch()
    fetchedAt = at
    distant = { ...document, state: 'closed' }
    farFrom = firstDistant(document)
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
    pollAfter: number => pollAfter((number ?? 0) >= farFrom && distant !== undefined ? distant : current(), number),
    wait: number => estimateWait(current(), number),
  }
}

/** The least number whose likely wait puts its next look at the pace of the line, by bisection: waits grow with numbers. */
function firstDistant(document: StatusDocument): number {
  const isDistant = (number: number) =>
    (estimateWait(document, number)?.likelySeconds ?? Infinity) * 100 >= document.pollAfterMs
  let near = document.serving
  let far = document.issued + 1
  while (far - near > 1) {
    const middle = Math.floor((near + far) / 2)
    if (isDistant(middle)) far = middle
    else near = middle
  }
  return far
}
