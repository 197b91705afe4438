import type { Attack } from './attack.ts'

/** Nobody names five dependents when joining, so the fifth is never theirs. */
const FIFTH = 4

/** Books with a valid admission for somebody who was not named when joining. */
export const notYours: Attack = {
  door: 'D1',
  moments: ['admitted'],
  tries: 1,
  perform: async hands => ({ kind: 'booking', booking: await hands.book(hands.admission, { dependent: FIFTH }) }),
}
