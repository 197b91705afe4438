import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Launch } from '../../../src/backend/launch.ts'
import { describeProblem, type Problem } from '../../../src/backend/planning/problems.ts'
import { readPlan, type PlanFile } from '../../../src/backend/planning/readPlan.ts'
import { writeJson, writeTables } from '../../../src/backend/planning/writePlan.ts'
import { kstDateTime } from '../../../src/rules/kst.ts'

const templates = join(import.meta.dirname, '..', '..', '..', 'resources', 'plan')
const files = (): PlanFile[] =>
  readdirSync(templates)
    .filter(name => name.endsWith('.csv'))
    .map(name => ({ name, bytes: readFileSync(join(templates, name)) }))

const filesOf = (launch: Launch): PlanFile[] =>
  writeTables(launch).map(({ name, text }) => ({ name, bytes: Buffer.from(text) }))

/** The plan of the templates with one table changed, as text. */
function changed(table: string, change: (text: string) => string): PlanFile[] {
  return files().map(file =>
    file.name === `${table}.csv` ? { ...file, bytes: Buffer.from(change(Buffer.from(file.bytes).toString())) } : file,
  )
}

const inShort = (problems: readonly Problem[]) =>
  problems.map(({ file, row, column, code, expected }) => `${file} ${row} ${column} ${code} ${expected}`)

describe('a plan', () => {
  test('of the templates is sound, as CSV and as JSON', () => {
    const { launch, problems } = readPlan(files())
    expect(problems).toEqual([])
    expect(launch?.cohorts.map(({ id, opensAt }) => [id, kstDateTime(opensAt)])).toEqual([
      ['ages-53-54', '2021-07-19 20:00:00'],
      ['ages-50-52', '2021-07-20 20:00:00'],
    ])
    const json = { name: 'plan.json', bytes: readFileSync(join(templates, 'plan.json')) }
    expect(readPlan([json])).toEqual({ launch, problems: [] })
  })

  test('is read from what Korean Excel saves, in either encoding, with its times', () => {
    const excel = changed('slots', text => text.replaceAll('09:00', '9:00').replaceAll('10:00', '10:00:00'))
    expect(readPlan(excel).launch).toEqual(readPlan(files()).launch)
    // The row of a site whose Korean name is '서울', as CP949 has it.
    const row = ['seoul-1,', Buffer.from([0xbc, 0xad, 0xbf, 0xef]), ',Seoul,Seoul\r\nbusan-1,x,Busan,Busan\r\n']
    const cp949 = Buffer.concat(['id,name_ko,name_en,region\r\n', ...row].map(part => Buffer.from(part)))
    const { launch, problems } = readPlan(
      files().map(file => (file.name === 'sites.csv' ? { ...file, bytes: cp949 } : file)),
    )
    expect(problems).toEqual([])
    expect(launch?.sites[0]?.name.ko).toBe('서울')
  })

  test('comes back as it went out, whatever stands in it', () => {
    const id = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,20}$/)
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter(text => text.length <= 80)
    const name = fc.record({ ko: text, en: text })
    const day = fc
      .date({ min: new Date('2021-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
      .map(date => date.toISOString().slice(0, 10))
    const instant = fc.integer({ min: Date.parse('2021-01-01'), max: Date.parse('2030-12-31') })
    const time = fc.tuple(fc.nat(23), fc.nat(59)).map(parts => parts.map(n => String(n).padStart(2, '0')).join(':'))
    const cohort = fc
      .record({
        id,
        name,
        born: fc.tuple(day, day),
        at: fc.tuple(instant, instant, instant),
        weight: fc.integer({ min: 1, max: 1000 }),
      })
      .map(({ id, name, born, at, weight }) => {
        const [bornFrom = '', bornTo = ''] = [...born].sort()
        const [prequeueAt = 0, opensAt = 0, closesAt = 0] = [...at].sort((a, b) => a - b)
        return { id, name, bornFrom, bornTo, prequeueAt, opensAt, closesAt: closesAt + 1, weight }
      })
    const unique = { selector: ({ id }: { id: string }) => id, maxLength: 4 }
    const plan = fc
      .record({
        id,
        name,
        mode: fc.constantFrom('LIVE' as const, 'DRILL' as const),
        rate: fc.double({ min: 0, max: 100_000, noNaN: true }).map(rate => Math.abs(rate)),
        leaseMs: fc.integer({ min: 1000, max: 10_000_000 }),
        extendMs: fc.integer({ min: 1000, max: 10_000_000 }),
        pollBudget: fc.double({ min: 0.001, max: 1e6, noNaN: true }),
        cohorts: fc.uniqueArray(cohort, { ...unique, minLength: 1 }),
        workers: fc.uniqueArray(fc.record({ id, seats: fc.nat(1_000_000) }), unique),
        sites: fc.uniqueArray(fc.record({ id, name, region: fc.string() }), { ...unique, minLength: 1 }),
        slots: fc.array(fc.tuple(id, day, time, fc.integer({ min: 1, max: 100_000 })), { minLength: 1, maxLength: 5 }),
      })
      .map(({ slots, ...rest }): Launch => {
        const site = rest.sites[0]?.id ?? ''
        const known = new Map(
          slots.map(([vaccine, date, time, doses]) => [
            `${vaccine} ${date} ${time}`,
            { site, vaccine, date, time, doses },
          ]),
        )
        return { ...rest, slots: [...known.values()] }
      })
    fc.assert(
      fc.property(plan, launch => {
        expect(readPlan(filesOf(launch))).toEqual({ launch, problems: [] })
        expect(readPlan([{ name: 'p.json', bytes: Buffer.from(writeJson(launch)) }])).toEqual({ launch, problems: [] })
      }),
      { numRuns: 60 },
    )
  })
})

describe('what is wrong', () => {
  test('is told for each bad row: where, what, and what was expected', () => {
    const bad = changed('slots', text =>
      text
        .replace('2021-07-26,09:00,24', '2021-02-29,9 am,0')
        .replace('seoul-1,moderna,2021-07-26,10:00,24', 'seoul-9,moderna,2021-07-26,10:00,24'),
    )
    const { launch, problems } = readPlan(bad)
    expect(launch).toBeUndefined()
    expect(inShort(problems)).toEqual([
      'slots.csv 2 date value date',
      'slots.csv 2 time value time',
      'slots.csv 2 doses value doses',
      // What can be read is judged beside what cannot: one look tells everything.
      'slots.csv 3 site no-site null',
    ])
    expect(problems.map(({ given }) => given)).toEqual(['2021-02-29', '9 am', '0', 'seoul-9'])
    expect(problems.map(problem => describeProblem(problem, 'ko'))[1]).toBe(
      'slots.csv 2행 time: 쓸 수 없는 값: "9 am" · 필요한 값: 시각 HH:MM',
    )
    expect(problems.map(problem => describeProblem(problem, 'en'))[2]).toBe(
      'slots.csv row 2, doses: cannot be "0" · expected: a whole number from 1 to 100000',
    )
  })

  test('of a slot is not that its site is unknown, while a row of a site cannot be read', () => {
    const bad = changed('sites', text => text.replace(/^seoul-1,/m, ','))
    expect(inShort(readPlan(bad).problems)).toEqual(['sites.csv 2 id empty id'])
  })

  test.each([
    [
      'a site that is not there',
      'slots',
      (text: string) => text.replace('seoul-1,moderna', 'seoul-9,moderna'),
      'slots.csv 2 site no-site null',
    ],
    [
      'a slot that stands twice',
      'slots',
      (text: string) => text.replace('10:00,24', '09:00,24'),
      'slots.csv 3 time twice null',
    ],
    [
      'a cohort that closes before it opens',
      'cohorts',
      (text: string) => text.replace('2021-07-20 18:00', '2021-07-19 19:59'),
      'cohorts.csv 2 null order time-order',
    ],
    [
      'a birth range without a day',
      'cohorts',
      (text: string) => text.replace('1967-01-01', '1969-01-01'),
      'cohorts.csv 2 null order born-order',
    ],
    [
      'a day that no calendar has',
      'cohorts',
      (text: string) => text.replace('1967-01-01', '1967-02-30'),
      'cohorts.csv 2 born_from value date',
    ],
    [
      '24:00',
      'cohorts',
      (text: string) => text.replace('2021-07-19 20:00', '2021-07-19 24:00'),
      'cohorts.csv 2 opens_at value instant',
    ],
    ['an empty cell', 'workers', (text: string) => text.replace('worker-2,', ','), 'workers.csv 3 id empty id'],
    [
      'a column that is missing',
      'sites',
      (text: string) => text.replace('region', 'area'),
      'sites.csv 1 area column-unknown null',
    ],
    ['an open quote', 'sites', (text: string) => `${text}"x`, /^sites.csv \d+ null not-csv null$/],
    ['another table', 'sites', () => 'colour,taste\nred,sweet\n', 'sites.csv 1 null table-unknown null'],
    [
      'two launches',
      'launch',
      (text: string) => `${text}${text.split('\n')[1]}\n`,
      'launch.csv null null one-row null',
    ],
    ['no rows', 'slots', (text: string) => text.split('\n')[0] ?? '', 'slots.csv null null no-rows null'],
  ] as const)('%s', (_, table, change, expected) => {
    const [first = ''] = inShort(readPlan(changed(table, change)).problems)
    if (typeof expected === 'string') expect(first).toBe(expected)
    else expect(first).toMatch(expected)
  })

  test('is a table that is missing, one too many, and a file in no encoding that is known', () => {
    const without = files().filter(({ name }) => name !== 'sites.csv')
    expect(inShort(readPlan(without).problems)[0]).toContain('table-missing')
    const twice = [...files(), ...files().filter(({ name }) => name === 'sites.csv')]
    expect(inShort(readPlan(twice).problems)).toEqual(['sites.csv null null table-twice null'])
    const broken = files().map(file =>
      file.name === 'sites.csv' ? { ...file, bytes: Buffer.from([0xff, 0xfe, 1]) } : file,
    )
    expect(inShort(readPlan(broken).problems)[0]).toBe('sites.csv null null encoding csv-utf8')
  })

  test('in JSON is named by the path of its field', () => {
    const read = (change: (plan: string) => string) =>
      readPlan([{ name: 'plan.json', bytes: Buffer.from(change(readFileSync(join(templates, 'plan.json'), 'utf8'))) }])
    expect(inShort(read(text => text.slice(1)).problems)).toEqual(['plan.json null null not-json null'])
    expect(inShort(read(text => text.replace('"LIVE"', '"live?"').replace('"DRILL"', '"x"')).problems)).toEqual([
      'plan.json null mode field null',
    ])
    expect(inShort(read(text => text.replace('2021-07-19 20:00', '8 pm')).problems)).toEqual([
      'plan.json null cohorts.0.opensAt field instant',
    ])
    expect(inShort(read(text => text.replace('"site": "seoul-1"', '"site": "x"')).problems)).toEqual([
      'plan.json null slots.0.site no-site null',
    ])
    expect(inShort(read(text => text.replace('"rate"', '"ratee"')).problems)).toContain(
      'plan.json null rate field null',
    )
  })
})
