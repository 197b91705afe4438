import { readFileSync } from 'node:fs'
import { runProgram, UsageError, type Arguments, type FlagTable, type Program } from '../cli/flags.ts'
import { operatorUrl } from '../cli/startFlags.ts'
import type { ConsoleWarning } from '../console/core.ts'
import { serveWeb, type WebHost } from './host.ts'

const flags = {
  connect: { kind: 'text', value: 'URL', help: 'operator plane (default ws://127.0.0.1:7420/v1/console)' },
  'token-file': {
    kind: 'text',
    value: 'FILE',
    env: 'SLUICE_TOKEN_FILE',
    help: 'the file that holds the operator token; read again at each attempt (or SLUICE_TOKEN itself)',
  },
  host: { kind: 'text', value: 'ADDRESS', help: 'listen here (default 127.0.0.1: this machine alone)' },
  port: { kind: 'number', value: 'PORT', min: 0, max: 65_535, whole: true, help: 'default 7400; 0 means any free one' },
  data: { kind: 'text', value: 'DIR', help: 'keep the journal here (default data/console)' },
  'read-only': { kind: 'switch', help: 'a console without levers, for walls' },
} as const satisfies FlagTable

const program: Program<typeof flags> = {
  call: 'node src/web/main.ts',
  about: 'Serves the operations console to a browser. Prints {"ready":{"url":…}} on one line when it does.',
  flags,
}

/** The operator's token, as the flags say. The environment is read once, and is not passed on to any child. */
function tokenSource(file: string | undefined): () => string {
  if (file !== undefined) return () => readFileSync(file, 'utf8').trim()
  const token = process.env['SLUICE_TOKEN']
  if (!token)
    throw new UsageError('the operator token is missing: --token-file FILE, or SLUICE_TOKEN in the environment')
  return () => token
}

function warn(warning: ConsoleWarning): void {
  const where = 'file' in warning ? ` ${warning.file}` : ''
  process.stderr.write(`${warning.warning}${where}: ${warning.detail}\n`)
}

const plain: Readonly<Record<string, (port: number) => string>> = {
  EADDRINUSE: port => `port ${port} is busy; end what listens there or choose another with --port PORT (0: any)`,
  EADDRNOTAVAIL: () => 'this machine has no such address; see --host',
  EACCES: port => `port ${port} may not be listened on by this user; choose another with --port PORT`,
  ENOENT: () => 'the page is not built; npm start builds it',
}

async function run({ flags }: Arguments<(typeof program)['flags']>): Promise<number> {
  const port = flags.port ?? 7400
  const token = tokenSource(flags['token-file'])
  // From here on a signal is an ordinary end, also while the host is still starting.
  const asked = new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
    // The launcher holds a channel to this process: when it is gone, so is the reason to run.
    process.once('disconnect', () => resolve())
  })
  let host: WebHost
  try {
    host = await serveWeb({
      connect: operatorUrl(flags.connect ?? 'ws://127.0.0.1:7420/v1/console'),
      token,
      ...(flags.host !== undefined && { host: flags.host }),
      port,
      dataDir: flags.data ?? 'data/console',
      readOnly: flags['read-only'],
      onWarning: warn,
    })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const say = plain[code]
    throw say ? new UsageError(say(port)) : error
  }
  process.stdout.write(`${JSON.stringify({ ready: { url: host.url } })}\n`)
  await asked
  await host.close()
  if (process.connected) process.disconnect()
  return 0
}

await runProgram(program, run)
