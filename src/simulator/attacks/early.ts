import type { Attack } from './attack.ts'

/** The clock that opened booking on 31 May 2021 was three minutes fast. */
const FAST_MS = 180_000
/** Nobody can say on which side of the opening a request of these last moments arrives. */
const MARGIN_MS = 5_000

/** Claims from the pre-queue, on a page that believes the cohort to be open already. */
export const early: Attack = {
  door: 'D4',
  moments: ['waiting'],
  tries: 2,
  ready({ document: { state, opensAt, serverTime } }) {
    const left = opensAt - serverTime
    return state === 'prequeue' && left <= FAST_MS && left > MARGIN_MS
  },
  perform: async hands => ({ kind: 'turn', answer: await hands.claim(hands.ticket) }),
}
