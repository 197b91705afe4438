import type { Attack } from './attack.ts'

/** So far ahead that the number cannot be called by the time the claim arrives, however old the page is. */
const AHEAD_SECONDS = 15
const AHEAD_NUMBERS = 20

/** Claims a seat with one's own ticket while the number is still far from being called. */
export const claimAhead: Attack = {
  door: 'D1',
  moments: ['waiting'],
  tries: 2,
  ready: ({ document, number }) =>
    number !== undefined &&
    number - document.serving > AHEAD_NUMBERS + AHEAD_SECONDS * document.callsPerSecond &&
    document.state === 'open',
  perform: async hands => ({ kind: 'turn', answer: await hands.claim(hands.ticket) }),
}
