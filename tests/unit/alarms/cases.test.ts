import { describe, expect, it } from 'vitest'
import { alarmRules } from '../../../src/backend/alarms/rules.ts'
import { cases, FROM, UNTIL, type Case } from './cases.ts'
import { run } from './launch.ts'

const ids = Object.keys(alarmRules) as (keyof typeof alarmRules)[]

/** What its own rule alone says of a case. */
const watch = (id: keyof typeof alarmRules, side: Case['bad'], seconds: number): string[] =>
  run(seconds, now => side(now, Math.max(0, Math.min(now, UNTIL) - FROM), now > FROM && now <= UNTIL), [], {
    [id]: alarmRules[id],
  })

it('every rule has its case', () => {
  expect(Object.keys(cases).sort()).toEqual([...ids].sort())
})

describe.each(ids)('%s', id => {
  const { bad, good, priority, subject, within, over, passes } = cases[id]
  const name = subject === undefined ? id : `${id} ${subject}`

  it('is raised when it is bad, and ends when that is over', () => {
    const log = watch(id, bad, UNTIL + over + 1).map(line => line.split(/ (.*)/))
    const raised = log.find(([, what]) => what === `P${priority} ${name}`)
    expect(log.filter(([at]) => Number(at) < FROM)).toEqual([])
    expect(Number(raised?.[0])).toBeLessThanOrEqual(FROM + within)
    expect(log.at(-1)?.[1]).toBe(`end ${name}`)
    expect(Number(log.at(-1)?.[0])).toBeGreaterThanOrEqual(passes ? FROM : UNTIL)
  })

  it('is silent when that is in order', () => {
    expect(watch(id, good, UNTIL + 120)).toEqual([])
  })
})

it('a full house may stand still: whoever leaves is followed at once', () => {
  const { bad, subject } = cases['telemetry-frozen']
  const seats = (now: number, lost: number, isBad: boolean, active: number): ReturnType<typeof bad> => {
    const side = bad(now, lost, isBad)
    return { ...side, values: { ...side.values, ...(isBad && { 'lease.active': active }) } }
  }
  expect(watch('telemetry-frozen', (...at) => seats(...at, 1000), UNTIL)).toEqual([])
  expect(watch('telemetry-frozen', (...at) => seats(...at, 999), UNTIL)).toContainEqual(
    expect.stringContaining(subject ?? ''),
  )
})
