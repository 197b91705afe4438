import autocannon from 'autocannon'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bareKeys, sluiceBodies } from './assertions.ts'
import { benchCohort } from './launch.ts'
import { startServed, type ServedProcess } from './servedProcess.ts'

const ROUNDS = 5
const JOINS_A_ROUND = 8_000
const STATUS_A_ROUND = 30_000
const CONNECTIONS = 64

interface Round {
  /** CPU time the server used for one request, µs. */
  readonly cpu: number
  readonly perSecond: number
}

export interface HttpResult {
  readonly joinsRatio: number
  readonly statusRatio: number
  readonly joinsPerSecond: number
  readonly statusPerSecond: number
  readonly cpuPerJoinUs: number
  readonly cpuPerStatusUs: number
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN

/** One round of requests on one server; every answer must be a 200. */
async function round(server: ServedProcess, amount: number, request: autocannon.Request): Promise<Round> {
  const before = await server.usage()
  const result = await autocannon({ url: server.served.url, connections: CONNECTIONS, amount, requests: [request] })
  const { cpu } = await server.usage()
  if (result['2xx'] !== amount || result.errors > 0)
    throw new Error(`${amount - result['2xx']} of ${amount} requests were refused by ${server.served.url}`)
  return { cpu: (cpu - before.cpu) / amount, perSecond: amount / result.duration }
}

/** People join, each with a device of their own. */
function joining(path: string, bodies: readonly string[]): autocannon.Request {
  let next = 0
  return {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json' },
    setupRequest: request => ({
      ...request,
      body: bodies[next++ % bodies.length] ?? '',
      headers: { ...request.headers, cookie: `sluice_client=${randomBytes(16).toString('base64url')}` },
    }),
  }
}

/**
 * Joins and status reads over real HTTP: the product beside bare servers, round by round in turn, so that a machine whose
 * speed drifts drifts for both. A ratio is of server CPU time a request; the rates are absolute, load on the same machine.
 */
export async function benchHttp(): Promise<HttpResult> {
  const dir = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
  const keys = bareKeys()
  const sluice = await startServed('sluice', [dir, '0'])
  const bareJoin = await startServed('bareJoin', [keys.publicKey])
  const statusPath = `/v1/cohorts/${benchCohort}/status`
  const size = (await (await fetch(sluice.served.url + statusPath)).arrayBuffer()).byteLength
  const bareStatus = await startServed('bareStatus', [String(size)])
  const rounds = { join: [] as Round[], bareJoin: [] as Round[], status: [] as Round[], bareStatus: [] as Round[] }
  try {
    // The first round of each only warms up.
    for (let at = 0; at <= ROUNDS; at++) {
      const ours = joining(`/v1/cohorts/${benchCohort}/join`, sluiceBodies(dir, JOINS_A_ROUND))
      const bare = joining('/', keys.bodies(JOINS_A_ROUND))
      const results = {
        join: await round(sluice, JOINS_A_ROUND, ours),
        bareJoin: await round(bareJoin, JOINS_A_ROUND, bare),
        status: await round(sluice, STATUS_A_ROUND, { method: 'GET', path: statusPath }),
        bareStatus: await round(bareStatus, STATUS_A_ROUND, { method: 'GET', path: '/' }),
      }
      if (at === 0) continue
      for (const key of Object.keys(rounds) as (keyof typeof rounds)[]) rounds[key].push(results[key])
    }
  } finally {
    await Promise.all([sluice.stop(), bareJoin.stop(), bareStatus.stop()])
    rmSync(dir, { recursive: true, force: true })
  }
  const ratio = (bare: readonly Round[], ours: readonly Round[]) =>
    median(bare.map((one, at) => one.cpu / (ours[at]?.cpu ?? NaN)))
  return {
    joinsRatio: ratio(rounds.bareJoin, rounds.join),
    statusRatio: ratio(rounds.bareStatus, rounds.status),
    joinsPerSecond: median(rounds.join.map(one => one.perSecond)),
    statusPerSecond: median(rounds.status.map(one => one.perSecond)),
    cpuPerJoinUs: median(rounds.join.map(one => one.cpu)),
    cpuPerStatusUs: median(rounds.status.map(one => one.cpu)),
  }
}
