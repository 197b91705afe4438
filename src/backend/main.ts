import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { z } from 'zod'
import { RefusalError } from '../protocol/errors.ts'
import { askedToEnd } from './asked.ts'
import { systemClock } from './clock.ts'
import { readAccounts, soleCommander, StartError, type Accounts } from './control/accounts.ts'
import type { Launch } from './launch.ts'
import { ownToken, type OwnToken } from './ownToken.ts'
import { readPlanFiles } from './planning/files.ts'
import { describeProblem } from './planning/problems.ts'
import type { Issuer } from './preflight.ts'
import { runBackend } from './run.ts'
import { readAddress } from './webhook/endpoint.ts'
import { readSecrets } from './webhook/signature.ts'
import type { WebhookTarget } from './webhook/webhook.ts'
import { openReferences } from './time/references.ts'

const help = `usage: npm run backend -- --data DIR [flags]

The queue and booking backend alone: the citizen plane over HTTP, the operator plane over WebSockets.

  --data DIR             where everything is kept (or SLUICE_DATA); made on the first start
  --launch PATH          the launch plan, needed on the first start of a directory: a JSON file, or CSV files (the flag may
                         be given several times) or their folder; see resources/plan
  --citizen-port PORT    citizen plane (or SLUICE_CITIZEN_PORT; default 7410; 0 means any)
  --operator-port PORT   operator plane, /healthz, /readyz, /metrics (or SLUICE_OPERATOR_PORT; default 7420; 0 means any)
  --host HOST            address to listen on (or SLUICE_HOST; default 127.0.0.1)
  --token-file FILE      operators, JSON: {"accounts":[{"id","name","role","token"}]}; role is viewer, operator or
                         commander; a token has at least 16 characters. Without it SLUICE_TOKEN is the token of one
                         commander, and without that one is made, printed and kept in DIR/operator.token
  --issuer NAME          who signs identity assertions (iss); a live launch needs it and the next
  --issuer-key FILE      the issuer's Ed25519 public key, PEM
  --issuer-url URL       where citizens confirm who they are; the pages lead there, and the issuer posts its assertion back
                         as the form field "assertion" to /c/COHORT/join
  --audience NAME        what the assertions are for (aud; default sluice)
  --clock-offset-file FILE  holds the ms to add to this machine's clock for the true time, as its time service measures it
                         (or SLUICE_CLOCK_OFFSET_FILE); read again whenever it is written, followed by running up to 5 %
                         faster or slower, of no use when older than 10 minutes
  --clock-peers URLS     other nodes to compare the time with, http://HOST:7420, separated by commas
                         (or SLUICE_CLOCK_PEERS); more than half of those that answer must agree within 500 ms
                         Whichever is given makes the time "verified". A node that is off by more than 500 ms opens and
                         closes no cohort and alarms, until it is right again. Given neither, it compares its time with this
                         machine's clock and opens, marked "time unverified"
  --webhook URL          told of everybody whose turn is near, https (http on this machine alone; or SLUICE_WEBHOOK);
                         see resources/api/webhook.md
  --webhook-secret-file FILE  its secret, whsec_…, one a line (or SLUICE_WEBHOOK_SECRET)
  --webhook-lead MINUTES  how near a turn is (default 10)
  --trust-proxy          behind one proxy: believe the last of X-Forwarded-For, and X-Forwarded-Proto
  --per-minute N         requests a minute from one device to what changes something (default 240)
  --log LEVEL            fatal, error, warn, info, debug or silent (or SLUICE_LOG; default warn), on standard error
  --help                 show this
`

const flags = {
  data: { type: 'string' },
  launch: { type: 'string', multiple: true },
  'citizen-port': { type: 'string' },
  'operator-port': { type: 'string' },
  host: { type: 'string' },
  'token-file': { type: 'string' },
  issuer: { type: 'string' },
  'issuer-key': { type: 'string' },
  'issuer-url': { type: 'string' },
  audience: { type: 'string' },
  'clock-offset-file': { type: 'string' },
  'clock-peers': { type: 'string' },
  webhook: { type: 'string' },
  'webhook-secret-file': { type: 'string' },
  'webhook-lead': { type: 'string' },
  'trust-proxy': { type: 'boolean' },
  'per-minute': { type: 'string' },
  log: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

const environment = {
  data: 'SLUICE_DATA',
  'citizen-port': 'SLUICE_CITIZEN_PORT',
  'operator-port': 'SLUICE_OPERATOR_PORT',
  host: 'SLUICE_HOST',
  'clock-offset-file': 'SLUICE_CLOCK_OFFSET_FILE',
  'clock-peers': 'SLUICE_CLOCK_PEERS',
  webhook: 'SLUICE_WEBHOOK',
  log: 'SLUICE_LOG',
} as const

type Given = ReturnType<typeof readFlags>

function readFlags() {
  try {
    const { values } = parseArgs({ options: flags, strict: true })
    for (const [name, variable] of Object.entries(environment) as [keyof typeof environment, string][]) {
      const text = values[name] ?? process.env[variable]
      if (text) values[name] = text
    }
    return values
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    throw new StartError(`${text.split('. ')[0]}; --help shows the flags`)
  }
}

function readText(flag: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new StartError(`--${flag} ${file} cannot be read`)
  }
}

function readLaunch(paths: readonly string[]): Launch {
  const { launch, problems } = readPlanFiles(paths)
  if (launch) return launch
  const [first, ...more] = problems.map(problem => describeProblem(problem, 'en'))
  const rest = more.length > 0 ? `; and ${more.length} more, which npm run plan -- check tells` : ''
  throw new StartError(`--launch ${first}${rest}`)
}

function readPort(flag: 'citizen-port' | 'operator-port', given: Given, usual: number): number {
  const text = given[flag]
  if (text === undefined) return usual
  const port = z.coerce.number().int().min(0).max(65_535).safeParse(text)
  if (!port.success || text.trim() === '') throw new StartError(`--${flag} is a port from 0 to 65535, not "${text}"`)
  return port.data
}

function readPerMinute({ 'per-minute': text }: Given): number | undefined {
  if (text === undefined) return undefined
  const count = z.coerce.number().int().positive().safeParse(text)
  if (!count.success) throw new StartError(`--per-minute is a whole number from 1 on, not "${text}"`)
  return count.data
}

function readIssuer(given: Given): Issuer | undefined {
  const { issuer, 'issuer-key': key, audience = 'sluice' } = given
  if (issuer === undefined && key === undefined) return undefined
  if (issuer === undefined || key === undefined) throw new StartError('--issuer and --issuer-key go together')
  const url = given['issuer-url']
  if (url !== undefined && !/^https?:/.test(URL.parse(url)?.protocol ?? ''))
    throw new StartError(`--issuer-url is an address of the web, not "${url}"`)
  return { name: issuer, audience, publicKey: readText('issuer-key', key), ...(url !== undefined && { url }) }
}

function readWebhook(given: Given): WebhookTarget | undefined {
  const { webhook, 'webhook-secret-file': file, 'webhook-lead': lead = '10' } = given
  if (webhook === undefined) {
    if (file !== undefined) throw new StartError('--webhook-secret-file goes with --webhook')
    return undefined
  }
  const url = readAddress(webhook)
  if (!url) throw new StartError('--webhook is an https address without a password in it; http on this machine alone')
  const secrets = readSecrets(
    file === undefined ? (process.env['SLUICE_WEBHOOK_SECRET'] ?? '') : readText('webhook-secret-file', file),
  )
  if (!secrets)
    throw new StartError('--webhook needs a secret, whsec_ and 24 to 64 bytes in base64: --webhook-secret-file FILE')
  const minutes = Number(lead)
  if (!(minutes > 0 && minutes <= 24 * 60))
    throw new StartError(`--webhook-lead is in minutes, up to a day, not "${lead}"`)
  return { url, secrets, leadSeconds: minutes * 60 }
}

/** The accounts; and the token that stands for them where none was given, the same as long as the directory lasts. */
function readOperators(given: Given, data: string): { accounts: Accounts; own: OwnToken | undefined } {
  const file = given['token-file']
  if (file !== undefined) return { accounts: readAccounts(file), own: undefined }
  const token = process.env['SLUICE_TOKEN']
  if (token) return { accounts: soleCommander(token, 'SLUICE_TOKEN'), own: undefined }
  const own = ownToken(data)
  return { accounts: soleCommander(own.token, own.file), own }
}

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent']

function createLog(level = 'warn') {
  if (!levels.includes(level)) throw new StartError(`--log is one of ${levels.join(', ')}, not "${level}"`)
  return pino({ level }, pino.destination(2))
}

async function main(): Promise<void> {
  const given = readFlags()
  if (given.help) {
    process.stdout.write(help)
    return
  }
  if (given.data === undefined) throw new StartError('--data DIR is missing; --help shows the flags')
  // Who asks while it still starts is heard as soon as there is something to end in order.
  const asked = askedToEnd()
  const log = createLog(given.log)
  const { accounts, own } = readOperators(given, given.data)
  const issuer = readIssuer(given)
  const perMinute = readPerMinute(given)
  const webhook = readWebhook(given)
  const references = await openReferences({
    offsetFile: given['clock-offset-file'],
    peers: given['clock-peers'],
    onError: message => log.error(message),
  })
  // What nobody caught is told, and the process goes on: its stores keep what was confirmed whatever happens here.
  process.on('uncaughtException', error => log.error({ err: error }, 'uncaught'))
  process.on('unhandledRejection', error => log.error({ err: error }, 'unhandled'))
  const running = await runBackend({
    dir: given.data,
    clock: systemClock({ references }),
    log,
    accounts,
    host: given.host ?? '127.0.0.1',
    citizenPort: readPort('citizen-port', given, 7410),
    operatorPort: readPort('operator-port', given, 7420),
    trustProxy: given['trust-proxy'] ?? false,
    ...(given.launch !== undefined && { launch: readLaunch(given.launch) }),
    ...(issuer && { issuer }),
    ...(perMinute !== undefined && { perMinute }),
    ...(webhook && { webhook }),
  })
  // Only now: whoever did not get the directory for itself has written nothing to it.
  own?.keep()
  const token = own ? `  token ${own.token}` : ''
  process.stdout.write(`ready  citizens ${running.citizenUrl}  operators ${running.operatorUrl}${token}\n`)
  const end = () => {
    // Whatever hangs: two seconds after being asked to end the process has ended.
    setTimeout(() => process.exit(1), 1_800).unref()
    for (const reference of references) reference.close()
    running.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  void asked.then(end)
}

/** One line for what the person who starts it can put right. */
function explain(error: unknown): string | undefined {
  if (error instanceof StartError) return error.message
  if (error instanceof RefusalError) return error.detail ?? error.code
  const { code, address, port } = error as NodeJS.ErrnoException & { address?: string; port?: number }
  if (code === 'EADDRINUSE') return `port ${port} of ${address} is in use; 0 means any`
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return (error as Error).message
  return undefined
}

try {
  await main()
} catch (error) {
  const line = explain(error)
  process.stderr.write(`${line ?? (error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`)
  process.exitCode = line === undefined ? 1 : 2
}
