import { create } from 'zustand'
import type { Cohort } from '../../protocol/nouns.ts'
import type { Actions } from './actions.ts'
import { isRefusal } from './actions.ts'

/** Ten seconds in which the last safe command can be taken back. */
const undoMs = 10_000

type Undoable =
  /** Already sent: taking it back sets the rate from before the first of a row of taps. */
  | { readonly kind: 'rate'; readonly from: number; readonly to: number }
  /** Not sent yet: what people were told when their cohort closed cannot be taken back. */
  | { readonly kind: 'close'; readonly cohort: Cohort }

interface UndoState {
  readonly pending: Undoable | null
  /** By `performance.now()`. */
  readonly until: number
}

export const useUndo = create<UndoState>()(() => ({ pending: null, until: 0 }))

let timer: ReturnType<typeof setTimeout> | undefined

const clear = () => {
  clearTimeout(timer)
  useUndo.setState({ pending: null, until: 0 })
}

function offer(pending: Undoable, then: () => void): void {
  clearTimeout(timer)
  useUndo.setState({ pending, until: performance.now() + undoMs })
  timer = setTimeout(() => {
    clear()
    then()
  }, undoMs)
}

const send = (actions: Actions, cohort: Cohort) =>
  actions.command({ kind: 'close-cohort', args: { cohort: cohort.id } })

/** A closing that is still to be undone would be lost by the next offer: it is carried out first. */
function settle(actions: Actions): void {
  const { pending } = useUndo.getState()
  if (pending?.kind !== 'close') return
  clear()
  send(actions, pending.cohort)
}

/** Sends the lower rate at once. */
export function lowerRate(actions: Actions, from: number, to: number): void {
  settle(actions)
  actions.command({ kind: 'set-rate', args: { rate: to } })
  const { pending } = useUndo.getState()
  offer({ kind: 'rate', from: pending?.kind === 'rate' ? pending.from : from, to }, () => undefined)
}

/** Closes the cohort when the time to undo has run out. */
export function closeCohort(actions: Actions, cohort: Cohort): void {
  settle(actions)
  offer({ kind: 'close', cohort }, () => send(actions, cohort))
}

export function closeNow(actions: Actions): void {
  settle(actions)
}

export async function undo(actions: Actions): Promise<void> {
  const { pending } = useUndo.getState()
  clear()
  if (pending?.kind !== 'rate') return
  // Back up is up, and wants its preview; within these ten seconds the backend asks for no second person.
  const order = { kind: 'set-rate', args: { rate: pending.from } } as const
  const preview = await actions.preview(order)
  actions.command(order, isRefusal(preview) ? {} : { preview })
}
