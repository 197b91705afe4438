import { hash } from 'node:crypto'
import type { LedgerBody, LedgerRecord } from './ledger.contract.ts'

/** The `prev` of the first record. */
export const GENESIS = '0'.repeat(64)

/** What a record's hash covers besides the hash before it. */
export const entryOf = (index: number, at: number, body: LedgerBody): string => JSON.stringify([index, at, body])

export const linkHash = (prev: string, entry: string): string => hash('sha256', `${prev}\n${entry}`, 'hex')

export interface ChainVerdict {
  /** Index of the first record that is not what it was, or does not follow the one before; null when all hold. */
  readonly broken: number | null
  /** Records that hold, from the first one. */
  readonly sound: number
  /** Index and hash of the last of them: to be compared with a published head, since a cut end breaks no chain. */
  readonly head: { readonly index: number; readonly hash: string }
}

/** One link as it stands in a store: the text that was hashed, untouched. */
interface ChainLink {
  readonly index: number
  readonly entry: string
  readonly prev: string
  readonly hash: string
}

/** Recomputes a chain from its first link on, byte for byte. Never throws. */
function verifyLinks(links: Iterable<ChainLink>): ChainVerdict {
  let head = { index: 0, hash: GENESIS }
  let sound = 0
  for (const { index, entry, prev, hash } of links) {
    const follows = index === head.index + 1 && prev === head.hash && entry.startsWith(`[${index},`)
    if (!follows || linkHash(prev, entry) !== hash) return { broken: head.index + 1, sound, head }
    head = { index, hash }
    sound++
  }
  return { broken: null, sound, head }
}

/** The same of rows as they are stored, which carry no `prev`: each follows the hash of the row before. */
export const verifyRows = (rows: Iterable<Omit<ChainLink, 'prev'>>): ChainVerdict => verifyLinks(linkRows(rows))

function* linkRows(rows: Iterable<Omit<ChainLink, 'prev'>>): Iterable<ChainLink> {
  let prev = GENESIS
  for (const { index, entry, hash } of rows) {
    yield { index, entry, prev, hash }
    prev = hash
  }
}

/** The same of records that have travelled. */
export const verifyChain = (records: Iterable<LedgerRecord>): ChainVerdict => verifyLinks(linksOf(records))

function* linksOf(records: Iterable<LedgerRecord>): Iterable<ChainLink> {
  for (const { index, at, body, prev, hash } of records) yield { index, entry: entryOf(index, at, body), prev, hash }
}
