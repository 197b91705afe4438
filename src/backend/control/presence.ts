import { mayAct, type Account } from '../../protocol/nouns.ts'

/** Who is at a console now. */
export interface Presence {
  /** A console has said hello; returns the function that takes it away again. */
  join(account: Account): () => void
  /** Accounts that may act; one at two consoles is one. */
  operators(): number
}

export function createPresence(): Presence {
  const consoles = new Set<Account>()
  return {
    join(account) {
      const seat = { ...account }
      consoles.add(seat)
      return () => consoles.delete(seat)
    },
    operators: () => new Set([...consoles].filter(({ role }) => mayAct(role, 'operator')).map(({ id }) => id)).size,
  }
}
