import { defineConfig } from '@playwright/test'
import { chromiumArguments, findChromium } from './fixtures/chromium.ts'

const executablePath = findChromium()

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  globalSetup: './harness/serve.ts',
  outputDir: '../../test-results',
  // Generous, since no test may depend on the speed of the machine; a hang is still found.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  // One more than there are cores at the least: some tests wait for real time to pass, and another fills the gap.
  workers: 3,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  reporter: 'list',
  use: {
    browserName: 'chromium',
    launchOptions: { args: chromiumArguments, ...(executablePath && { executablePath }) },
    screenshot: 'only-on-failure',
  },
})
