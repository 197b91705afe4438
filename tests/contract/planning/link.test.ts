import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readDirectory } from '../../../src/backend/planning/directory.ts'
import { readPlan } from '../../../src/backend/planning/readPlan.ts'
import { writeJson, writeTables } from '../../../src/backend/planning/writePlan.ts'
import type { Launch } from '../../../src/backend/launch.ts'
import { openLink } from '../../../src/cli/operatorLink.ts'
import { give, intend, launchOf, partsOf, readStanding } from '../../../src/cli/planLink.ts'
import { openOperators, tokens } from '../operator/fixture.ts'

const cli = join(import.meta.dirname, '..', '..', '..', 'src', 'cli', 'plan.ts')
const DAY = 86_400_000
let dir: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sluice-plan-link-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

/** The program in a process of its own, on a real socket. */
async function plan(url: string, token: string, ...args: string[]) {
  const env = { ...process.env, LANG: 'en', LC_ALL: '', SLUICE_TOKEN: token }
  const { code, stdout, stderr } = await promisify(execFile)(process.execPath, [cli, ...args, '--connect', url], {
    env,
  }).then(
    said => ({ code: 0, ...said }),
    (error: unknown) => error as { code: number; stdout: string; stderr: string },
  )
  return { code, stdout, stderr }
}

/** The plan with another cohort, another site, and more slots than one command may carry. */
function grown(launch: Launch, now: number): Launch {
  const [first] = launch.cohorts
  const [slot] = launch.slots
  if (!first || !slot) throw new Error('an empty plan')
  const later = {
    ...first,
    id: 'c60',
    name: { ko: '60대', en: 'Sixties' },
    prequeueAt: now + DAY,
    opensAt: now + 2 * DAY,
  }
  const times = Array.from({ length: 15 }, (_, n) => `${String(n + 8).padStart(2, '0')}:00`)
  const days = Array.from({ length: 28 }, (_, n) => `2021-08-${String(n + 1).padStart(2, '0')}`)
  return {
    ...launch,
    cohorts: [...launch.cohorts, { ...later, closesAt: now + 3 * DAY }],
    sites: [...launch.sites, { id: 'site-2', name: { ko: '체육관', en: 'Gymnasium' }, region: 'seoul' }],
    slots: [
      { ...slot, doses: slot.doses + 5 },
      ...days.flatMap(date => times.map(time => ({ ...slot, site: 'site-2', date, time, doses: 3 }))),
    ],
  }
}

test('a plan is exported from a backend that runs, checked, imported part by part, and stays', async () => {
  const file = join(dir, 'plan.json')
  const data = join(dir, 'data')
  let imported: Launch
  {
    await using plane = await openOperators({ dir: data })
    const { backend, operatorUrl: url } = plane
    expect(await plan(url, tokens.viewer, 'export', '--format', 'json', '--out', file)).toMatchObject({ code: 0 })
    expect(readFileSync(file, 'utf8')).toBe(writeJson(readDirectory(data)))

    imported = grown(readDirectory(data), Math.floor(Date.now() / 60_000) * 60_000)
    writeFileSync(file, writeJson(imported))
    expect(readFileSync(file).length).toBeGreaterThan(32_000)
    const checked = await plan(url, tokens.viewer, 'check', file)
    expect(checked).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1 cohorts · 1 sites · 421 slots') as unknown,
    })
    expect(backend.bookings.sites()).toHaveLength(1)

    // An operator may look, and not import.
    const refused = await plan(url, tokens.duty, 'import', file)
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('role-insufficient')])
    expect(backend.bookings.sites()).toHaveLength(1)

    const done = await plan(url, tokens.chief, 'import', file, '--reason', 'the second week')
    expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining('5/5 done · command #5') as unknown })
    expect(backend.bookings.sites().map(({ id }) => id)).toEqual(['site-1', 'site-2'])
    expect(backend.bookings.stock()).toMatchObject({ slots: 421, doses: 1005 + 420 * 3 })
    expect(backend.citizens.status('c60').state).toBe('scheduled')
    const orders = [...backend.ledger.rows(0)].filter(row => JSON.stringify(row).includes('import-plan'))
    expect(orders).toHaveLength(5)
    expect(orders.every(row => JSON.stringify(row).includes('the second week'))).toBe(true)

    // Given again, it finds everything as it is to be.
    expect(await plan(url, tokens.chief, 'import', file)).toMatchObject({
      code: 0,
      stdout: 'nothing is to be changed\n',
    })
  }
  await using again = await openOperators({ dir: data })
  expect(again.backend.cohorts().map(({ id }) => id)).toEqual(['c53', 'c60'])
  const link = await openLink(again.operatorUrl, tokens.viewer)
  const standing = launchOf(await readStanding(link))
  link.close()
  expect(readPlan([{ name: 'plan.json', bytes: Buffer.from(writeJson(standing)) }]).launch).toEqual(imported)
  expect(readDirectory(data)).toEqual(standing)
}, 120_000)

test('each bad row is told with its file and row, and nothing is changed', async () => {
  await using plane = await openOperators({ dir: join(dir, 'data') })
  const launch = readDirectory(plane.dir)
  const wrong: Launch = {
    ...launch,
    id: 'another',
    cohorts: [
      ...launch.cohorts.map(cohort => ({ ...cohort, closesAt: cohort.closesAt + DAY })),
      ...launch.cohorts.map(cohort => ({ ...cohort, id: 'c60' })),
    ],
    sites: launch.sites.map(site => ({ ...site, region: 'busan' })),
    slots: launch.slots.map(slot => ({ ...slot, doses: 7 })),
  }
  for (const { name, text } of writeTables(wrong)) writeFileSync(join(dir, name), text)
  const files = ['launch', 'cohorts', 'workers', 'sites', 'slots'].map(name => join(dir, `${name}.csv`))
  const { code, stderr } = await plan(plane.operatorUrl, tokens.chief, 'import', ...files)
  expect(code).toBe(1)
  for (const line of [
    'launch.csv row 2, id: is not the launch of this backend: another DRILL',
    'cohorts.csv row 2: people stand in line or it is open, so it cannot be changed: c53',
    'cohorts.csv row 3: would open in the past: c60',
    'sites.csv row 2: is a site that is there already',
    'slots.csv row 2, doses: cannot be fewer than the 1000 that are on sale already',
    '5 problems. Nothing was changed.',
  ])
    expect(stderr).toContain(line)
  expect(readDirectory(plane.dir)).toEqual(launch)
}, 60_000)

test('a part counts once however often it is sent, and not at all once something else has changed the plan', async () => {
  await using plane = await openOperators({ dir: join(dir, 'data') })
  const { backend, operatorUrl } = plane
  const link = await openLink(operatorUrl, tokens.chief)
  const standing = await readStanding(link)
  const file = join(dir, 'plan.json')
  writeFileSync(file, writeJson(grown(launchOf(standing), Math.floor(Date.now() / 60_000) * 60_000)))
  const { changes } = intend([file], standing, Date.now())
  const [sites, slots] = partsOf(changes)
  if (!sites || !slots) throw new Error('no parts')
  const first = await give(link, sites, 0, '')
  expect(await give(link, sites, 0, '')).toMatchObject({ id: first.id, number: first.number })
  await expect(give(link, slots, 0, '')).rejects.toThrow('revision-stale')
  await give(link, slots, 1, '')
  await give(link, slots, 1, '')
  expect(backend.bookings.stock()).toMatchObject({ slots: 200, doses: 1005 + 199 * 3 })
  // What the backend itself would not have is refused there too, whatever a program believes.
  const nowhere = { cohorts: [], sites: [], slots: slots.slots.map(slot => ({ ...slot, site: 'nowhere' })) }
  await expect(give(link, nowhere, 2, '')).rejects.toThrow('is no site of the plan: nowhere')
  link.close()
}, 60_000)
