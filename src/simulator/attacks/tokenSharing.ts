import type { Attack } from './attack.ts'

/** Gives the ticket, or the admission, to somebody who did not wait. */
export const tokenSharing: Attack = {
  door: 'D7',
  moments: ['waiting', 'admitted'],
  tries: 2,
  async perform(hands) {
    if (hands.admission === '') return { kind: 'seat', answer: await hands.claim(hands.ticket, 'accomplice') }
    return { kind: 'booking', booking: await hands.book(hands.admission, { sender: 'accomplice' }) }
  },
}
