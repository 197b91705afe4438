import type { Backend } from '../backend/contract.ts'
import type { Account } from '../protocol/nouns.ts'
import { shiftAccounts } from './shift.ts'

/** The stand-in for the second person of a drill that is run alone; its name says what it is. */
export const partnerAccount: Account = { id: 'drill-partner', name: 'Drill partner (simulated)', role: 'commander' }

/** Long enough to see that a command waits for somebody, short enough to stay in the drill (real ms). */
const THINKING_MS = 4_000

/** Approves, after a moment, what others propose and two people must agree on. Returns the function that ends it. */
export function startPartner({ control, telemetry }: Pick<Backend, 'control' | 'telemetry'>): () => void {
  const thinking = new Set<NodeJS.Timeout>()
  const unsubscribe = telemetry.subscribe(message => {
    if (message.type !== 'event' || message.body.kind !== 'command') return
    const { id, state, by } = message.body.command
    if (state !== 'awaiting-approval' || shiftAccounts.some(account => account.id === by)) return
    const timer = setTimeout(() => {
      thinking.delete(timer)
      // Withdrawn, lapsed or overtaken meanwhile: then there is nothing to agree to.
      control.approve(id, true, partnerAccount).catch(() => undefined)
    }, THINKING_MS)
    thinking.add(timer)
  })
  return () => {
    unsubscribe()
    for (const timer of thinking) clearTimeout(timer)
  }
}
