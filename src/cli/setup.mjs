// Makes a fresh clone ready, then does nothing as long as nothing changed. Runs before every script, on whatever Node
// the machine has (≥ 18), so it is plain JavaScript without dependencies; everything after it runs on the Node that
// the lock file brings.
//
//   node src/cli/setup.mjs [--build | --build=citizen]
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const at = (...parts) => join(root, ...parts)

function fail(message) {
  process.stderr.write(`sluice: ${message}\n`)
  process.exit(2)
}

if (Number(process.versions.node.split('.')[0]) < 18)
  fail(`Node ${process.versions.node} is too old to set Sluice up; install Node 18 or newer (https://nodejs.org)`)

/** One hash over the contents of files and, recursively, folders. */
function hashOf(...paths) {
  const hash = createHash('sha256')
  const visit = path => {
    if (!existsSync(path)) return
    const entries = readdirSafe(path)
    if (!entries) hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0')
    else for (const entry of entries.sort()) visit(join(path, entry))
  }
  for (const path of paths) visit(path)
  return hash.digest('hex')
}

function readdirSafe(path) {
  try {
    return readdirSync(path)
  } catch {
    return undefined
  }
}

const readStamp = path => (existsSync(path) ? readFileSync(path, 'utf8') : '')

function step(title, command, args) {
  process.stderr.write(`${title} …\n`)
  const started = Date.now()
  const run = spawnSync(command, args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' })
  if (run.status !== 0) {
    process.stderr.write(`${run.stdout ?? ''}${run.stderr ?? ''}`)
    fail(`${title} failed${run.error ? `: ${run.error.message}` : ''}; the lines above say why`)
  }
  process.stderr.write(`${title} done (${((Date.now() - started) / 1000).toFixed(1)} s)\n`)
}

function install() {
  const stamp = at('node_modules', '.sluice-installed')
  const wanted = hashOf(at('package-lock.json'), at('package.json'))
  if (readStamp(stamp) === wanted) return
  const npm = process.env.npm_execpath
  const flags = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  if (npm?.endsWith('.js')) step('Installing packages', process.execPath, [npm, ...flags])
  else step('Installing packages', 'npm', flags)
  writeFileSync(stamp, wanted)
}

/** The Node that the lock file brings; the scripts that follow find it first on their PATH. */
function bundledNode() {
  const node = at('node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  const version = spawnSync(node, ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' })
  const [major = 0, minor = 0] = (version.stdout ?? '').replace('v', '').split('.').map(Number)
  if (version.status !== 0 || major < 22 || (major === 22 && minor < 14))
    fail(
      `Sluice needs Node 22.14 or newer and found ${version.stdout?.trim() || 'none'} in node_modules; ` +
        'delete node_modules and run the command again, or install Node 24',
    )
  return node
}

/** What is built, and from what. The backend needs the citizens' pages alone. */
const parts = {
  console: {
    title: 'Building the console',
    from: ['renderer', 'main', 'preload', 'console', 'protocol', 'rules', 'locales'],
    more: ['electron.vite.config.ts', 'resources/icons'],
    call: [at('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'],
    stamp: at('out', '.built'),
  },
  citizen: {
    title: 'Building the citizens’ pages',
    from: ['citizen', 'rules', 'locales'],
    more: ['citizen.vite.config.ts'],
    call: [at('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--config=citizen.vite.config.ts'],
    stamp: at('out', '.built-citizen'),
  },
}

function build(node, { title, from, more, call, stamp }) {
  const wanted = hashOf(
    ...from.map(folder => at('src', folder)),
    ...more.map(file => at(file)),
    at('package-lock.json'),
  )
  if (readStamp(stamp) === wanted) return
  step(title, node, call)
  mkdirSync(at('out'), { recursive: true })
  writeFileSync(stamp, wanted)
}

install()
const node = bundledNode()
const all = process.argv.includes('--build')
if (all) build(node, parts.console)
if (all || process.argv.includes('--build=citizen')) build(node, parts.citizen)
