import type { Place, PlaceState } from '../gate/store.ts'
import { placeStates } from '../gate/store.ts'
import type { ClientHash, PersonHash } from '../gate/contract.ts'
import { createPersonIndex } from './personIndex.ts'
import { blockOf, BLOCK_ROWS, createPlaceRows, rowsIn } from './placeRows.ts'

/**
 * The places of one line by index (from 1): 28 bytes each, and 5–10 for finding a person. No object, no key, no
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
  isPerson(index: number, person: PersonHash): boolean
  /** The place passes to another client: tokens of the generations before are superseded. */
  setClient(index: number, client: ClientHash): void
  get(index: number): Place
  person(index: number): PersonHash
  client(index: number): ClientHash
  /** The block that holds a place, counted from 0: places go to the disk by blocks. */
  blockOf(index: number): number
  encode(block: number): Buffer
  /** Takes back a block from the disk; they come in order, and all but the last are full. */
  decode(bytes: Uint8Array): void
}

const PERSON = 0
const CLIENT = 4
const LIFE = 6
const GENERATIONS = 0xffff

export function createPlaces(): Places {
  const rows = createPlaceRows()
  const byPerson = createPersonIndex(rows)
  const personWords = new Uint32Array(4)
  const personBytes = new Uint8Array(personWords.buffer)
  const clientWords = new Uint32Array(2)
  const clientBytes = new Uint8Array(clientWords.buffer)
  let count = 0

  function takePerson(person: PersonHash): Uint32Array {
    if (person.length !== 16) throw new RangeError(`a person hash has 16 bytes, not ${person.length}`)
    personBytes.set(person)
    return personWords
  }

  function takeClient(client: ClientHash): Uint32Array {
    if (client.length !== 8) throw new RangeError(`a client hash has 8 bytes, not ${client.length}`)
    clientBytes.set(client)
    return clientWords
  }

  function person(index: number): PersonHash {
    rows.read(index - 1, PERSON, personWords)
    return personBytes.slice()
  }

  function client(index: number): ClientHash {
    rows.read(index - 1, CLIENT, clientWords)
    return clientBytes.slice()
  }

  const life = (index: number) => rows.word(index - 1, LIFE)
  const stateOf = (index: number): PlaceState => placeStates[life(index) >>> 16] ?? 'waiting'
  const generationOf = (index: number) => life(index) & GENERATIONS

  return {
    get count() {
      return count
    },
    find: person => byPerson.find(takePerson(person)),
    append(person, client) {
      takePerson(person)
      takeClient(client)
      rows.write(count, PERSON, personWords)
      rows.write(count, CLIENT, clientWords)
      count++
      byPerson.set(personWords, count)
      return count
    },
    state: stateOf,
    setState: (index, state) =>
      rows.put(index - 1, LIFE, (placeStates.indexOf(state) << 16) | (life(index) & GENERATIONS)),
    generation: generationOf,
    isClient: (index, client) => rows.equals(index - 1, CLIENT, takeClient(client)),
    isPerson: (index, person) => rows.equals(index - 1, PERSON, takePerson(person)),
    setClient(index, client) {
      rows.write(index - 1, CLIENT, takeClient(client))
      rows.put(index - 1, LIFE, (life(index) & ~GENERATIONS) | ((life(index) + 1) & GENERATIONS))
    },
    get: index => ({ state: stateOf(index), generation: generationOf(index) }),
    person,
    client,
    blockOf: index => blockOf(index - 1),
    encode: block => rows.block(block, count),
    decode(bytes) {
      rows.putBlock(count / BLOCK_ROWS, bytes)
      for (const end = count + rowsIn(bytes); count < end;) {
        rows.read(count, PERSON, personWords)
        count++
        byPerson.set(personWords, count)
      }
    },
  }
}
