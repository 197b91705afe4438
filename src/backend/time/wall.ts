import type { TimeReference } from './reference.ts'

/** The machine's own clock: it tells of a step, on either side, and confirms nothing. */
export const wallReference = (wall: () => number): TimeReference => ({
  name: 'wall',
  confirms: false,
  leads: false,
  read: () => ({ time: wall(), within: 0 }),
  close: () => undefined,
})
