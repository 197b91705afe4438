import type { Attack } from './attack.ts'

/**
 * Airplane mode on and off: the page takes the unreachable queue for a success, lets itself in, and books with the one
 * token it has, the ticket of a place still waiting.
 */
export const airplaneMode: Attack = {
  door: 'D2',
  moments: ['waiting'],
  tries: 2,
  perform: async hands => ({ kind: 'booking', booking: await hands.book(hands.ticket) }),
}
