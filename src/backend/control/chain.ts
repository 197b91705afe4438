import { hash } from 'node:crypto'
import type { LedgerBody, LedgerRecord } from './ledger.contract.ts'

/** The `prev` of the first record. */
export const GENESIS = '0'.repeat(64)

/** What a record's hash covers besides the hash before it. */
export const entryOf = (index: number, at: number, body: LedgerBody): string => JSON.stringify([index, at, body])

export const linkHash = (prev: string, entry: string): string => hash('sha256', `${prev}\n${entry}`, 'hex')

/** One link as it stands in a store: the text that was hashed, untouched. `prev` where it has travelled. */
export interface ChainLink {
  readonly index: number
  readonly entry: string
  readonly hash: string
  readonly prev?: string
}

/**
 * missing: the one that should come is not there · misplaced: it says of itself that it is another one · unlinked: it
 * names another predecessor · changed: its hash is not that of its content after that of the one before.
 */
export type ChainBreak = 'missing' | 'misplaced' | 'unlinked' | 'changed'

/** A chain as it is read, from its first link on. */
export interface Chain {
  /** Index and hash of the last link that holds: to be compared with a published head, since a cut end breaks no chain. */
  readonly head: { readonly index: number; readonly hash: string }
  /** Takes the next link, byte for byte; why it does not hold, when it does not. Never throws. */
  add(link: ChainLink): ChainBreak | undefined
}

export function createChain(): Chain {
  let head = { index: 0, hash: GENESIS }

  function judge({ index, entry, hash, prev = head.hash }: ChainLink): ChainBreak | undefined {
    if (index !== head.index + 1) return 'missing'
    if (prev !== head.hash) return 'unlinked'
    if (!entry.startsWith(`[${index},`)) return 'misplaced'
    return linkHash(prev, entry) === hash ? undefined : 'changed'
  }

  return {
    get head() {
      return head
    },
    add(link) {
      const broken = judge(link)
      if (broken === undefined) head = { index: link.index, hash: link.hash }
      return broken
    },
  }
}

export interface ChainVerdict {
  /** Index of the first record that is not what it was, or does not follow the one before; null when all hold. */
  readonly broken: number | null
  /** Records that hold, from the first one. */
  readonly sound: number
  readonly head: Chain['head']
}

/** Recomputes a chain of rows as they are stored. */
export function verifyRows(links: Iterable<ChainLink>): ChainVerdict {
  const chain = createChain()
  for (const link of links) {
    if (chain.add(link)) return { broken: chain.head.index + 1, sound: chain.head.index, head: chain.head }
  }
  return { broken: null, sound: chain.head.index, head: chain.head }
}

/** The same of records that have travelled. */
export const verifyChain = (records: Iterable<LedgerRecord>): ChainVerdict => verifyRows(linksOf(records))

function* linksOf(records: Iterable<LedgerRecord>): Iterable<ChainLink> {
  for (const { index, at, body, prev, hash } of records) yield { index, entry: entryOf(index, at, body), prev, hash }
}
