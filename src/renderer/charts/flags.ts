import { formatClock } from '../../locales/format.ts'
import type { Snapshot } from '../../protocol/console.ts'
import { describeOrder } from '../rail/describe.ts'
import type { Writer } from '../store/hooks.ts'
import type { Flag } from './marks.ts'

/** What was done to the launch, as flags: commands by their number, the safety net by the share it allowed. */
export function flagsOf(snapshot: Snapshot | null, writer: Writer): Flag[] {
  if (!snapshot) return []
  const { t, percent } = writer
  const flags: Flag[] = []
  for (const { number, eventTime, order, by, approvedBy } of snapshot.commands) {
    if (number === null) continue
    const who = approvedBy === null ? [by] : [by, t('command.approvedBy', { who: approvedBy })]
    const text = `#${number}`
    const what = `${text} ${describeOrder(writer, order, snapshot.cohorts)}`
    flags.push({ eventTime, text, on: 'queue', about: [what, [formatClock(eventTime), ...who].join(' · ')] })
  }
  for (const { eventTime, limit, cause, inForce } of snapshot.safetyNet.acts) {
    if (!inForce) continue
    const what = t('chart.flag.net', { share: percent(limit) })
    const when = `${formatClock(eventTime)} · ${t(`net.cause.${cause}`)}`
    flags.push({ eventTime, text: percent(limit), on: 'admission', about: [what, when] })
  }
  return flags
}

/** How near (px) a pointer must come to a pole: no pole is a target of its own, but the chart around it is. */
const REACH = 8

/** The flags at a place on the time axis. */
export const flagsAt = (flags: readonly Flag[], left: number, leftOf: (eventTime: number) => number): Flag[] =>
  flags.filter(({ eventTime }) => Math.abs(leftOf(eventTime) - left) <= REACH)

/** The time of the next flag after `from` (or before it); undefined when there is none within the ends. */
export function nextFlag(
  flags: readonly Flag[],
  from: number,
  { newer, ends }: { newer: boolean; ends: readonly [number, number] },
): number | undefined {
  const times = flags.map(({ eventTime }) => eventTime).filter(time => time >= ends[0] && time <= ends[1])
  const beyond = times.filter(time => (newer ? time > from : time < from))
  if (beyond.length === 0) return undefined
  return newer ? Math.min(...beyond) : Math.max(...beyond)
}
