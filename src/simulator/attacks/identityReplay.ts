import { RefusalError } from '../../protocol/errors.ts'
import type { Attack } from './attack.ts'

/** Another client brings the assertion that somebody has joined with. */
export const identityReplay: Attack = {
  door: 'D7',
  moments: ['waiting'],
  tries: 1,
  needsHttp: true,
  async perform(hands) {
    if (hands.replayIdentity === undefined) throw new RefusalError('identity-missing')
    return { kind: 'place', answer: await hands.replayIdentity() }
  },
}
