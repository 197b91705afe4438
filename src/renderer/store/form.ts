import { create } from 'zustand'
import type { CommandKind, Order } from '../../protocol/commands.ts'

export type FormName = 'rate' | 'cohort' | 'capacity' | 'slots' | 'resume' | 'revoke' | 'safety-net' | 'history'

interface FormState {
  /** The form that stands over the screen, if any. */
  readonly form: FormName | null
  /** What it was opened with: filled in, and sent by nobody but a person. */
  readonly order: Order | null
}

export const useForm = create<FormState>()(() => ({ form: null, order: null }))

export const closeForm = (): void => useForm.setState({ form: null, order: null })

/** A form as it is, whatever stood there. */
export const openForm = (form: FormName): void => useForm.setState({ form, order: null })

export const toggleForm = (form: FormName): void =>
  useForm.setState(open => (open.form === form ? { form: null, order: null } : { form, order: null }))

/** Kinds that are missing have no form: pause is a gesture of its own. */
const forms: Readonly<Partial<Record<CommandKind, FormName>>> = {
  'set-rate': 'rate',
  resume: 'resume',
  'add-capacity': 'capacity',
  'add-slots': 'slots',
  'open-cohort': 'cohort',
  'close-cohort': 'cohort',
  'schedule-cohort': 'cohort',
  'set-safety-net': 'safety-net',
  'release-safety-net': 'safety-net',
  revoke: 'revoke',
}

/** The form in which an order is given; undefined when there is none. */
export const formOf = ({ kind }: Order): FormName | undefined => forms[kind]

/** Opens the form of an order with its arguments filled in. */
export function openFormWith(order: Order): void {
  const form = formOf(order)
  if (form) useForm.setState({ form, order })
}
