import type { Database } from 'better-sqlite3'
import { KEY_STEP, type MemoryLine } from './line.ts'

/**
 * Who holds a claim, parked or leased, as a journal of what changed: a seat is taken and left within minutes, so rows
 * that were put and dropped would change pages all over the table with every commit.
 */
export interface ClaimRows {
  /** Appends the claims that changed; inside a transaction. */
  write(line: MemoryLine): void
  /** Brings the claims back into the lines, each of which is known by its ordinal. */
  load(lines: ReadonlyMap<number, MemoryLine>): void
}

interface Claim {
  readonly place: number
  /** 0: parked, without a lease yet. */
  readonly expiresAt: number
  readonly firstEnd: number
  readonly seen: boolean
}

/** Little-endian: number and place of 32 bits, then two instants (ms) as doubles, then what became of it. */
const CHANGE_BYTES = 25
const gone = 0
const held = 1
const heldAndSeen = 2

export function createClaimRows(db: Database): ClaimRows {
  const add = db.prepare('INSERT INTO claim_changes (line, changes) VALUES (?, ?)')
  const changes = db.prepare<[], [number, Buffer]>('SELECT line, changes FROM claim_changes ORDER BY position').raw()
  // What an earlier version wrote holds where the journal says nothing.
  const rows = db
    .prepare<[], [number, number, number, number, number]>('SELECT key, place, expires_at, first_end, seen FROM claims')
    .raw()

  return {
    write(line) {
      if (line.changedClaims.size > 0) add.run(line.ordinal, encode(line))
    },
    load(lines) {
      const claims = new Map(Array.from(lines.keys(), ordinal => [ordinal, new Map<number, Claim>()]))
      for (const [key, place, expiresAt, firstEnd, seen] of rows.iterate())
        claims
          .get(Math.floor(key / KEY_STEP))
          ?.set(key % KEY_STEP, { place, expiresAt, firstEnd: firstEnd || expiresAt, seen: seen === 1 })
      for (const [ordinal, bytes] of changes.iterate()) {
        const known = claims.get(ordinal)
        if (known) replay(bytes, known)
      }
      for (const [ordinal, line] of lines)
        for (const [number, claim] of claims.get(ordinal) ?? []) take(line, number, claim)
    },
  }
}

function encode(line: MemoryLine): Buffer {
  const bytes = Buffer.alloc(line.changedClaims.size * CHANGE_BYTES)
  let at = 0
  for (const number of line.changedClaims) {
    const lease = line.leases.get(number)
    const parked = line.parked.get(number)
    bytes.writeUInt32LE(number, at)
    bytes.writeUInt32LE(lease?.index ?? parked ?? 0, at + 4)
    bytes.writeDoubleLE(lease?.expiresAt ?? 0, at + 8)
    bytes.writeDoubleLE(lease?.firstEnd ?? 0, at + 16)
    bytes[at + 24] = lease?.seen ? heldAndSeen : lease || parked !== undefined ? held : gone
    at += CHANGE_BYTES
  }
  return bytes
}

function replay(bytes: Buffer, claims: Map<number, Claim>): void {
  for (let at = 0; at < bytes.length; at += CHANGE_BYTES) {
    const number = bytes.readUInt32LE(at)
    const state = bytes[at + 24]
    if (state === gone) claims.delete(number)
    else
      claims.set(number, {
        place: bytes.readUInt32LE(at + 4),
        expiresAt: bytes.readDoubleLE(at + 8),
        firstEnd: bytes.readDoubleLE(at + 16),
        seen: state === heldAndSeen,
      })
  }
}

function take(line: MemoryLine, number: number, { place, expiresAt, firstEnd, seen }: Claim): void {
  if (expiresAt === 0) {
    line.parked.set(number, place)
    line.parkedOrder.push(number, place)
  } else {
    line.leases.set(number, { number, index: place, expiresAt, firstEnd, seen })
    line.leaseEnds.push(expiresAt, number)
  }
}
