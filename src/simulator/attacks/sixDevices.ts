import type { Attack } from './attack.ts'

/** Joins again from five more devices, each of which is told the one place that the person has. */
export const sixDevices: Attack = {
  door: 'D8',
  moments: ['waiting'],
  tries: 5,
  perform: async hands => ({ kind: 'return', answer: await hands.rejoin() }),
}
