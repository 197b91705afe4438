import type { Attack } from './attack.ts'

/** A leaked link straight to the booking page, opened without ever having joined; then joins like everybody. */
export const directLink: Attack = {
  door: 'D3',
  moments: ['arriving'],
  tries: 2,
  perform: async hands => ({ kind: 'booking', booking: await hands.book('') }),
}
