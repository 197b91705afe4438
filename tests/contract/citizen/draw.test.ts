import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { ticketAnswerSchema } from '../../../src/protocol/citizen.ts'
import { drawEntrySchema, drawSchema } from '../../../src/protocol/draw.ts'
import { tempDir } from '../gate/stage.ts'
import { device } from './device.ts'
import { openPlane, type Plane } from './plane.ts'

const cohort = '53-54'
const draw = async (plane: Plane) =>
  drawSchema.parse((await device(plane).ask('GET', `/v1/cohorts/${cohort}/draw`)).body)
const entryOf = async (plane: Plane, index: number) =>
  drawEntrySchema.parse((await device(plane).ask('GET', `/v1/cohorts/${cohort}/draw/${index}`)).body)

/** So many people in the pre-queue. */
async function fill(plane: Plane, people: number) {
  const tickets = await Promise.all(
    Array.from({ length: people }, async (_, serial) => {
      const { body } = await device(plane).ask('POST', `/v1/cohorts/${cohort}/join`, {
        assertion: plane.assertion(serial + 1),
      })
      return ticketAnswerSchema.parse(body)
    }),
  )
  return { tickets, committed: await draw(plane), early: await entryOf(plane, 1) }
}

/** The script that stands in the document for citizens, run as it stands there. */
async function check(
  plane: Pick<Plane, 'url'>,
  index: number | string,
  of = cohort,
): Promise<{ code: number | null; out: string }> {
  const document = readFileSync(join(import.meta.dirname, '../../../resources/api/draw.md'), 'utf8')
  const script = /```js\n([\s\S]+?)```/.exec(document)?.[1] ?? ''
  expect(script.match(/^import .*$/gm)).toEqual(["import { createHash } from 'node:crypto'"])
  const file = join(tempDir(), 'check-draw.mjs')
  writeFileSync(file, script)
  const child = spawn(process.execPath, [file, plane.url, of, String(index)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<number | null>(resolve => child.on('close', resolve))
  const out = await text(child.stdout)
  return { code: await ended, out }
}

describe('a draw', () => {
  test('is committed to before it is known, and revealed whole', async () => {
    await using plane = await openPlane({ prequeue: true })
    const { tickets, committed, early } = await fill(plane, 7)
    expect(committed).toMatchObject({ state: 'committed', n: null, root: null, seed: null })
    expect([committed.agency.secret, committed.witness.secret]).toEqual([null, null])
    expect(early).toMatchObject({ entered: null, number: null, leaf: null, proof: null })
    await plane.open()
    const after = await draw(plane)
    expect(after).toMatchObject({ state: 'revealed', n: 7, witness: { standIn: true } })
    expect(after.agency.commitment).toBe(committed.agency.commitment)
    expect(after.witness.commitment).toBe(committed.witness.commitment)
    expect(after.witness.notice?.ko).toContain('제3자')
    expect(Buffer.from(after.witness.secret ?? '', 'hex').toString()).toMatch(/^stand-in: no independent party/)
    const numbers = new Set<number | null>()
    for (const { index, ticket } of tickets) {
      const { number, leaf, entered } = await entryOf(plane, index)
      numbers.add(number)
      // What a citizen holds names the entry: the person in the ticket is the leaf.
      const claims: unknown = JSON.parse(Buffer.from(ticket.split('.')[1] ?? '', 'base64url').toString())
      expect(claims).toMatchObject({ i: index, p: Buffer.from(leaf ?? '', 'hex').toString('base64url') })
      expect(entered).toBe(true)
    }
    expect(numbers).toEqual(new Set([1, 2, 3, 4, 5, 6, 7]))
  })

  test('is recomputed by the documented script, for whoever was in it and for who came later', async () => {
    await using plane = await openPlane({ prequeue: true })
    await fill(plane, 5)
    await plane.open()
    await device(plane).ask('POST', `/v1/cohorts/${cohort}/join`, { assertion: plane.assertion(90) })
    for (const index of [1, 5]) {
      const { code, out } = await check(plane, index)
      expect(out).not.toContain('BROKEN')
      expect([code, out.trim().split('\n').length]).toEqual([0, 5])
    }
    expect(await entryOf(plane, 6)).toMatchObject({ entered: false, number: 6, leaf: null, proof: null })
    expect((await check(plane, 6)).code).toBe(0)
  })

  test('that cannot be checked is told in one line by the documented script, which ends with 1', async () => {
    await using plane = await openPlane({ prequeue: true })
    await fill(plane, 2)
    const address = `${plane.url}/v1/cohorts`
    const said = (why: string) => ({ code: 1, out: `${why}\n` })
    const early = 'the draw is committed: there is nothing to check before it is revealed, right after the opening'
    expect(await check(plane, 1)).toEqual(said(early))
    expect(await check(plane, 1, 'none')).toEqual(said(`${address}/none/draw answers 404 cohort-unknown`))
    await plane.open()
    expect(await check(plane, 3)).toEqual(said(`${address}/${cohort}/draw/3 answers 404 not-found`))
    expect(await check(plane, 'x')).toEqual(said(`${address}/${cohort}/draw/x answers 400 bad-request`))
    const nobody = 'http://127.0.0.1:1'
    expect(await check({ url: nobody }, 1)).toEqual(said(`${nobody}/v1/cohorts/${cohort}/draw cannot be read`))
  })

  test('names its witness in the status document as in the draw', async () => {
    await using plane = await openPlane({ prequeue: true })
    const { body } = await device(plane).ask('GET', `/v1/cohorts/${cohort}/status`)
    const { agency, witness } = await draw(plane)
    expect(body).toMatchObject({
      draw: { commitment: agency.commitment, witnessCommitment: `stand-in:${witness.commitment}` },
    })
  })

  test('costs a cache nothing that it has, and names who asks wrongly', async () => {
    await using plane = await openPlane({ prequeue: true })
    await fill(plane, 1)
    await plane.open()
    const path = `${plane.url}/v1/cohorts/${cohort}/draw`
    const first = await fetch(path)
    expect(first.headers.get('cache-control')).toBe('public, max-age=60')
    const again = await fetch(path, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } })
    expect([again.status, await again.text()]).toEqual([304, ''])
    const codes = await Promise.all(
      ['/0', '/01', '/x', '/-1', '/1.0', '/12345678901', '/2'].map(async index => (await fetch(path + index)).status),
    )
    expect(codes).toEqual([400, 400, 400, 400, 400, 400, 404])
    expect((await fetch(`${plane.url}/v1/cohorts/none/draw`)).status).toBe(404)
    expect((await fetch(`${path}/1`, { method: 'POST' })).headers.get('allow')).toBe('GET, HEAD')
  })
})
