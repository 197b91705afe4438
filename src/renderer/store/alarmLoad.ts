import type { Alert } from '../../protocol/alerts.ts'

/** The limits of an alarm flood (ISA-18.2): it begins above 10 new alerts in 10 minutes and ends below 5. */
export const floodBegins = 10
const floodEnds = 5
const windowMs = 600_000

/** New alerts in the last ten minutes of server time. */
export const alarmLoad = (alerts: readonly Alert[], now: number): number =>
  alerts.reduce((count, alert) => (alert.raisedAt > now - windowMs ? count + 1 : count), 0)

export const isFlood = (load: number, before: boolean): boolean => (before ? load >= floodEnds : load > floodBegins)
