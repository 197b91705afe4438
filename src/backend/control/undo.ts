import type { Order } from '../../protocol/commands.ts'
import type { Intake } from '../../protocol/nouns.ts'

/** A lowering can be taken back for so long (real time). */
export const UNDO_MS = 10_000

/**
 * Taking back what one has just lowered is no raise: the shift goes back to where it stood. Only who lowered the rate
 * may, within ten seconds, to exactly the rate before, and as long as nothing else has moved the intake. A row of
 * lowerings, each within ten seconds of the one before, is taken back as one, to where it began, or step by step.
 * Kept in memory alone: after a restart it is a raise like any other.
 */
export interface Undo {
  /** A command set the intake from one state to the next. */
  noted(order: Order, by: string, before: Intake, after: Intake): void
  /** Until when (real time) this order takes back a lowering of this account; undefined when it does not. */
  until(order: Order, by: string, intake: Intake): number | undefined
}

interface Row {
  readonly by: string
  readonly at: number
  /** Rates that were in force before each lowering. */
  readonly from: readonly number[]
  /** Of the intake after the last lowering: any other change has another. */
  readonly revision: number
}

export function createUndo(now: () => number): Undo {
  let row: Row | undefined

  const current = (by: string, revision: number): Row | undefined =>
    row?.by === by && row.revision === revision && now() < row.at + UNDO_MS ? row : undefined

  return {
    noted(order, by, before, after) {
      if (order.kind !== 'set-rate' || after.rate >= before.rate) return
      const known = current(by, before.revision)
      row = { by, at: now(), from: [...(known?.from ?? []), before.rate], revision: after.revision }
    },
    until(order, by, { revision }) {
      const known = current(by, revision)
      if (!known || order.kind !== 'set-rate' || !known.from.includes(order.args.rate)) return undefined
      return known.at + UNDO_MS
    },
  }
}
