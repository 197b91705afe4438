import type { Alert, RuleId } from '../../protocol/alerts.ts'

/**
 * What a cause explains: while its alert stands, alerts of these rules are its consequences and ask for nobody. They
 * are raised all the same, stand under their cause, and are counted.
 */
const consequences: Readonly<Partial<Record<RuleId, readonly RuleId[]>>> = {
  // Fewer seats: the rest is sooner full.
  'worker-lost': ['capacity-high', 'capacity-full', 'rate-off-target', 'unusual'],
  // One that is full is nearly full as well.
  'capacity-full': ['capacity-high'],
  // A node whose clock is off opens nothing.
  'clock-drift': ['t0-watchdog', 'opened-late'],
  // What the opening lacks, the shares miss as well.
  't0-watchdog': ['stall', 'idle', 'no-page', 'not-booked'],
  // Where nobody is let in, the rate is off and nothing is done.
  stall: ['rate-off-target', 'idle'],
  // Who cannot get an answer neither sees a page nor books.
  unreachable: ['no-page', 'not-booked', 'unusual'],
  'error-ratio': ['no-page', 'not-booked', 'booking-latency', 'unusual'],
  // Readings that do not come do not move either.
  'telemetry-silent': ['telemetry-frozen', 'unusual'],
}

/** An alert that is so much older (ms) than what would explain it is no consequence of it. */
const LOOKBACK_MS = 60_000

const speaks = ({ state, inhibitedBy }: Alert): boolean =>
  inhibitedBy === null && state !== 'resolved' && state !== 'shelved'

/** They are about the same thing, or one of them is about everything. */
const sameSubject = (a: Alert, b: Alert): boolean => a.subject === '' || b.subject === '' || a.subject === b.subject

/**
 * Whether `root` explains `alert`. One that is more urgent than its cause is never silenced, nor is one that somebody
 * has taken in hand; what is put aside on a shelf silences nothing.
 */
export function explains(root: Alert, alert: Alert): boolean {
  return (
    root.id !== alert.id &&
    speaks(root) &&
    root.priority <= alert.priority &&
    alert.raisedAt >= root.raisedAt - LOOKBACK_MS &&
    sameSubject(root, alert) &&
    consequences[root.rule]?.includes(alert.rule) === true
  )
}

/** The most urgent alert that explains this one; undefined when it speaks for itself. */
export function rootOf(alert: Alert, standing: readonly Alert[]): Alert | undefined {
  return standing
    .filter(root => explains(root, alert))
    .sort((a, b) => a.priority - b.priority || a.raisedAt - b.raisedAt)[0]
}
