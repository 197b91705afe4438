import type { StatusDocument } from '../protocol/citizen.ts'

/**
 * Who in a line is told something by a new status document, so that nobody need look at one that tells them nothing: a
 * line of 370,000 looks at the page tens of millions of times a night, and finds out once that it has been called.
 */
export interface CallBoard {
  /** Somebody waits for a number to be called. */
  put(number: number, person: number): void
  /** Somebody waits for the draw, which gives them a number. */
  enter(person: number): void
  /**
   * Calls `tell` for everybody who learns something that they had not been told: that the draw is made, that their number
   * has been called or, for all who wait, that the line has closed or nothing is left. Within how many ms they see it is
   * said beside.
   */
  read(document: StatusDocument, tell: (person: number, withinMs: number) => void): void
}

/** Whoever is next to be called asks every second. */
const FRONT_MS = 1_000
const NOBODY = 0

/** @param people so many places at first; grows with those who join again at the back */
export function createCallBoard(people: number): CallBoard {
  /** By number, the person plus one. */
  let holders = new Int32Array(people + 1)
  let highest = 0
  let serving = 0
  let over = false
  let entrants: number[] = []

  function tellAll(from: number, to: number, withinMs: number, tell: (person: number, withinMs: number) => void): void {
    for (let number = from; number <= Math.min(to, highest); number++) {
      const holder = holders[number] ?? NOBODY
      if (holder !== NOBODY) tell(holder - 1, withinMs)
    }
  }

  return {
    put(number, person) {
      if (number >= holders.length) {
        const more = new Int32Array(2 * number)
        more.set(holders)
        holders = more
      }
      holders[number] = person + 1
      highest = Math.max(highest, number)
    },
    enter: person => void entrants.push(person),
    read(document, tell) {
      const ends = document.state === 'closed' || document.outlook === 'gone'
      if ((document.draw.seed !== null || ends) && entrants.length > 0) {
        for (const person of entrants) tell(person, document.pollAfterMs)
        entrants = []
      }
      tellAll(serving + 1, document.serving, FRONT_MS, tell)
      serving = Math.max(serving, document.serving)
      if (ends && !over) tellAll(serving + 1, highest, document.pollAfterMs, tell)
      over = ends
    },
  }
}
