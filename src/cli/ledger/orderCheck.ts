import { createLine, type SeatChange } from '../../simulator/audit/line.ts'

/** One cohort's line, replayed; why an operation is out of order, when it is. */
export interface OrderCheck {
  /** @param op a letter and a number, as in the ledger */
  apply(op: string, isRevealed: boolean): { seats: SeatChange; wrong: string | undefined }
  readonly joined: number
  readonly called: number
  readonly admitted: number
  readonly booked: number
}

const known = /^[jcpablx][1-9]\d*$/

export function createOrderCheck(): OrderCheck {
  const line = createLine()

  /** What has to hold before it happens. */
  function wrongBefore(letter: string, number: number, isRevealed: boolean): string | undefined {
    if (letter === 'j') return number > line.joined ? undefined : `index ${number} joins again`
    if (letter === 'c' && number <= line.called) return `calls go back to number ${number}`
    if (letter === 'c' && number > line.joined) return `number ${number} is called, and ${line.joined} have joined`
    if ('cpa'.includes(letter) && !isRevealed) return `number ${number} is let on before the draw was revealed`
    if (letter === 'p' && number > line.called) return `number ${number} claims, and ${line.called} is the last called`
    return undefined
  }

  function whyInverted(number: number, called: number, again: boolean): string {
    if (number > called) return `number ${number} is admitted, and ${called} is the last called`
    return again
      ? `number ${number} is admitted a second time`
      : `number ${number} is admitted before a lower one that waits`
  }

  return {
    apply(op, isRevealed) {
      if (!known.test(op)) return { seats: 0, wrong: `"${op}" is no operation` }
      const letter = op.charAt(0)
      const number = Number(op.slice(1))
      const before = wrongBefore(letter, number, isRevealed)
      const again = line.wasAdmitted(number)
      const { inversions } = line
      const seats = line.apply(op)
      if (line.inversions > inversions) return { seats, wrong: whyInverted(number, line.called, again) }
      if ('bx'.includes(letter) && seats === 0) return { seats, wrong: `number ${number} gives up a seat it has not` }
      return { seats, wrong: before }
    },
    get joined() {
      return line.joined
    },
    get called() {
      return line.called
    },
    get admitted() {
      return line.admitted
    },
    get booked() {
      return line.booked
    },
  }
}
