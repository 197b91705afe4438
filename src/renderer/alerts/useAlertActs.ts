import { useState } from 'react'
import { shelveMinutes, type Alert } from '../../protocol/alerts.ts'
import type { Refusal } from '../../protocol/errors.ts'
import { useActions, useMay } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'

/** What this person may do about an alert as it stands, and why the last try was refused. */
export function useAlertActs(alert: Alert) {
  const actions = useActions()
  const may = useMay('operator')
  const mine = useConsole(store => store.link?.account?.id) === alert.owner
  const [failure, setFailure] = useState<Refusal>()
  const act = (answer: Promise<Refusal | undefined>) => void answer.then(setFailure)
  const { state, priority } = alert
  const open = may && state !== 'resolved'
  return {
    failure,
    act,
    acknowledge: open && state === 'raised' ? () => act(actions.acknowledge(alert)) : undefined,
    own: open && state !== 'shelved' && !mine ? () => act(actions.own(alert)) : undefined,
    unshelve: open && state === 'shelved' ? () => act(actions.unshelve(alert)) : undefined,
    resolve: open ? () => act(actions.resolve(alert)) : undefined,
    /** It stands, and nobody may put it aside. */
    neverShelved: open && shelveMinutes[priority] === 0,
    mayShelve: open && state !== 'shelved' && shelveMinutes[priority] > 0,
  }
}
