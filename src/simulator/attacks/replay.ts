import type { Attack } from './attack.ts'

/** Books once more with an admission that has been used, or whose lease is over. */
export const replay: Attack = {
  door: 'D6',
  moments: ['booked', 'over'],
  tries: 2,
  perform: async hands => ({ kind: 'booking', booking: await hands.book(hands.admission) }),
}
