import type { Database } from 'better-sqlite3'
import type { PersonHash } from '../gate/contract.ts'
import { placeStates } from '../gate/store.ts'
import { createClaimRows } from './claimRows.ts'
import { createLine, KEY_STEP, lineRecordSchema, type MemoryLine } from './line.ts'
import type { Places } from './places.ts'

/** How lines stand on the disk. */
export interface LineRows {
  /** Writes what changed; inside a transaction. */
  write(line: MemoryLine): void
  load(): MemoryLine[]
  writeAlive(at: number): void
  loadAlive(): number | null
}

const PERSON_BYTES = 16
const STATE_STEP = 2 ** 28

export function createLineRows(db: Database): LineRows {
  const putLine = db.prepare('INSERT OR REPLACE INTO lines (ordinal, record) VALUES (?, ?)')
  const putBlock = db.prepare('INSERT OR REPLACE INTO places (key, block) VALUES (?, ?)')
  const addStates = db.prepare('INSERT INTO states (line, changes) VALUES (?, ?)')
  const states = db.prepare<[], [number, Buffer]>('SELECT line, changes FROM states ORDER BY position').raw()
  const addDependents = db.prepare('INSERT INTO dependents (key, people) VALUES (?, ?)')
  const claims = createClaimRows(db)
  const putAlive = db.prepare('INSERT OR REPLACE INTO alive (id, event_time) VALUES (1, ?)')
  const getAlive = db.prepare<[], number>('SELECT event_time FROM alive').pluck()
  const lines = db.prepare<[], [number, string]>('SELECT ordinal, record FROM lines ORDER BY ordinal').raw()
  const range = (columns: string, table: string) =>
    `SELECT key, ${columns} FROM ${table} WHERE key >= ? AND key < ? ORDER BY key`
  const blocks = db.prepare<[number, number], [number, Buffer]>(range('block', 'places')).raw()
  const dependents = db.prepare<[number, number], [number, Buffer]>(range('people', 'dependents')).raw()

  function writePlaces(line: MemoryLine, base: number): void {
    const { places, dependents, changedBlocks, changedStates, written } = line
    for (const block of changedBlocks) putBlock.run(base + block, places.encode(block))
    if (changedStates.size > 0) addStates.run(line.ordinal, encodeStates(places, changedStates))
    if (dependents.size === 0) return
    for (let index = written + 1; index <= places.count; index++) {
      const people = dependents.get(index)
      if (people !== undefined) addDependents.run(base + index, Buffer.concat(people))
    }
  }

  function loadLine(ordinal: number, text: string): MemoryLine {
    const line = createLine(ordinal, lineRecordSchema.parse(JSON.parse(text)))
    const base = ordinal * KEY_STEP
    for (const [, block] of blocks.iterate(base, base + KEY_STEP)) line.places.decode(block)
    for (const [key, people] of dependents.iterate(base, base + KEY_STEP)) {
      line.dependents.set(key - base, splitPeople(people))
    }
    line.written = line.places.count
    line.changed = false
    return line
  }

  return {
    write(line) {
      const base = line.ordinal * KEY_STEP
      if (line.changed) putLine.run(line.ordinal, JSON.stringify(line.record))
      writePlaces(line, base)
      claims.write(line)
    },
    load() {
      const loaded = new Map(lines.all().map(([ordinal, record]) => [ordinal, loadLine(ordinal, record)]))
      for (const [ordinal, changes] of states.iterate()) {
        const line = loaded.get(ordinal)
        if (line) decodeStates(line.places, changes)
      }
      claims.load(loaded)
      return [...loaded.values()]
    },
    writeAlive: at => void putAlive.run(at),
    loadAlive: () => getAlive.get() ?? null,
  }
}

/** Four bytes a change, little-endian: the state in the highest four bits, the index in the others. */
function encodeStates(places: Places, indices: ReadonlySet<number>): Buffer {
  const changes = Buffer.alloc(indices.size * 4)
  let at = 0
  for (const index of indices) {
    at = changes.writeUInt32LE(placeStates.indexOf(places.state(index)) * STATE_STEP + index, at)
  }
  return changes
}

function decodeStates(places: Places, changes: Buffer): void {
  for (let at = 0; at < changes.length; at += 4) {
    const change = changes.readUInt32LE(at)
    places.setState(change % STATE_STEP, placeStates[Math.floor(change / STATE_STEP)] ?? 'waiting')
  }
}

function splitPeople(bytes: Uint8Array): PersonHash[] {
  const people: PersonHash[] = []
  for (let at = 0; at < bytes.length; at += PERSON_BYTES)
    people.push(new Uint8Array(bytes.subarray(at, at + PERSON_BYTES)))
  return people
}
