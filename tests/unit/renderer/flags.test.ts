import { describe, expect, it } from 'vitest'
import { translate } from '../../../src/locales/translate.ts'
import { flagsAt, flagsOf, nextFlag } from '../../../src/renderer/charts/flags.ts'
import type { Writer } from '../../../src/renderer/store/hooks.ts'
import { recordOf, snapshotOf } from './nouns.ts'

const writer: Writer = {
  locale: 'en',
  t: translate('en'),
  number: String,
  rate: String,
  percent: ratio => `${ratio * 100}%`,
  duration: String,
}
const act = { at: 3_000, eventTime: 3_000, limit: 0.5, cause: 'errors', inForce: true } as const

describe('flags', () => {
  const flags = flagsOf(
    snapshotOf({
      commands: [recordOf({ number: 7, approvedBy: 'chief' }), recordOf({ number: null, state: 'awaiting-approval' })],
      safetyNet: { mode: 'on', limit: 0.5, acts: [act, { ...act, inForce: false }], revision: 1 },
    }),
    writer,
  )

  it('say what was done, when and by whom; what was only asked for or advised has none', () => {
    expect(flags.map(({ text, about }) => [text, ...about])).toEqual([
      ['#7', '#7 Rate 5/s', '09:00:01 · duty-1 · approved by chief'],
      ['50%', 'Safety net: 50% of the set rate', '09:00:03 · errors'],
    ])
  })

  it('are met near their pole alone', () => {
    const at = (left: number) => flagsAt(flags, left, time => time / 10).map(({ text }) => text)
    expect([at(91), at(92), at(108), at(109), at(300)]).toEqual([[], ['#7'], ['#7'], [], ['50%']])
  })

  it('follow one another within what is shown', () => {
    const ends = [0, 5_000] as const
    expect(nextFlag(flags, 1_000, { newer: true, ends })).toBe(3_000)
    expect(nextFlag(flags, 3_000, { newer: true, ends })).toBeUndefined()
    expect(nextFlag(flags, 5_000, { newer: false, ends })).toBe(3_000)
    expect(nextFlag(flags, 3_000, { newer: false, ends: [2_000, 5_000] })).toBeUndefined()
  })
})
