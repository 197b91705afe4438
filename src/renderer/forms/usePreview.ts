import { useEffect, useMemo, useState } from 'react'
import type { Order, Preview } from '../../protocol/commands.ts'
import type { Refusal } from '../../protocol/errors.ts'
import { isRefusal } from '../store/actions.ts'
import { useActions, useLinked } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'

export interface PreviewState {
  /** Of exactly the order asked for; a valid one lives 15 s and is renewed while the form stays open. */
  readonly preview: Preview | null
  readonly refusal: Refusal | null
  readonly pending: boolean
}

const settleMs = 150
const renewBeforeMs = 5_000
const againMs = 3_000

/** Asks for the consequence of an order, a moment after it was changed last, and again before it lapses. */
export function usePreview(order: Order | null): PreviewState {
  const { preview: ask } = useActions()
  const linked = useLinked()
  const key = order && JSON.stringify(order)
  const [answer, setAnswer] = useState<{ key: string; preview: Preview | null; refusal: Refusal | null } | null>(null)

  useEffect(() => {
    if (key === null || !linked) return undefined
    let over = false
    let timer: ReturnType<typeof setTimeout>
    const request = async () => {
      const reply = await ask(JSON.parse(key) as Order)
      if (over) return
      if (isRefusal(reply)) {
        setAnswer({ key, preview: null, refusal: reply })
        timer = setTimeout(() => void request(), againMs)
        return
      }
      setAnswer({ key, preview: reply, refusal: null })
      const left = reply.validUntil - (useConsole.getState().now ?? reply.validUntil) - renewBeforeMs
      timer = setTimeout(() => void request(), Math.max(1_000, left))
    }
    timer = setTimeout(() => void request(), settleMs)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [key, linked, ask])

  return useMemo(() => {
    const current = answer && answer.key === key ? answer : null
    return { preview: current?.preview ?? null, refusal: current?.refusal ?? null, pending: key !== null && !current }
  }, [answer, key])
}

/** Whole seconds that a preview is still valid; 0 when it is not. */
export const usePreviewLeft = (preview: Preview | null): number =>
  useConsole(({ now }) => (preview && now !== null ? Math.max(0, Math.ceil((preview.validUntil - now) / 1000)) : 0))
