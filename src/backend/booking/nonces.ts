import { hash } from 'node:crypto'
import { RefusalError } from '../../protocol/errors.ts'

/**
 * Which client has used which nonce, for as long as an assertion can live. Two tables take turns: one is filled, the one
 * before it only read, and after `lifetimeMs` the older is dropped, so a nonce is known for one to two lifetimes.
 * 16 bytes an entry and at most `limit` entries a table: beyond that new nonces are refused, for forgetting old ones would let
 * them be replayed.
 */
export interface Nonces {
  /** Notes the first use. False when another client used this nonce before; the same client is retrying. */
  use(nonce: string, client: string, now: number): boolean
}

export function createNonces(lifetimeMs: number, limit = 1 << 21): Nonces {
  let current = createTable()
  let previous = createTable()
  let turnsAt = -Infinity

  function turn(now: number): void {
    if (now < turnsAt) return
    // After a silence of more than a lifetime both are old.
    previous = now < turnsAt + lifetimeMs ? current : createTable()
    current = createTable()
    turnsAt = now + lifetimeMs
  }

  return {
    use(nonce, client, now) {
      turn(now)
      const [key, user] = [words(nonce), words(client)]
      const before = previous.find(key) ?? current.find(key)
      if (before) return before[0] === user[0] && before[1] === user[1]
      if (current.size >= limit) throw new RefusalError('unavailable', 'nonces')
      current.add(key, user)
      return true
    },
  }
}

type Words = readonly [number, number]

/** 64 bits of SHA-256: a collision among two million is a chance of 1 in 10 million, and refuses one assertion. */
function words(text: string): Words {
  const digest = hash('sha256', text, 'buffer')
  // Zero marks an empty cell.
  return [digest.readUInt32LE(0) || 1, digest.readUInt32LE(4)]
}

/** Open addressing in one typed array, four words an entry: key, then user. */
function createTable() {
  let capacity = 1024
  let cells = new Uint32Array(capacity * 4)
  let size = 0

  function locate([high, low]: Words): number {
    let at = (high & (capacity - 1)) * 4
    while (cells[at] !== 0 && (cells[at] !== high || cells[at + 1] !== low)) at = (at + 4) & (capacity * 4 - 1)
    return at
  }

  return {
    get size() {
      return size
    },
    find(key: Words): Words | undefined {
      const at = locate(key)
      return cells[at] === 0 ? undefined : [cells[at + 2] ?? 0, cells[at + 3] ?? 0]
    },
    add(key: Words, user: Words): void {
      if (++size * 4 > capacity * 3) {
        const old = cells
        capacity *= 2
        cells = new Uint32Array(capacity * 4)
        for (let at = 0; at < old.length; at += 4) {
          const high = old[at] ?? 0
          if (high !== 0) cells.set(old.subarray(at, at + 4), locate([high, old[at + 1] ?? 0]))
        }
      }
      cells.set([...key, ...user], locate(key))
    },
  }
}
