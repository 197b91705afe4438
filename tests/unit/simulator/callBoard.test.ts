import { expect, test } from 'vitest'
import type { StatusDocument } from '../../../src/protocol/citizen.ts'
import { createCallBoard } from '../../../src/simulator/callBoard.ts'
import { fakeCitizens } from './fakeCitizens.ts'

const base = fakeCitizens({ rate: 1, opensAt: 0, leaseMs: 1, doses: 1 }).citizens.status('any')
const document = (change: Partial<StatusDocument>): StatusDocument => ({
  ...base,
  state: 'open',
  outlook: 'enough',
  pollAfterMs: 9_000,
  ...change,
})

/** People 10, 11, 12 … hold the numbers 1, 2, 3 … */
function boardOf(people: number) {
  const board = createCallBoard(2)
  for (let number = 1; number <= people; number++) board.put(number, 9 + number)
  const told: Array<[number, number]> = []
  return {
    board,
    read: (change: Partial<StatusDocument>) => {
      told.length = 0
      board.read(document(change), (person, withinMs) => told.push([person, withinMs]))
      return told
    },
  }
}

test('whoever is called is told so once, and sees it within a second', () => {
  const { read } = boardOf(5)
  expect(read({ serving: 0 })).toEqual([])
  expect(read({ serving: 2 })).toEqual([
    [10, 1000],
    [11, 1000],
  ])
  expect(read({ serving: 2 })).toEqual([])
  expect(read({ serving: 3 })).toEqual([[12, 1000]])
})

test('a number beyond all that were handed out tells nobody', () => {
  expect(boardOf(1).read({ serving: 50 })).toEqual([[10, 1000]])
})

test.each([{ state: 'closed' }, { outlook: 'gone' }] as const)(
  'everybody still waiting is told of %o, once, at the pace of the page',
  end => {
    const { read } = boardOf(3)
    read({ serving: 1 })
    expect(read({ serving: 1, ...end })).toEqual([
      [11, 9_000],
      [12, 9_000],
    ])
    expect(read({ serving: 1, ...end })).toEqual([])
  },
)

test('who waits for the draw is told once that it is made, at the pace of the page', () => {
  const { board, read } = boardOf(0)
  board.enter(7)
  board.enter(8)
  expect(read({ draw: { ...base.draw, seed: null } })).toEqual([])
  expect(read({ draw: { ...base.draw, seed: '00' } })).toEqual([
    [7, 9_000],
    [8, 9_000],
  ])
  expect(read({ draw: { ...base.draw, seed: '00' } })).toEqual([])
})

test('a line that closes before its draw is told to those who wait for it', () => {
  const { board, read } = boardOf(0)
  board.enter(7)
  expect(read({ draw: { ...base.draw, seed: null }, state: 'closed' })).toEqual([[7, 9_000]])
})

test('who joins again at the back waits for the new number', () => {
  const { board, read } = boardOf(3)
  read({ serving: 1 })
  board.put(900, 10)
  expect(read({ serving: 3 }).map(([person]) => person)).toEqual([11, 12])
  expect(read({ serving: 900 })).toEqual([[10, 1000]])
})
