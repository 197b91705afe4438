import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { statusSchema } from '../../../src/protocol/citizen.ts'
import { accounts, openConsole, openLaunch, tokens } from '../operator/fixture.ts'
import { eventually } from '../console/eventually.ts'

const main = join(import.meta.dirname, '../../../src/backend/main.ts')
const MINUTE = 60_000
const healthSchema = z.object({ serverTime: z.number(), timeVerified: z.boolean() })

/** Makes `Date.now()` of a process read its lead from a file: an administrator who steps the machine's clock. */
const stepper = (file: string) =>
  `data:text/javascript,${encodeURIComponent(`
  import { readFileSync } from 'node:fs'
  const now = Date.now
  Date.now = () => now() + Number(readFileSync(${JSON.stringify(file)}, 'utf8'))
`)}`

/** Two cohorts that are to open in an hour. */
function launchOf() {
  const plan = openLaunch(Date.now() + 61 * MINUTE)
  return { ...plan, cohorts: ['ahead', 'behind'].flatMap(id => plan.cohorts.map(cohort => ({ ...cohort, id }))) }
}

/** The backend as a process of its own, on a machine whose clock the test steps. */
async function startNode(flags: readonly string[] = []) {
  const dir = mkdtempSync(join(tmpdir(), 'sluice-clock-'))
  const file = (name: string, text: string) => {
    writeFileSync(join(dir, name), text)
    return join(dir, name)
  }
  const lead = file('lead', '0')
  const given = [
    `--launch=${file('launch.json', JSON.stringify(launchOf()))}`,
    `--token-file=${file('tokens.json', JSON.stringify({ accounts }))}`,
    `--data=${join(dir, 'data')}`,
    '--citizen-port=0',
    '--operator-port=0',
  ]
  const child = spawn(process.execPath, ['--import', stepper(lead), main, ...given, ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(async () => {
    const ended = new Promise(resolve => child.on('close', resolve))
    child.kill('SIGKILL')
    await ended
    rmSync(dir, { recursive: true })
  })
  const [citizens = '', operators = ''] = await new Promise<string[]>((resolve, reject) => {
    let out = ''
    child.stdout.on('data', (chunk: Buffer) => {
      const ready = /citizens (\S+) {2}operators (\S+)/.exec((out += chunk.toString()))
      if (ready) resolve(ready.slice(1))
    })
    child.on('close', () => reject(new Error('it ended')))
  })
  const enter = async (token: string) => {
    const client = await openConsole(operators)
    onTestFinished(() => client.socket.terminate())
    client.send({ type: 'hello', version: 1, token, epoch: null, afterSequence: 0 })
    const { snapshot } = await client.next('welcome')
    return { client, snapshot }
  }
  const { client, snapshot } = await enter(tokens.duty)
  const { client: second } = await enter(tokens.second)
  const ask = async (path: string) =>
    (await fetch(operators.replace(/^ws:(.*)\/v1\/console$/, `http:$1${path}`))).text()
  const health = async () => healthSchema.parse(JSON.parse(await ask('/healthz')))
  return {
    snapshot,
    health,
    step: (ms: number) => writeFileSync(lead, String(ms)),
    drift: async () => Number(/^sluice_clock_drift_ms (\S+)$/m.exec(await ask('/metrics'))?.[1]),
    state: async (cohort: string) =>
      statusSchema.parse(await (await fetch(`${citizens}/v1/cohorts/${cohort}/status`)).json()).state,
    /** Moves the opening of a cohort to two seconds from now, by two people; the instant. */
    async schedule(cohort: string): Promise<number> {
      const known = snapshot.cohorts.find(({ id }) => id === cohort)
      const opensAt = (await health()).serverTime + 2_000
      const order = { kind: 'schedule-cohort', args: { cohort, opensAt, closesAt: known?.closesAt ?? 0 } } as const
      const shown = await client.ask({ type: 'preview', order })
      if (shown.type !== 'preview') throw new Error(shown.type)
      const asked = await client.command(order, shown.preview.revision, shown.preview.id)
      if (asked.type !== 'command') throw new Error(asked.type)
      await second.ask({ type: 'approve', id: asked.command.id, approve: true })
      return opensAt
    },
    async alert(rule: string) {
      for (;;) {
        const { body } = await client.next('event')
        if (body.kind === 'alert' && body.alert.rule === rule && body.alert.state === 'raised') return body.alert
      }
    },
  }
}

/** Another node, whose time is right. */
async function peer(): Promise<string> {
  const server = createServer((_request, response) => response.end(JSON.stringify({ serverTime: Date.now() })))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const steps = [
  ['ahead', 3 * MINUTE],
  ['behind', -3 * MINUTE],
] as const

test('alone, a machine that is stepped by three minutes opens nothing, alarms, and opens when it is right again', async () => {
  const node = await startNode()
  expect([node.snapshot.timeVerified, (await node.health()).timeVerified]).toEqual([false, false])
  expect(await node.drift()).toBeLessThan(500)
  for (const [cohort, ms] of steps) {
    node.step(ms)
    await eventually(async () => expect(await node.drift()).toBeGreaterThan(179_000))
    const opensAt = await node.schedule(cohort)
    do {
      expect(await node.state(cohort)).not.toBe('open')
      await pause(50)
    } while ((await node.health()).serverTime < opensAt + 1_000)
    expect(await node.state(cohort)).toBe('prequeue')
    if (ms > 0) expect(await node.alert('clock-drift')).toMatchObject({ priority: 1 })
    node.step(0)
    await eventually(async () => expect(await node.state(cohort)).toBe('open'))
  }
})

test('with a peer that confirms its time, a machine that is stepped opens when it is due', async () => {
  const node = await startNode([`--clock-peers=${await peer()}`])
  await eventually(async () => expect((await node.health()).timeVerified).toBe(true))
  for (const [cohort, ms] of steps) {
    node.step(ms)
    const opensAt = await node.schedule(cohort)
    await eventually(async () => expect(await node.state(cohort)).toBe('open'))
    expect(Date.now()).toBeGreaterThanOrEqual(opensAt - 500)
    expect(await node.drift()).toBeLessThan(500)
  }
})
