import type { RuleId } from './alerts.ts'

/** What alerts are gathered by when nothing closer binds them; their words stand in `locales/alerts.ts`. */
export const families = ['admission', 'capacity', 'service', 'stock', 'fairness', 'time', 'command'] as const
export type Family = (typeof families)[number]

export const familyOf: Readonly<Record<RuleId, Family>> = {
  stall: 'admission',
  idle: 'admission',
  'rate-off-target': 'admission',
  't0-watchdog': 'admission',
  'opened-late': 'admission',
  'opened-early': 'fairness',
  'arrival-surge': 'admission',
  'reconnect-storm': 'service',
  unreachable: 'service',
  'no-page': 'service',
  'not-booked': 'service',
  unreconciled: 'fairness',
  'door-shift': 'fairness',
  'telemetry-silent': 'service',
  'telemetry-frozen': 'service',
  unusual: 'service',
  'webhook-failing': 'service',
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
