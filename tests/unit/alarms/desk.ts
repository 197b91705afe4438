import { createAlerts } from '../../../src/backend/alarms/alerts.ts'
import type { Cause } from '../../../src/backend/alarms/cause.ts'
import { manualClock } from '../../../src/backend/clock.ts'
import type { AlarmLoad, Alert, AlertEntry, Priority } from '../../../src/protocol/alerts.ts'
import { memoryDocuments } from './memoryDocuments.ts'

export const operator = { id: 'duty-1', name: 'D', role: 'operator' } as const
export const viewer = { id: 'viewer-1', name: 'V', role: 'viewer' } as const
export const MINUTE = 60_000

/** The alerts on a memory and a clock that a test moves, and all that they told. */
export function openDesk(documents = memoryDocuments(), clock = manualClock(1_626_692_400_000)) {
  const told: Alert[] = []
  const loads: AlarmLoad[] = []
  const acts: AlertEntry[] = []
  const alerts = createAlerts({
    clock,
    documents,
    operators: () => 2,
    onChange: alert => told.push(alert),
    onLoad: load => loads.push(load),
    onAct: (_, entry) => acts.push(entry),
    onError(error) {
      throw error
    },
  })
  return {
    documents,
    clock,
    alerts,
    told,
    loads,
    acts,
    /** Seconds go by as in a backend: one tick each. */
    pass(ms: number) {
      for (let left = ms; left > 0; left -= 1_000) {
        clock.advance(Math.min(1_000, left))
        alerts.tick()
      }
    },
  }
}
export type Desk = ReturnType<typeof openDesk>

export const cause = (priority: Priority, subject = '', change: Partial<Cause> = {}): Cause => ({
  rule: 'error-ratio',
  subject,
  priority,
  metric: 'http.errorRatio',
  value: 1,
  threshold: 0.01,
  ...change,
})

export function only({ alerts }: Desk): Alert {
  const [alert, more] = alerts.active()
  if (!alert || more) throw new Error('one alert expected')
  return alert
}

export const actsOf = ({ trail }: Alert) => trail.map(({ act }) => act)
