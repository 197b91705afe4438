import type { Snapshot } from '../../protocol/console.ts'
import type { Writer } from '../store/hooks.ts'
import type { Flag } from './marks.ts'

/** What was done to the launch, as flags: commands by their number, the safety net by the share it allowed. */
export function flagsOf(snapshot: Snapshot | null, { percent }: Pick<Writer, 'percent'>): Flag[] {
  if (!snapshot) return []
  const flags: Flag[] = []
  for (const { number, eventTime } of snapshot.commands)
    if (number !== null) flags.push({ eventTime, text: `#${number}`, on: 'queue' })
  for (const { eventTime, limit, inForce } of snapshot.safetyNet.acts)
    if (inForce) flags.push({ eventTime, text: percent(limit), on: 'admission' })
  return flags
}
