import { floodLimits, type AlarmLoad } from '../../protocol/alerts.ts'
import type { Documents } from '../control/contract.ts'

/** How much the alarms ask of the shift, and whether that is a flood (ISA-18.2, 16.4). */
export interface Load {
  /** An alert began to ask for somebody at this time (real, ms). */
  ask(at: number): void
  reading(at: number): AlarmLoad
  /** Says what changed since it was last said; called once a second. */
  tell(at: number): void
}

export interface LoadOptions {
  readonly documents: Documents
  /** When alerts began to ask, in the minutes before this boot. */
  readonly asked: readonly number[]
  readonly operators: () => number
  readonly silenced: () => number
  readonly onLoad: (load: AlarmLoad) => void
  readonly onError: (error: unknown) => void
}

/** Whether there was a flood outlives a restart: between its two limits that cannot be told from the load. */
const FLOOD_KEY = 'alarms:flood'

export function createLoad({ documents, asked, operators, silenced, onLoad, onError }: LoadOptions): Load {
  const before = documents.get(FLOOD_KEY)
  let times = [...asked].sort((a, b) => a - b)
  let since = typeof before === 'number' ? before : null
  let told: AlarmLoad | undefined

  const reading = (at: number): AlarmLoad => {
    times = times.filter(time => time > at - floodLimits.windowMs)
    const load = times.length
    if (since === null && load > floodLimits.begins) since = at
    else if (since !== null && load < floodLimits.ends) since = null
    return { load, operators: operators(), floodSince: since, silenced: silenced() }
  }

  return {
    ask: at => void times.push(at),
    reading,
    tell(at) {
      const next = reading(at)
      if (next.floodSince !== (told?.floodSince ?? before ?? null))
        documents.put(FLOOD_KEY, next.floodSince).catch(onError)
      if (!told || Object.entries(next).some(([key, value]) => told?.[key as keyof AlarmLoad] !== value)) onLoad(next)
      told = next
    },
  }
}
