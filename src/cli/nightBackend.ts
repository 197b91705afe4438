import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { systemClock } from '../backend/clock.ts'
import { TOKEN_FILE } from '../backend/ownToken.ts'
import { createAccounts, type AccountWithToken } from '../backend/control/accounts.ts'
import { launchSchema } from '../backend/launch.ts'
import { runBackend } from '../backend/run.ts'
import { launchOf } from '../simulator/launch.ts'
import { startLiveNight } from '../simulator/live.ts'
import { startPartner } from '../simulator/partner.ts'
import { loadScenario } from '../simulator/scenario.ts'
import { startTrickle } from '../simulator/trickle.ts'
import { runProgram, type Arguments, type FlagTable, type Program } from './flags.ts'

/** The process that `npm start` runs its night in: an embedded backend, its planes, and the crowd that comes to it. */
const port = { kind: 'number', value: 'PORT', min: 0, max: 65_535, whole: true, help: '0 means any free one' } as const

const flags = {
  speed: { kind: 'number', value: 'N', min: 0.1, max: 600, help: 'event seconds per real second' },
  data: { kind: 'text', value: 'DIR', help: 'the data directory' },
  'citizen-port': port,
  'operator-port': port,
} as const satisfies FlagTable

const program: Program<typeof flags> = {
  call: 'node src/cli/nightBackend.ts',
  about: 'An embedded backend with a simulated night.',
  words: ['ID'],
  flags,
}

const HOST = '127.0.0.1'
/** People a minute who come over HTTP, beside the crowd in process. */
const TRICKLE_PER_MINUTE = 60
/** Serials of the trickle's people, out of the crowd's way. */
const TRICKLE_FIRST_SERIAL = 500_000_000

const people = [
  { id: 'duty-1', name: 'Duty 1', role: 'commander' },
  { id: 'duty-2', name: 'Duty 2', role: 'operator' },
  { id: 'wall', name: 'Wall display', role: 'viewer' },
] as const

/** Accounts for this night alone, written where only this user can read them. */
function makeAccounts(data: string): readonly AccountWithToken[] {
  const accounts = people.map(person => ({ ...person, token: randomBytes(24).toString('base64url') }))
  writeFileSync(join(data, 'operators.json'), `${JSON.stringify({ accounts }, null, 2)}\n`, { mode: 0o600 })
  return accounts
}

/** Resolves when it is asked to end, or when the launcher is gone. */
function whenAsked(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
    process.once('disconnect', () => resolve())
  })
}

async function run({ flags: given, words: [id = ''] }: Arguments<typeof flags>): Promise<number> {
  const asked = whenAsked()
  const scenario = loadScenario(id)
  const speed = given.speed ?? 1
  const log = pino({ level: 'warn' }, pino.destination({ dest: 2, sync: true }))
  const dir = given.data ?? '.'
  mkdirSync(dir, { recursive: true })
  const accounts = makeAccounts(dir)
  const running = await runBackend({
    dir,
    launch: launchSchema.parse(launchOf(scenario)),
    clock: systemClock({ eventStart: scenario.start, speed }),
    log,
    accounts: createAccounts(accounts),
    host: HOST,
    citizenPort: given['citizen-port'] ?? 0,
    operatorPort: given['operator-port'] ?? 0,
  })
  const { backend, citizenUrl, operatorUrl } = running
  const night = startLiveNight({ backend, scenario, onError: error => log.error({ err: error }, 'the crowd stopped') })
  const stopPartner = startPartner(backend)
  const leaving = new AbortController()
  const cohort = backend.cohorts()[0]?.id ?? ''
  const trickle = startTrickle({
    url: citizenUrl,
    cohort,
    perMinute: TRICKLE_PER_MINUTE,
    speed,
    behaviour: scenario.behaviour,
    attackers: scenario.attackers,
    signal: leaving.signal,
    firstSerial: TRICKLE_FIRST_SERIAL,
  })
  const tokenFile = join(dir, TOKEN_FILE)
  writeFileSync(tokenFile, `${accounts[0]?.token ?? ''}\n`, { mode: 0o600 })
  process.stdout.write(`${JSON.stringify({ ready: { citizen: citizenUrl, operator: operatorUrl, tokenFile } })}\n`)
  await asked
  leaving.abort()
  stopPartner()
  night.stop()
  await trickle.ended
  await running.close()
  return 0
}

await runProgram(program, run)
// Whoever listens for the end of the launcher's channel is kept alive by it, also when there is nothing more to do.
if (process.connected) process.disconnect?.()
