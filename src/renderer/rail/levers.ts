import type { TextKey } from '../../locales/catalogue.ts'
import type { Snapshot } from '../../protocol/console.ts'
import type { FormName } from '../store/form.ts'
import type { ConsoleStore } from '../store/state.ts'

/** What opens a form from the rail, in its order there; stopping and lowering are done on the rail itself. */
export const levers = [
  { form: 'rate', label: 'rail.rate' },
  { form: 'cohort', label: 'rail.cohort' },
  { form: 'capacity', label: 'rail.capacity' },
  { form: 'slots', label: 'rail.slots' },
  { form: 'safety-net', label: 'net.button' },
  { form: 'revoke', label: 'rail.revoke' },
  { form: 'resume', label: 'rail.resume' },
] as const satisfies readonly { form: FormName; label: TextKey }[]
export type LeverName = (typeof levers)[number]['form']

/**
 * Why no command is given from here; undefined where one may be. Without an account yet the levers stand ready: a pause
 * that reaches nobody says so.
 */
export function railBar({ readOnly, link }: Pick<ConsoleStore, 'readOnly' | 'link'>) {
  if (readOnly) return 'rail.readOnly'
  return link?.account?.role === 'viewer' ? 'rail.viewer' : undefined
}

/** Why one lever opens nothing as things stand; undefined where it does. The intake is undefined before the first snapshot. */
export function leverBar(form: LeverName, intake: Snapshot['intake'] | undefined) {
  if (!intake) return 'rail.notYet'
  return form === 'resume' && !intake.paused ? 'rail.notPaused' : undefined
}
