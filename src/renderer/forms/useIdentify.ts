import { useEffect, useMemo, useState } from 'react'
import type { Refusal } from '../../protocol/errors.ts'
import type { Identification, Identified } from '../../protocol/revocation.ts'
import { isRefusal } from '../store/actions.ts'
import { useActions, useLinked } from '../store/hooks.ts'

export interface IdentifyState {
  readonly found: Identified | null
  readonly refusal: Refusal | null
  readonly pending: boolean
}

const settleMs = 300

/** Asks whose it is, a moment after it was typed last; null asks nothing. */
export function useIdentify(who: Identification | null): IdentifyState {
  const { identify } = useActions()
  const linked = useLinked()
  const key = who && JSON.stringify(who)
  const [answer, setAnswer] = useState<{ key: string; found: Identified | null; refusal: Refusal | null } | null>(null)

  useEffect(() => {
    if (key === null || !linked) return undefined
    let over = false
    const request = async () => {
      const reply = await identify(JSON.parse(key) as Identification)
      if (over) return
      setAnswer(isRefusal(reply) ? { key, found: null, refusal: reply } : { key, found: reply, refusal: null })
    }
    const timer = setTimeout(() => void request(), settleMs)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [key, linked, identify])

  return useMemo(() => {
    const current = answer && answer.key === key ? answer : null
    return { found: current?.found ?? null, refusal: current?.refusal ?? null, pending: key !== null && !current }
  }, [answer, key])
}
