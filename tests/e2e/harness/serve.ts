import { fileURLToPath } from 'node:url'
import { build, preview } from 'vite'

const configFile = fileURLToPath(new URL('vite.config.ts', import.meta.url))

/** The variable in which the processes of the tests find the address. */
export const HARNESS_URL = 'SLUICE_HARNESS_URL'

/** Before all tests: the page of the console on a scripted bridge is built and served once for all of them. */
export default async function serveHarness(): Promise<() => Promise<void>> {
  await build({ configFile })
  const server = await preview({ configFile })
  process.env[HARNESS_URL] = server.resolvedUrls?.local[0] ?? ''
  return () => server.close()
}
