import type { Attack } from './attack.ts'
import { forge } from './forgery.ts'

/** Forged, truncated and altered tokens, typed into the developer tools, at claiming and at booking. */
export const devtools: Attack = {
  door: 'D1',
  moments: ['waiting', 'admitted'],
  tries: 3,
  async perform(hands) {
    const forged = forge(hands.admission || hands.ticket, count => hands.choose(count))
    if (hands.admission === '' && hands.choose(2) === 0) return { kind: 'seat', answer: await hands.claim(forged) }
    return { kind: 'booking', booking: await hands.book(forged) }
  },
}
