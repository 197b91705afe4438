import { expect, it } from 'vitest'
import { createPresence } from '../../../src/backend/control/presence.ts'

it('counts operators at consoles once each, and no viewer', () => {
  const presence = createPresence()
  const duty = { id: 'duty-1', name: 'D', role: 'operator' } as const
  const leave = [presence.join(duty), presence.join(duty)]
  presence.join({ id: 'viewer-1', name: 'V', role: 'viewer' })
  presence.join({ id: 'chief', name: 'C', role: 'commander' })
  expect(presence.operators()).toBe(2)
  for (const go of leave) go()
  expect(presence.operators()).toBe(1)
})
