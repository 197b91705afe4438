import type { Attack } from './attack.ts'

/** Somebody born outside the cohort's range, on the days next to it above all, asks for a place. */
export const ineligible: Attack = {
  door: 'D5',
  moments: ['arriving'],
  tries: 2,
  outsider: true,
  perform: async hands => ({ kind: 'place', answer: await hands.joinIneligible() }),
}
