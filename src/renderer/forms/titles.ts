import type { FormName } from '../store/form.ts'

/** What stands over each form. */
export const formTitles = {
  rate: 'rate.title',
  cohort: 'cohort.title',
  capacity: 'capacity.title',
  slots: 'slots.title',
  resume: 'resume.title',
  'safety-net': 'net.title',
  revoke: 'revoke.title',
  history: 'rail.history',
} as const satisfies Record<FormName, string>
