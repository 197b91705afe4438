import { randomUUID } from 'node:crypto'
import type { Control } from '../backend/control/contract.ts'
import { resourceOf, type CommandRecord, type Order } from '../protocol/commands.ts'
import type { Account } from '../protocol/nouns.ts'
import type { Act } from './scenario.ts'

/** The two operators of a scripted shift: one proposes, the other approves what takes two. */
export const shiftAccounts = [
  { id: 'shift-1', name: 'Shift 1', role: 'commander' },
  { id: 'shift-2', name: 'Shift 2', role: 'commander' },
] as const satisfies readonly [Account, Account]

export interface Shift {
  /** Gives every order that is due by event time `at`. Throws what became of an order that was not accepted. */
  step(at: number): void
  /** Acts still to come or not answered yet. */
  readonly pending: number
}

/** Performs the script of a scenario on the control plane, with previews and approvals as any operator. */
export function createShift(control: Control, script: readonly Act[]): Shift {
  let next = 0
  let open = 0
  let failure: unknown

  async function perform({ order, reason }: Act): Promise<void> {
    const [proposer, approver] = shiftAccounts
    const preview = control.preview(order, proposer)
    const command = {
      id: randomUUID(),
      order,
      expectedRevision: revisionOf(order, control),
      reason,
      previewId: preview.id,
      override: false,
    }
    let record = await control.command(command, proposer)
    if (record.state === 'awaiting-approval') record = await control.approve(record.id, true, approver)
    if (!succeeded(record)) throw new Error(`${order.kind} came to be ${record.state}: ${record.refusal?.code ?? ''}`)
  }

  return {
    step(at) {
      if (failure !== undefined) throw failure
      for (let act = script[next]; act !== undefined && act.at <= at; act = script[++next]) {
        open++
        perform(act)
          .catch((error: unknown) => {
            failure ??= error
          })
          .finally(() => {
            open--
          })
      }
    },
    get pending() {
      return open + script.length - next
    },
  }
}

const succeeded = ({ state }: CommandRecord) => state === 'accepted' || state === 'observed'

function revisionOf(order: Order, control: Control): number | null {
  const resource = resourceOf(order)
  if (resource === undefined) return null
  if (resource === 'plan') return control.plan(0).revision
  const snapshot = control.snapshot()
  if (resource === 'intake' || resource === 'capacity' || resource === 'stock') return snapshot[resource].revision
  return snapshot.cohorts.find(({ id }) => resource === `cohort:${id}`)?.revision ?? null
}
