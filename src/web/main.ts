import { parseArgs } from 'node:util'
import { launchFlags, launchHelp, LaunchError, readLaunch, type LaunchOptions } from '../console/launch.ts'
import { warningLine } from '../console/warnings.ts'
import { serveWeb, type WebHost } from './host.ts'

const help = `usage: node src/web/main.ts [flags]

Serves the operations console to a browser. Prints {"ready":{"url":…}} on one line when it does.

${launchHelp}
  --host ADDRESS     listen here (default 127.0.0.1: this machine alone)
  --port PORT        default 7400; 0 means any free one
  --pages DIR        the built page (default out/renderer)
  --help             show this
`

interface Flags {
  readonly launch: LaunchOptions
  readonly host: string
  readonly port: number
  readonly pages: string | undefined
}

function readFlags(argv: readonly string[]): Flags | 'help' {
  const options = {
    ...launchFlags,
    host: { type: 'string' },
    port: { type: 'string' },
    pages: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const
  const { values } = parse(() => parseArgs({ args: [...argv], options, strict: true }))
  if (values.help) return 'help'
  const port = Number(values.port ?? 7400)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new LaunchError(`--port is a whole number from 0 to 65535, not ${JSON.stringify(values.port)}`)
  return { launch: readLaunch(values, process.env), host: values.host ?? '127.0.0.1', port, pages: values.pages }
}

function parse<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new LaunchError((error instanceof Error ? error.message : String(error)).split(/\n|\. /)[0])
  }
}

/** Mistakes of whoever started it that only show when it listens, by the error's code. */
const plain: Readonly<Record<string, (flags: Flags) => string>> = {
  EADDRINUSE: ({ port }) => `port ${port} is busy; end what listens there or choose another with --port PORT (0: any)`,
  EACCES: ({ port }) => `port ${port} may not be listened on by this user; choose another with --port PORT`,
  EADDRNOTAVAIL: ({ host }) => `this machine has no address ${host}; see --host`,
  ENOENT: () => 'the page is not built; npm start builds it',
}

async function listen(flags: Flags): Promise<WebHost> {
  const { launch, host, port, pages } = flags
  try {
    return await serveWeb({
      connect: launch.connect,
      token: launch.token,
      tokenFile: launch.tokenFile,
      host,
      port,
      dataDir: launch.data,
      ...(pages !== undefined && { pages }),
      readOnly: launch.readOnly,
      onWarning: warning => process.stderr.write(warningLine(warning)),
    })
  } catch (error) {
    const say = error instanceof Error && 'code' in error ? plain[String(error.code)] : undefined
    throw say ? new LaunchError(say(flags)) : error
  }
}

/** Resolves when the program is asked to end, also while it is still starting. */
function whenAsked(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
    // The launcher holds a channel to this process: when it is gone, so is the reason to run.
    process.once('disconnect', () => resolve())
  })
}

async function run(argv: readonly string[]): Promise<void> {
  const flags = readFlags(argv)
  if (flags === 'help') {
    process.stdout.write(help)
    return
  }
  const asked = whenAsked()
  const host = await listen(flags)
  process.stdout.write(`${JSON.stringify({ ready: { url: host.url } })}\n`)
  await asked
  await host.close()
}

try {
  await run(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = error instanceof LaunchError ? 2 : 1
}
// Whoever listens for the end of the launcher's channel is kept alive by it, also when there is nothing more to do.
if (process.connected) process.disconnect?.()
