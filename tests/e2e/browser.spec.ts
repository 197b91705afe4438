import { translate } from '../../src/locales/translate.ts'
import { serveWeb, type WebHost } from '../../src/web/host.ts'
import { openOperatorPlane, token, type OperatorPlane } from '../contract/console/operatorPlane.ts'
import { expect, test as base } from './fixtures/chromium.ts'

/** The browser shell as it is built: its host, its page and the bridge between them, in a real browser. */

const test = base.extend<object, { plane: OperatorPlane; host: WebHost }>({
  plane: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures needed from the pattern itself
    async ({}, use) => {
      const plane = await openOperatorPlane()
      const beat = setInterval(() => plane.sample(), 250)
      await use(plane)
      clearInterval(beat)
      await plane.close()
    },
    { scope: 'worker' },
  ],
  host: [
    async ({ plane }, use) => {
      const host = await serveWeb({ connect: plane.url, token, port: 0, dataDir: null, readOnly: false })
      await use(host)
      await host.close()
    },
    { scope: 'worker' },
  ],
})
const say = translate('ko')

test('is live within its own policy, and keeps the token out of the address', async ({ page, host }) => {
  const complaints: string[] = []
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(error.message))
  await page.goto(host.url)
  await expect(page.getByText(say('link.live')).first()).toBeVisible()
  expect(page.url()).not.toContain('token')
  expect(complaints).toEqual([])
  await page.reload()
  await expect(page.getByText(say('link.live')).first()).toBeVisible()
})

test('tells a page without this launch’s token that it has none', async ({ page, host }) => {
  await page.goto(new URL('/', host.url).href)
  await expect(page.getByText(say('gate.page.title'))).toBeVisible()
  await page.goto(new URL('/#token=of-another-launch', host.url).href)
  await page.reload()
  await expect(page.getByText(say('gate.page.title'))).toBeVisible()
})

test('comes back by itself when the backend does', async ({ page, plane, host }) => {
  await page.goto(host.url)
  await expect(page.getByText(say('link.live')).first()).toBeVisible()
  plane.refuseWith = 'unavailable'
  plane.cut()
  await expect(page.getByText(say('link.lost')).first()).toBeVisible()
  plane.refuseWith = null
  await expect(page.getByText(say('link.live')).first()).toBeVisible({ timeout: 30_000 })
})
