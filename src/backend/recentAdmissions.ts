import type { Admission, ClientHash } from './gate/contract.ts'

/**
 * Admissions whose lease has just ended by booking. Their token no longer passes the gate, but who books and loses the
 * answer must get it by asking again. The last few thousand are remembered: two generations, the older one dropped whole.
 */
export function createRecentAdmissions(generation = 4096) {
  interface Settled {
    readonly client: ClientHash
    readonly admission: Admission
  }
  let young = new Map<string, Settled>()
  let old = new Map<string, Settled>()

  return {
    add(token: string, client: ClientHash, admission: Admission): void {
      if (young.size >= generation) {
        old = young
        young = new Map()
      }
      young.set(token, { client, admission })
    },
    find(token: string, client: ClientHash): Admission | undefined {
      const settled = young.get(token) ?? old.get(token)
      return settled && Buffer.compare(settled.client, client) === 0 ? settled.admission : undefined
    },
  }
}
