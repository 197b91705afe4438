import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createBackend } from '../../../src/backend/backend.ts'
import { manualClock } from '../../../src/backend/clock.ts'
import { readDirectory } from '../../../src/backend/planning/directory.ts'
import { readPlanFiles } from '../../../src/backend/planning/files.ts'
import { writeJson, writeTables } from '../../../src/backend/planning/writePlan.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const templates = join(root, 'resources', 'plan')
const cli = join(root, 'src', 'cli', 'plan.ts')
let dir: string

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'sluice-plan-'))
})
afterAll(() => rm(dir, { recursive: true }))

/** The program in a process of its own, in the language of a Korean machine. */
async function plan(...args: string[]) {
  const env = { ...process.env, LANG: 'ko_KR.UTF-8', LC_ALL: '' }
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [cli, ...args], { env })
    return { code: 0, stdout, stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, stdout, stderr }
  }
}

test('a plan is taken into a new directory and comes out as it went in, and as it has become', async () => {
  const data = join(dir, 'data')
  expect(await plan('import', '--data', data, templates)).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringMatching(/^이상 없음: 대상군 2 · 접종 장소 2 · 예약분 12개 시간대, 288회분/) as unknown,
  })
  // The templates are of a summer that is over; one person can let in again at their rate.
  const notes = (await plan('check', templates)).stdout.split('\n').filter(line => line.startsWith('알아 둘 것'))
  expect(notes).toEqual(
    ['ages-53-54은(는) 2021-07-2', 'ages-50-52은(는) 2021-07-2', '예약분 12개 시간대, 288회분은 이미 지나'].map(
      text => expect.stringContaining(text) as unknown,
    ),
  )
  const launch = readDirectory(data)
  for (const { name, text } of writeTables(launch)) expect(text).toBe(readFileSync(join(templates, name), 'utf8'))
  expect(writeJson(launch)).toBe(readFileSync(join(templates, 'plan.json'), 'utf8'))

  const clock = manualClock(Date.parse('2021-07-19T00:00:00Z'))
  const backend = await createBackend({ dir: data, clock, manual: true })
  expect(backend.cohorts().map(({ id, state }) => [id, state])).toEqual([
    ['ages-53-54', 'scheduled'],
    ['ages-50-52', 'scheduled'],
  ])
  // What is added since stands in the next export, of a directory in use too.
  const addition = { site: 'seoul-1', vaccine: 'moderna', date: '2021-07-26', time: '09:00', doses: 6 }
  await Promise.all([backend.bookings.addSlots([addition]), backend.flush()])
  expect(readDirectory(data).slots[0]).toEqual({ ...addition, doses: 30 })
  await backend.close()
}, 240_000)

test('a bad row is told in Korean, and nothing is made', async () => {
  const folder = join(dir, 'bad')
  cpSync(templates, folder, { recursive: true })
  const file = join(folder, 'slots.csv')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/,24\r?\n$/, ',none\r\n'))
  const { code, stdout, stderr } = await plan('import', '--data', join(dir, 'none'), folder)
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toContain('slots.csv 13행 doses: 쓸 수 없는 값: "none" · 필요한 값: 1에서 100000까지의 정수\n')
  expect(stderr).toContain('아무것도 바꾸지 않았습니다')
  expect(readdirSync(dir)).not.toContain('none')
}, 240_000)

test('files are read from where they lie: files, a folder of tables, a folder with a JSON plan', () => {
  const { launch } = readPlanFiles([templates])
  expect(launch?.id).toBe('moderna-2021-07')
  expect(readPlanFiles([join(templates, 'plan.json')])).toEqual({ launch, problems: [] })
  const alone = join(dir, 'json')
  cpSync(join(templates, 'plan.json'), join(alone, 'plan.json'))
  expect(readPlanFiles([alone])).toEqual({ launch, problems: [] })
  expect(readPlanFiles([join(dir, 'nowhere.csv')]).problems.map(({ code }) => code)).toEqual(['unreadable'])
})
