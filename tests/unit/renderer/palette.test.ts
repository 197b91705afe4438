import { describe, expect, it } from 'vitest'
import { paletteEntries, type Entry, type Known } from '../../../src/renderer/palette/entries.ts'
import { find } from '../../../src/renderer/palette/find.ts'
import { levers } from '../../../src/renderer/rail/levers.ts'
import { screens } from '../../../src/renderer/store/screen.ts'
import { linkOf } from './fakeBridge.ts'
import { alertOf, cohortOf, recordOf, snapshotOf } from './nouns.ts'

const knownOf = (change: Partial<Known> = {}): Known => ({
  snapshot: snapshotOf(),
  tracked: [],
  link: linkOf(),
  readOnly: false,
  gate: undefined,
  locale: 'en',
  theme: 'dark',
  sound: true,
  speaker: 'ready',
  ...change,
})

const entriesOf = (change?: Partial<Known>) => paletteEntries(knownOf(change))
const labels = (entries: readonly Entry[]) => entries.map(({ label }) => label)
const ofGroup = (entries: readonly Entry[], group: Entry['group']) => entries.filter(entry => entry.group === group)
const barOf = (entries: readonly Entry[], id: string) => entries.find(entry => entry.id === id)?.bar
const paused = { rate: 4, paused: true, ramp: null, revision: 3 }

describe('the entries of the palette', () => {
  it('have one for each screen and for each lever of the rail', () => {
    const goals = entriesOf().map(({ goal }) => goal)
    for (const { id } of screens) expect(goals).toContainEqual({ to: 'screen', screen: id })
    for (const { form } of levers) expect(goals).toContainEqual({ to: 'form', form })
    expect(new Set(entriesOf().map(({ id }) => id)).size).toBe(goals.length)
  })

  it('bar what cannot be done as things stand, and say why', () => {
    expect(barOf(entriesOf(), 'form resume')).toBe('Intake is not paused')
    expect(barOf(entriesOf({ snapshot: snapshotOf({ intake: paused }) }), 'form resume')).toBeUndefined()
    expect(barOf(entriesOf(), 'form history')).toBe('No command yet')
    expect(barOf(entriesOf({ snapshot: snapshotOf({ commands: [recordOf()] }) }), 'form history')).toBeUndefined()
    expect(barOf(entriesOf({ speaker: 'unsupported' }), 'palette.sound.off')).toBe('This browser cannot sound.')
    expect(barOf(entriesOf({ speaker: 'blocked' }), 'palette.sound.off')).toBeUndefined()
  })

  it('leave the pause button, and what is this page’s own, before there is a snapshot', () => {
    const open = entriesOf({ snapshot: null, gate: 'connecting', link: linkOf({ account: null }) })
    expect(labels(open.filter(({ bar }) => bar === undefined))).toEqual([
      'Go to the pause button',
      'Switch to 한국어',
      'Switch to the light theme',
      'Turn the alarm sound off',
    ])
    expect(barOf(open, 'screen launch')).toBe('Connecting to the backend')
    expect(barOf(open, 'form rate')).toBe('Nothing has been received yet')
  })

  it.each([
    ['a viewer', { link: linkOf({ account: { id: 'v', name: 'V', role: 'viewer' } }) }, 'Viewer account · no commands'],
    ['a wall', { readOnly: true }, 'Read-only screen · no commands'],
  ] as const)('give %s no command, and the reason for any that is asked for', (_, change, reason) => {
    const entries = entriesOf(change)
    expect(ofGroup(entries, 'commands').map(({ bar }) => bar)).toEqual([reason])
    expect(entries.filter(({ goal, bar }) => goal.to === 'form' && !bar)).toEqual([])
    for (const search of ['rate', '일시정지', 'capacity', 'revoke'])
      expect(find(entries, search).map(({ bar }) => bar)).toContain(reason)
  })

  it('give a commander what they give an operator, and a wall no sound', () => {
    const commander = linkOf({ account: { id: 'c', name: 'C', role: 'commander' } })
    expect(labels(entriesOf({ link: commander }))).toEqual(labels(entriesOf()))
    expect(labels(ofGroup(entriesOf({ readOnly: true }), 'settings'))).not.toContain('Turn the alarm sound off')
    expect(labels(entriesOf({ sound: false, theme: 'light', locale: 'ko' })).slice(-3)).toEqual([
      'English로 바꾸기',
      '어두운 화면으로 바꾸기',
      '경보음 켜기',
    ])
  })

  it('have the alerts that stand, the most urgent first', () => {
    const alerts = [
      alertOf({ id: 'a', priority: 3 }),
      alertOf({ id: 'b', priority: 2, state: 'acknowledged' }),
      alertOf({ id: 'c', priority: 1, rule: 't0-watchdog', subject: 'age-53' }),
      alertOf({ id: 'd', priority: 1, state: 'resolved' }),
      alertOf({ id: 'e', priority: 2, state: 'shelved' }),
    ]
    const snapshot = snapshotOf({ alerts, cohorts: [cohortOf()] })
    const standing = ofGroup(entriesOf({ snapshot }), 'alerts')
    expect(standing.map(({ goal }) => goal)).toEqual(['c', 'b', 'a'].map(alert => ({ to: 'alert', alert })))
    expect(standing[0]?.label).toBe('Opened, but nobody books · Age 53')
    expect(alerts.map(({ id }) => id).join('')).toBe('abcde')
    expect(ofGroup(entriesOf({ snapshot, gate: 'refused' }), 'alerts')).toEqual([])
  })
})

describe('the search of the palette', () => {
  const ids = (search: string, locale: Known['locale'] = 'en') =>
    find(entriesOf({ locale }), search).map(({ id }) => id)

  it.each([
    ['속도', 'form rate'],
    ['입장속도', 'form rate'],
    ['속ㄷ', 'form rate'],
    ['ADMISSION rate', 'form rate'],
    ['예약분', 'form slots'],
    ['doses', 'form slots'],
    ['좌석', 'form capacity'],
    ['전망', 'form safety-net'],
    ['revoke', 'form revoke'],
    ['멈춤', 'pause'],
    ['중지', 'pause'],
    ['ㅇㅅㅈㅈ', 'pause'],
    ['ㅇㅈ ㅅㄷ', 'form rate'],
    ['pause button', 'pause'],
    ['밝은', 'palette.theme.light'],
    ['light theme', 'palette.theme.light'],
    ['언어', 'palette.locale.ko'],
    ['경보음', 'palette.sound.off'],
  ])('finds by %s, whichever language is shown', (search, id) => {
    expect(ids(search)[0]).toBe(id)
    expect(ids(search, 'ko')[0]).toBe(id === 'palette.locale.ko' ? 'palette.locale.en' : id)
  })

  it('finds by the beginning of words before it finds within them', () => {
    const entries = [{ terms: ['Safety net'] }, { terms: ['Cabinet'] }]
    expect(find(entries, 'net')).toEqual([entries[0]])
    expect(find(entries, 'abi')).toEqual([entries[1]])
  })

  it('finds nothing by what nothing is called, and everything by nothing', () => {
    expect(ids('속도 화성')).toEqual([])
    expect(ids('  ')).toHaveLength(entriesOf().length)
  })
})
