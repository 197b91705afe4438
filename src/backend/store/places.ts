import type { Place, PlaceState } from '../gate/store.ts'
import { placeStates } from '../gate/store.ts'
import type { ClientHash, PersonHash } from '../gate/contract.ts'
import { createColumn } from './column.ts'
import { createPersonIndex } from './personIndex.ts'

/** Bytes of one place on the disk: person 16, client 8, generation 2 (little-endian), state 1. */
export const PLACE_BYTES = 27

/**
 * The places of one line by index (from 1), 27 bytes each and 5–10 for finding a person: no object, no key, no
 * allocation a person.
 */
export interface Places {
  readonly count: number
  /** Index of the latest place of the person, 0 without one. */
  find(person: PersonHash): number
  /** Hands out the next index. */
  append(person: PersonHash, client: ClientHash): number
  state(index: number): PlaceState
  setState(index: number, state: PlaceState): void
  generation(index: number): number
  isClient(index: number, client: ClientHash): boolean
  /** The place passes to another client: tokens of the generations before are superseded. */
  setClient(index: number, client: ClientHash): void
  get(index: number): Place
  person(index: number): PersonHash
  /** The place as it goes to the disk; the same buffer each time. */
  encode(index: number): Buffer
  /** Takes back a place from the disk; they come in order of their indices. */
  decode(row: Buffer): void
}

export function createPlaces(): Places {
  const persons = createColumn(4, cells => new Uint32Array(cells))
  const clients = createColumn(2, cells => new Uint32Array(cells))
  const generations = createColumn(1, cells => new Uint16Array(cells))
  const states = createColumn(1, cells => new Uint8Array(cells))
  const byPerson = createPersonIndex(persons)
  const personWords = new Uint32Array(4)
  const personBytes = new Uint8Array(personWords.buffer)
  const clientWords = new Uint32Array(2)
  const clientBytes = new Uint8Array(clientWords.buffer)
  const row = Buffer.alloc(PLACE_BYTES)
  let count = 0

  function takePerson(person: PersonHash): Uint32Array<ArrayBuffer> {
    if (person.length !== 16) throw new RangeError(`a person hash has 16 bytes, not ${person.length}`)
    personBytes.set(person)
    return personWords
  }

  function takeClient(client: ClientHash): Uint32Array<ArrayBuffer> {
    if (client.length !== 8) throw new RangeError(`a client hash has 8 bytes, not ${client.length}`)
    clientBytes.set(client)
    return clientWords
  }

  function append(person: PersonHash, client: ClientHash): number {
    takePerson(person)
    takeClient(client)
    persons.write(count, personWords)
    clients.write(count, clientWords)
    count++
    byPerson.set(personWords, count)
    return count
  }

  function person(index: number): PersonHash {
    const bytes = new Uint8Array(16)
    persons.read(index - 1, personWords)
    bytes.set(personBytes)
    return bytes
  }

  const stateOf = (index: number): PlaceState => placeStates[states.at(index - 1)] ?? 'waiting'

  return {
    get count() {
      return count
    },
    find: person => byPerson.find(takePerson(person)),
    append,
    state: stateOf,
    setState: (index, state) => states.put(index - 1, placeStates.indexOf(state)),
    generation: index => generations.at(index - 1),
    isClient: (index, client) => clients.equals(index - 1, takeClient(client)),
    setClient(index, client) {
      clients.write(index - 1, takeClient(client))
      generations.put(index - 1, generations.at(index - 1) + 1)
    },
    get: index => ({ state: stateOf(index), generation: generations.at(index - 1), person: person(index) }),
    person,
    encode(index) {
      persons.read(index - 1, personWords)
      clients.read(index - 1, clientWords)
      row.set(personBytes)
      row.set(clientBytes, 16)
      row.writeUInt16LE(generations.at(index - 1), 24)
      row[26] = states.at(index - 1)
      return row
    },
    decode(from) {
      const index = append(from.subarray(0, 16), from.subarray(16, 24))
      generations.put(index - 1, from.readUInt16LE(24))
      states.put(index - 1, from[26] ?? 0)
    },
  }
}
