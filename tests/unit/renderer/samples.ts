import type { Sample } from '../../../src/protocol/console.ts'

/** A full sample taken `at` (ms, real time and event time alike). */
export const sampleAt = (at: number, values: Sample['values'], rest: Partial<Sample> = {}): Sample => ({
  type: 'sample',
  sequence: at + 1,
  full: true,
  at,
  eventTime: at,
  values,
  labels: {},
  ...rest,
})
