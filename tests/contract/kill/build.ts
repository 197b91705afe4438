import { join } from 'node:path'
import { build } from 'vite'

const root = join(import.meta.dirname, '..', '..', '..')

/**
 * The backend in few files, which is ready in a third of the time: the sources are nearly a thousand modules. Returns the
 * program; it stands as deep in `out` as its sources in `src`, since it finds the citizens' pages from there.
 */
export async function buildBackend(): Promise<string> {
  const outDir = join(root, 'out', 'tests', 'backend')
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['better-sqlite3', 'pino'] },
    build: {
      ssr: true,
      outDir,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input: [join(root, 'src', 'backend', 'main.ts'), join(root, 'src', 'backend', 'booking', 'thread.worker.ts')],
        // A thread is started from the file beside the code that starts it.
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  })
  return join(outDir, 'main.js')
}
