import { expect, test } from 'vitest'
import { verifyMerkleProof } from '../../../src/rules/merkle.ts'
import { sha256 } from '../../../src/backend/store/line.ts'
import { cohort, join, killed, opened, person, prequeue, setStage, strikeEight, type Stage } from './stage.ts'

const { id } = cohort()
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))

function shows(stage: Stage, index: number): boolean {
  const { leaf, proof, n, root } = stage.gate.drawEntry(id, index)
  if (leaf === null || proof === null || n === null || root === null) return false
  expect(leaf).toBe(Buffer.from(person(index - 1)).toString('hex'))
  return verifyMerkleProof(bytes(leaf), index - 1, n, proof.map(bytes), bytes(root), sha256)
}

test('everybody who entered the draw can show it, and who came later cannot', async () => {
  const { stage } = await opened(300)
  await join(stage, 300)
  for (const index of [1, 128, 129, 256, 257, 300]) expect(shows(stage, index)).toBe(true)
  expect(stage.gate.drawEntry(id, 301)).toMatchObject({ entered: false, number: 301, proof: null })
  expect(() => stage.gate.drawEntry(id, 302)).toThrow('not-found')
})

test('after a crash the proofs are put together again, up to the draw and no further', async () => {
  const { stage } = await opened(4_500)
  await join(stage, 4_500)
  const again = setStage({ dir: killed(stage), clock: stage.clock })
  // 2,000 at the start and in each tick: nobody waits for the hashing of a whole line.
  expect(() => again.gate.drawEntry(id, 1)).toThrow('unavailable')
  await again.run(100)
  expect(() => again.gate.drawEntry(id, 4_500)).toThrow('unavailable')
  expect(again.gate.drawEntry(id, 4_501).entered).toBe(false)
  await again.run(100)
  for (const index of [1, 2_000, 4_500]) expect(shows(again, index)).toBe(true)
  expect(again.gate.draw(id)).toEqual(stage.gate.draw(id))
})

test('a crash in the pre-queue leaves nobody out', async () => {
  const { stage } = await prequeue(200)
  const again = setStage({ dir: killed(stage), clock: stage.clock })
  await join(again, 200)
  strikeEight(again)
  await again.settle()
  expect(again.gate.draw(id)).toMatchObject({ state: 'revealed', n: 201 })
  for (const index of [1, 200, 201]) expect(shows(again, index)).toBe(true)
})
