import type { Order } from '../../protocol/commands.ts'

export interface FormProps {
  /** What the form begins with, where it is one of its kinds; null begins with what is. */
  readonly order: Order | null
  readonly done: () => void
}
