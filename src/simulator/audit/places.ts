import type { TicketAnswer } from '../../protocol/citizen.ts'

/** Places as citizens were told them: a person who asks again must be told the same. */
export interface PlaceCheck {
  /** @param again the person already holds a place and asks for it from a new page or another device */
  told(person: number, answer: Pick<TicketAnswer, 'index' | 'number' | 'returned'>, again: boolean): void
  /** The number a person learned, from the draw or an answer. */
  numbered(person: number, number: number): void
  /** A refusal took a place away that the person still had. */
  lost(): void
  /** The person's place came to its end; the next one will be another. */
  over(person: number): void
  /** The place the person was told of; 0 without one. */
  indexOf(person: number): number
  readonly placesLost: number
}

/** @param people how many there can be, counted from 0 */
export function createPlaceCheck(people: number): PlaceCheck {
  const indexes = new Uint32Array(people)
  const numbers = new Uint32Array(people)
  let placesLost = 0

  function numbered(person: number, number: number): void {
    const known = numbers[person]
    if (known !== 0 && known !== number) placesLost++
    numbers[person] = number
  }

  return {
    told(person, answer, again) {
      const known = indexes[person]
      if (again && (known !== answer.index || !answer.returned)) placesLost++
      indexes[person] = answer.index
      if (answer.number !== null) numbered(person, answer.number)
    },
    numbered,
    lost() {
      placesLost++
    },
    over(person) {
      indexes[person] = 0
      numbers[person] = 0
    },
    indexOf: person => indexes[person] ?? 0,
    get placesLost() {
      return placesLost
    },
  }
}
