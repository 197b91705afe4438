import { hash } from 'node:crypto'
import type { LedgerBody } from '../../backend/control/ledger.contract.ts'
import { STAND_IN } from '../../backend/gate/secrets.ts'
import { createPermutation } from '../../rules/permutation.ts'
import type { Entries } from './source.ts'

type Body<K extends LedgerBody['kind']> = LedgerBody & { kind: K }

/** The draw of one cohort, followed through the ledger. Each step answers what is wrong with it, if anything is. */
export interface DrawCheck {
  /** `joined`: how many had joined by then. */
  commit(body: Body<'commit'>, joined: number): string | undefined
  draw(body: Body<'draw'>, joined: number, isOpen: boolean): string | undefined
  reveal(body: Body<'reveal'>): string | undefined
  /** Holds it against the entrants and the numbers that a store has. */
  compare(entries: Entries): string | undefined
  readonly isRevealed: boolean
  readonly reading: DrawReading
}

export interface DrawReading {
  readonly n: number | null
  readonly root: string | null
  readonly seed: string | null
  /** Whether an independent party took part; null before the commitment. */
  readonly standIn: boolean | null
}

const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer')
const hashOf = (hexBytes: string): string => hash('sha256', Buffer.from(hexBytes, 'hex'), 'hex')

export function createDrawCheck(): DrawCheck {
  let committed: Body<'commit'> | undefined
  let drawn: Body<'draw'> | undefined
  let seed: string | null = null
  let numberOf: ((index: number) => number) | undefined

  /** Numbers of a draw are its n indices in another order: each is given once. */
  function isWhole(n: number, at: (index: number) => number): boolean {
    const given = new Uint8Array(n)
    let distinct = 0
    for (let index = 0; index < n; index++) {
      const number = at(index)
      if (given[number] === 0) distinct++
      given[number] = 1
    }
    return distinct === n
  }

  return {
    commit(body, joined) {
      if (committed) return 'commits to its draw a second time'
      committed = body
      return joined > 0 ? 'commits to its draw after people had joined' : undefined
    },
    draw(body, joined, isOpen) {
      if (drawn) return 'fixes its draw a second time'
      drawn = body
      if (!committed) return 'fixes a draw that nobody had committed to'
      if (!isOpen) return 'fixes its draw before it opens'
      return body.n === joined ? undefined : `fixes its draw at ${body.n} people, and ${joined} had joined`
    },
    reveal(body) {
      if (seed !== null) return 'reveals its draw a second time'
      seed = body.seed
      if (!committed || !drawn) return 'reveals a draw that was not fixed'
      if (hashOf(body.secret) !== committed.commitment) return 'reveals another secret than the agency committed to'
      const witness = committed.witnessCommitment.replace(STAND_IN, '')
      if (hashOf(body.witnessSecret) !== witness) return 'reveals another secret than the witness committed to'
      if (hashOf(body.secret + body.witnessSecret) !== body.seed) return 'reveals a seed that the secrets do not make'
      const { n } = drawn
      const permutation = createPermutation(Buffer.from(body.seed, 'hex'), n, sha256)
      if (!isWhole(n, index => permutation.at(index))) return 'draws a number twice'
      numberOf = index => (index <= n ? permutation.at(index - 1) + 1 : index)
      return undefined
    },
    compare({ root, claims }) {
      if (root !== (drawn?.root ?? null)) return 'has other entrants than those whose root it fixed'
      const wrong = numberOf && claims.find(({ number, index }) => numberOf?.(index) !== number)
      return wrong && `holds number ${wrong.number} for index ${wrong.index}, which drew ${numberOf?.(wrong.index)}`
    },
    get isRevealed() {
      return numberOf !== undefined
    },
    get reading() {
      const standIn = committed ? committed.witnessCommitment.startsWith(STAND_IN) : null
      return { n: drawn?.n ?? null, root: drawn?.root ?? null, seed, standIn }
    },
  }
}
