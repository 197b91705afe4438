import type { Browser, Page } from '@playwright/test'
import { attack, expect, expectRefusal, leasesOver, test, type Night } from './night.ts'

/** The doors that people opened from a browser, tried from the citizens' pages in a real one. */

async function browsing(browser: Browser, night: Night, visit: (page: Page) => Promise<void>): Promise<void> {
  const page = await browser.newPage()
  try {
    await page.goto(night.url)
    await visit(page)
  } finally {
    await page.close()
  }
}

/** What somebody types into the console of their developer tools. */
const type = (page: Page, path: string, body?: object, token?: string) =>
  page.evaluate(
    async ({ path, body, token }) => {
      const response = await fetch(path, {
        method: 'POST',
        headers: {
          ...(body && { 'content-type': 'application/json' }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        ...(body && { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> }
    },
    { path, body, token },
  )

async function seatIn(page: Page, night: Night) {
  const joined = await type(page, '/v1/cohorts/c53/join', { assertion: night.assertion() })
  const ticket = String(joined.body['ticket'])
  const serving = async () => (await night.device().ask('GET', '/v1/cohorts/c53/status')).body['serving']
  // Two people a second: others may be ahead.
  await expect.poll(serving, { timeout: 40_000 }).toBeGreaterThanOrEqual(Number(joined.body['number']))
  return ticket
}

test('D1 to D3: developer tools, airplane mode and a direct link lead nowhere', async ({ browser, night }) => {
  await browsing(browser, night, async page => {
    await attack(night, { D1: 2 }, async () => {
      expectRefusal(await type(page, '/v1/bookings', { slot: 1 }, 'let.me.in'), 'admission-invalid')
      expectRefusal(await type(page, '/v1/claim', undefined, 'let.me.in'), 'ticket-invalid')
    })
    await attack(night, { D3: 3 }, async () => {
      expectRefusal(await type(page, '/v1/bookings', { slot: 1 }), 'admission-missing')
      for (const link of ['/book', '/c/c53/book']) {
        await page.goto(night.url + link)
        expect(new URL(page.url()).pathname).not.toContain('book')
      }
    })
    const ticket = await seatIn(page, night)
    await attack(night, { D2: 2 }, async () => {
      await page.context().setOffline(true)
      await expect(type(page, '/v1/bookings', { slot: 1 }, ticket)).rejects.toThrow('Failed to fetch')
      await page.context().setOffline(false)
      for (const [path, body] of [
        ['/v1/bookings', { slot: 1 }],
        ['/v1/extend', undefined],
      ] as const)
        expectRefusal(await type(page, path, body, ticket), 'not-admitted')
    })
  })
})

test('D6: a page that is left open keeps no seat beyond its lease', async ({ browser, tightNight: night }) => {
  await browsing(browser, night, async page => {
    const ticket = await seatIn(page, night)
    let body: Record<string, unknown> = {}
    const claimed = async () => {
      body = (await type(page, '/v1/claim', undefined, ticket)).body
      return body['state'] ?? body['code']
    }
    // Called is not admitted: asked again, as the page does, until there is a seat.
    await expect.poll(claimed).toBe('admitted')
    night.note('c53', body)
    await leasesOver(night)
    await attack(night, { D6: 3 }, async () => {
      expectRefusal(await type(page, '/v1/bookings', { slot: 1 }, String(body['admission'])), 'admission-expired')
      expectRefusal(await type(page, '/v1/extend', undefined, String(body['admission'])), 'admission-expired')
      expectRefusal(await type(page, '/v1/claim', undefined, ticket), 'lease-over')
    })
  })
})
