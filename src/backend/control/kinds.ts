import type { CommandArgs, CommandKind, Order } from '../../protocol/commands.ts'

/** One function a kind of command: the compiler asks for a new one when a kind is added. */
export type PerKind<C, R> = { readonly [K in CommandKind]: (args: CommandArgs<K>, context: C) => R }

export function byKind<C, R>(table: PerKind<C, R>, order: Order, context: C): R {
  const handler = table[order.kind] as (args: Order['args'], context: C) => R
  return handler(order.args, context)
}
