import { UsageError, type Program, type FlagTable } from './flags.ts'

const port = (help: string) =>
  ({ kind: 'number', value: 'PORT', min: 0, max: 65_535, whole: true, help: `${help}; 0 means any free one` }) as const

export const startFlags = {
  shell: {
    kind: 'text',
    value: 'auto|electron|browser',
    choices: ['auto', 'electron', 'browser'],
    help: 'how the console is shown (default auto: Electron where it can run, else the browser)',
  },
  scenario: { kind: 'text', value: 'ID', help: 'the night to simulate (default 2021-07-19)' },
  speed: {
    kind: 'number',
    value: 'N',
    min: 0.1,
    max: 600,
    help: 'event seconds per real second (default 10)',
  },
  port: port('browser shell (default 7400)'),
  'citizen-port': port('citizen plane (default 7410)'),
  'operator-port': port('operator plane (default 7420)'),
  data: { kind: 'text', value: 'DIR', help: 'keep the data here (default: a fresh folder, removed at the end)' },
  connect: { kind: 'text', value: 'URL', help: 'console only, to a running backend: ws://HOST:PORT/v1/console' },
  'token-file': {
    kind: 'text',
    value: 'FILE',
    help: 'with --connect: the file that holds the operator token (or SLUICE_TOKEN in the environment)',
  },
  pages: { kind: 'text', value: 'DIR', help: 'browser shell: the built page (default out/renderer)' },
  'no-open': { kind: 'switch', help: 'do not open a browser' },
  'read-only': { kind: 'switch', help: 'a console without levers, for walls' },
  console: { kind: 'switch', help: 'insist on --connect: never start a backend' },
} as const satisfies FlagTable

export const startProgram: Program<typeof startFlags> = {
  call: 'npm start --',
  about: 'Runs a simulated launch night with its backend and the operations console.',
  flags: startFlags,
}

/** `ws://` or `wss://`, a host, and the path of the operator plane. Throws `UsageError` naming what is wrong. */
export function operatorUrl(text: string): string {
  let url: URL
  try {
    url = new URL(text.replace(/^http/, 'ws'))
  } catch {
    throw new UsageError(`--connect is an address such as ws://127.0.0.1:7420/v1/console, not ${JSON.stringify(text)}`)
  }
  if (url.protocol !== 'ws:' && url.protocol !== 'wss:')
    throw new UsageError(`--connect takes ws:// or wss://, not ${url.protocol}//`)
  if (url.pathname === '/') url.pathname = '/v1/console'
  return url.href
}
