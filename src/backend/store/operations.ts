/** What happened to numbers, in the letters of the ledger: see `control/ledger.contract.ts`. */
export type OperationLetter = 'j' | 'c' | 'p' | 'a' | 'b' | 'l' | 'x'

export interface OperationBatch {
  readonly kind: 'gate'
  readonly cohort: string
  readonly ops: string[]
}

/** The operations since they were last taken, ready to become records of the ledger. */
export interface Operations {
  note(cohort: string, letter: OperationLetter, number: number): void
  /** In order; afterwards there are none. */
  take(): OperationBatch[]
}

/** Those that give or free a seat; seats belong to all cohorts, so their order holds across cohorts. */
const seatLetters = 'ablx'

export function createOperations(): Operations {
  let batches: OperationBatch[] = []
  let lastOf = new Map<string, number>()
  /** Position of the last batch with an operation on a seat. */
  let seatBatch = -1

  /**
   * One batch a cohort, as far as that keeps the order of all operations on seats: else those who replay the records
   * one after the other would see seats exceeded that were not.
   */
  function batchFor(cohort: string, onSeat: boolean): OperationBatch {
    const position = lastOf.get(cohort)
    const known = position === undefined ? undefined : batches[position]
    if (known && position !== undefined && (!onSeat || position >= seatBatch)) {
      if (onSeat) seatBatch = position
      return known
    }
    const batch: OperationBatch = { kind: 'gate', cohort, ops: [] }
    lastOf.set(cohort, batches.push(batch) - 1)
    if (onSeat) seatBatch = batches.length - 1
    return batch
  }

  return {
    note(cohort, letter, number) {
      const { ops } = batchFor(cohort, seatLetters.includes(letter))
      // "joined up to" and "called up to" swallow their own predecessors.
      if ((letter === 'j' || letter === 'c') && ops.at(-1)?.startsWith(letter)) ops.pop()
      ops.push(`${letter}${number}`)
    },
    take() {
      const taken = batches
      if (taken.length > 0) {
        batches = []
        lastOf = new Map()
        seatBatch = -1
      }
      return taken
    },
  }
}
