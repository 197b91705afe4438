import { useEffect, useState } from 'react'
import type { Refusal } from '../../protocol/errors.ts'
import type { Places } from '../../protocol/plan.ts'
import { isRefusal } from '../store/actions.ts'
import { useActions, useLinked } from '../store/hooks.ts'

interface PlacesState {
  readonly places: Places | null
  readonly refusal: Refusal | null
}

/** Asks where doses can be given, once for a form that is open, and again after a cut. */
export function usePlaces(): PlacesState {
  const { places: ask } = useActions()
  const linked = useLinked()
  const [state, setState] = useState<PlacesState>({ places: null, refusal: null })
  const wanting = linked && state.places === null

  useEffect(() => {
    if (!wanting) return undefined
    let over = false
    const request = async () => {
      const reply = await ask()
      if (over) return
      setState(isRefusal(reply) ? { places: null, refusal: reply } : { places: reply, refusal: null })
    }
    void request()
    return () => {
      over = true
    }
  }, [wanting, ask])

  return state
}
