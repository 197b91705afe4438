import { useEffect, useState } from 'react'
import type { Alert, AlertCursor } from '../../../protocol/alerts.ts'
import type { Refusal } from '../../../protocol/errors.ts'
import { isRefusal } from '../../store/actions.ts'
import { useActions, useLinked } from '../../store/hooks.ts'

export interface AlertHistory {
  /** Those that are over, beyond what the snapshot holds. */
  readonly alerts: readonly Alert[]
  readonly refusal: Refusal | null
  readonly pending: boolean
  /** Asks for the next page; undefined on the last one. */
  readonly more: (() => void) | undefined
}

interface Pages {
  readonly alerts: readonly Alert[]
  /** Below which the next page begins; null on the last one. */
  readonly next: AlertCursor | null
  readonly refusal: Refusal | null
  /** The page that is wanted: the first, or the one below a cursor; undefined while none is. */
  readonly wanted: { readonly before: AlertCursor | null } | undefined
}

const PAGE = 100
const first: Pages = { alerts: [], next: null, refusal: null, wanted: { before: null } }

/** The alerts that are over, page by page, from when they are first shown. */
export function useAlertHistory(shown: boolean): AlertHistory {
  const { alertHistory } = useActions()
  const linked = useLinked()
  const [{ alerts, next, refusal, wanted }, setPages] = useState<Pages>(first)
  const asking = shown && linked ? wanted : undefined

  useEffect(() => {
    if (!asking) return undefined
    let over = false
    const ask = async () => {
      const reply = await alertHistory(asking.before, PAGE)
      if (over) return
      setPages(pages =>
        isRefusal(reply)
          ? { ...pages, refusal: reply, wanted: undefined, next: asking.before }
          : { alerts: [...pages.alerts, ...reply.alerts], next: reply.next, refusal: null, wanted: undefined },
      )
    }
    void ask()
    return () => {
      over = true
    }
  }, [asking, alertHistory])

  const again = next !== null || refusal !== null
  return {
    alerts,
    refusal,
    pending: asking !== undefined,
    more: again && !asking ? () => setPages(pages => ({ ...pages, wanted: { before: pages.next } })) : undefined,
  }
}
