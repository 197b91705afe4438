import { defineConfig } from 'vitest/config'
import { LongestFirst } from './longestFirst.ts'

/** Files run one after the other in two processes that last: what they import is loaded twice, not once for each file. */
const project = (name: string) => ({
  extends: true as const,
  test: { name, include: [`tests/${name}/**/*.test.ts`], isolate: false },
})

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    // Real files, sockets and child processes: generous limits, since no test may depend on speed.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [project('contract'), project('unit')],
  },
})
