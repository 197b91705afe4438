import type { RuleId } from './alerts.ts'

/** What alerts are gathered by when nothing closer binds them; their words stand in `locales/alerts.ts`. */
export const families = ['admission', 'capacity', 'service', 'stock', 'fairness', 'time', 'command'] as const
export type Family = (typeof families)[number]

export const familyOf: Readonly<Record<RuleId, Family>> = {
  stall: 'admission',
  't0-watchdog': 'admission',
  'capacity-high': 'capacity',
  'capacity-full': 'capacity',
  'worker-lost': 'capacity',
  'error-ratio': 'service',
  'booking-latency': 'service',
  'slots-short': 'stock',
  bypass: 'fairness',
  'clock-drift': 'time',
  'command-not-observed': 'command',
  'safety-net': 'service',
}
