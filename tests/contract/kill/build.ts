import { join } from 'node:path'
import { build } from 'vite'

const root = join(import.meta.dirname, '..', '..', '..')

/**
 * The backend in one file, which is ready in a third of the time: the sources are nearly a thousand modules. Returns the
 * program; it stands as deep in `out` as its sources in `src`, since it finds the citizens' pages from there.
 */
export async function buildBackend(): Promise<string> {
  const outDir = join(root, 'out', 'tests', 'backend')
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['better-sqlite3', 'pino'] },
    build: { ssr: join(root, 'src', 'backend', 'main.ts'), outDir, target: 'node24', minify: false },
  })
  return join(outDir, 'main.js')
}
