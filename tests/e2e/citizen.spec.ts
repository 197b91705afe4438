import { translateCitizen } from '../../src/locales/citizen.ts'
import { translateDrawCheck } from '../../src/locales/drawCheck.ts'
import { translateWaiting } from '../../src/locales/waiting.ts'
import { createPermutation } from '../../src/rules/permutation.ts'
import { sha256 } from '../unit/rules/sha256.ts'
import { bookFirst, expect, joinLine, test } from './fixtures/citizens.ts'

/** A citizen's night on the pages themselves, in a real browser against a real backend. */

const say = translateCitizen('ko')
const live = translateWaiting('ko')
const drawSays = translateDrawCheck('ko')
const h1 = 'h1'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with the script of the pages' : 'without any script', () => {
    test.use({ javaScriptEnabled })

    test('a person joins, waits, is called, books, finds the booking and cancels it', async ({ page, night }) => {
      night.rate(0)
      await night.crowd('53-54', 30)
      await page.goto('/')
      await page.getByLabel(say('start.birth')).fill('19680229')
      await page.getByRole('button', { name: say('start.check') }).click()
      await expect(page.getByRole('status')).toContainText('53–54세 대상입니다')
      await page
        .getByRole('link', { name: say('cohort.join') })
        .first()
        .click()
      await joinLine(page)
      await expect(page.locator(h1)).toHaveText(say('wait.title.waiting'))
      await expect(page.locator('[data-live="ahead"]')).toHaveText(/^\d+명$/)
      await expect(page.locator('[data-live="slots"]')).toHaveText(/^\d+건$/)
      night.rate(1000)
      if (!javaScriptEnabled) await page.getByRole('button', { name: say('wait.enter') }).click({ timeout: 30_000 })
      await page.waitForURL('**/book', { timeout: 30_000 })
      const code = await bookFirst(page)
      expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
      await page
        .getByRole('contentinfo')
        .getByRole('link', { name: say('site.booking') })
        .click()
      await page.getByLabel(say('find.code')).fill(code.toLowerCase())
      await page.getByRole('button', { name: say('find.submit') }).click()
      await expect(page.getByText('접종센터 1')).toBeVisible()
      await page.getByText(say('find.cancel')).click()
      await page.getByRole('button', { name: say('find.cancelSubmit') }).click()
      await expect(page.locator(h1)).toHaveText(say('cancelled.title'))
      await page.goto('/c/53-54/done')
      await expect(page.locator(h1)).toHaveText(say('cancelled.title'))
    })
  })
}

test('a reload, a lost network and a second tab keep the place and gain nothing', async ({ page, context, night }) => {
  night.rate(0)
  await night.crowd('53-54', 5)
  await joinLine(page)
  const number = async (tab = page) => tab.locator('#place').getAttribute('data-number')
  const mine = await number()
  await page.reload()
  const tab = await context.newPage()
  await tab.goto('/wait')
  expect([await number(), await number(tab)]).toEqual([mine, mine])

  await context.setOffline(true)
  await expect(page.locator('#link')).toHaveText(live('link.offline'))
  // Called while nobody hears it: the page that is cut off lets nobody in.
  night.rate(1000)
  await expect.poll(() => night.backend.citizens.status('53-54').serving).toBeGreaterThanOrEqual(Number(mine))
  await page.waitForTimeout(1500)
  expect(page.url()).toContain('/wait')
  await expect(page.locator(h1)).toHaveText(say('wait.title.waiting'))

  await context.setOffline(false)
  await Promise.all([page, tab].map(one => one.waitForURL('**/book')))
  // One lease, seen in both tabs, and still there after the page is lost.
  const ends = async (tab = page) => Number(await tab.locator('#lease').getAttribute('data-left'))
  expect(Math.abs((await ends()) - (await ends(tab)))).toBeLessThan(20_000)
  await tab.goto('/wait')
  await tab.waitForURL('**/book')
  expect(night.backend.gate.reading().activeLeases).toBe(1)
  await bookFirst(tab)
  await page.reload()
  await expect(page.locator(h1)).toHaveText(say('done.title'))
})

test('a phone that is locked when it is called is not let in behind its owner’s back', async ({ page, night }) => {
  night.rate(0)
  await page.addInitScript(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
  })
  await joinLine(page)
  night.rate(1000)
  await expect(page).toHaveTitle(live('call.title'))
  const before = night.backend.gate.reading().activeLeases
  await page.waitForTimeout(1500)
  expect(night.backend.gate.reading().activeLeases).toBe(before)
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await page.waitForURL('**/book')
})

test('before the opening the page says how numbers are drawn, and shows what was committed to', async ({ page }) => {
  await joinLine(page, '50-52')
  await expect(page.locator(h1)).toHaveText(say('wait.title.before'))
  await expect(page.getByText(say('wait.before'))).toBeVisible()
  await expect(page.locator('#countdown')).toHaveText(/시작까지 \d+:\d\d/)
  await page.getByText(say('wait.drawn')).click()
  await expect(page.locator('.hash')).toHaveText(/^[0-9a-f]{64}$/)
  await page.getByRole('link', { name: say('wait.check') }).click()
  await expect(page.getByText(say('draw.notYet'))).toBeVisible()
})

test('who came after the draw has the entry number as number, and everything published holds together', async ({
  page,
  night,
}) => {
  night.rate(0)
  await joinLine(page)
  const number = await page.locator('#place').getAttribute('data-number')
  await page.getByText(say('wait.drawn')).click()
  await page.getByRole('link', { name: say('wait.check') }).click()
  await expect(page.locator('#browser')).toHaveText(String(number))
  await expect(page.locator('.holds')).toHaveCount(4)
  await expect(page.locator('.fails')).toHaveCount(0)
})

test('a draw of many entrants, held until the clock is right, is recomputed on the device; a forged one is called wrong', async ({
  page,
  night,
}) => {
  const others = 40
  night.rate(0)
  await night.crowd('60-64', others)
  await joinLine(page, '60-64')
  const place = page.locator('#place')
  await expect(place).toHaveAttribute('data-phase', 'held')
  await expect(page.getByText(say('wait.held'))).toBeVisible()
  night.trust()
  await expect(place).toHaveAttribute('data-phase', 'waiting')
  const number = Number(await place.getAttribute('data-number'))

  // Everybody has another number, and it is not the order in which they came.
  const at = `${night.url}/v1/cohorts/60-64/draw`
  const indices = Array.from({ length: others + 1 }, (_, n) => n + 1)
  const drawn = await Promise.all(
    indices.map(async index => ((await (await fetch(`${at}/${index}`)).json()) as { number: number }).number),
  )
  expect(drawn.toSorted((a, b) => a - b)).toEqual(indices)
  expect(drawn.filter((one, n) => one !== indices[n]).length).toBeGreaterThan(others / 2)
  expect(drawn.at(-1)).toBe(number)

  await page.getByText(say('wait.drawn')).click()
  await page.getByRole('link', { name: say('wait.check') }).click()
  await expect(page.locator('#browser')).toHaveText(String(number))
  await expect(page.locator('.holds')).toHaveCount(5)
  await expect(page.locator('.fails')).toHaveCount(0)

  const forged = (hex: string) => `${hex.startsWith('0') ? '1' : '0'}${hex.slice(1)}`
  /** Another seed, and one that gives this entry another number: of so few entrants, one seed in 41 gives it the same. */
  const reseeded = (seed: string): string => {
    const other = forged(seed)
    const { at } = createPermutation(Buffer.from(other, 'hex'), others + 1, sha256)
    return at(others) + 1 === number ? reseeded(`${other.slice(1)}${other.slice(0, 1)}`) : other
  }
  type Documents = { agency: { secret: string }; root: string; seed: string; leaf: string }
  for (const [address, forge, claims] of [
    [at, (draw: Documents) => (draw.seed = reseeded(draw.seed)), ['check.seed', 'check.number']],
    [at, ({ agency }: Documents) => (agency.secret = forged(agency.secret)), ['check.agency', 'check.seed']],
    [at, (draw: Documents) => (draw.root = forged(draw.root)), ['check.entry']],
    [`${at}/${others + 1}`, (entry: Documents) => (entry.leaf = forged(entry.leaf)), ['check.entry']],
  ] as const) {
    await page.route(address, async route => {
      const answer = await route.fetch()
      const json = (await answer.json()) as Documents
      forge(json)
      await route.fulfill({ response: answer, json })
    })
    await page.reload()
    for (const claim of claims) await expect(page.locator('.fails', { hasText: drawSays(claim) })).toBeVisible()
    await expect(page.locator('.holds, .fails')).toHaveCount(5)
    await page.unroute(address)
  }
})

test('who waits is told at once when everything is taken, keeps the place, and is let in when a dose comes back', async ({
  page,
  night,
}) => {
  night.rate(0)
  await joinLine(page)
  const giveBack = await night.sellOut()
  await expect(page.locator(h1)).toHaveText(say('wait.title.gone'))
  await expect(page.locator('[data-live="verdict"]')).toHaveText(live('chance.none'))
  await page.goto('/')
  await expect(page.getByText(say('cohort.is.gone')).first()).toBeVisible()
  await page.goto('/wait')
  // Called or not, nobody is let in without a dose, and the page does not press.
  night.rate(1000)
  let loads = 0
  page.on('load', () => loads++)
  await page.waitForTimeout(4_000)
  expect(loads).toBeLessThan(3)
  await giveBack()
  await page.waitForURL('**/book')
})

test('a direct link leads to the waiting room', async ({ page, night }) => {
  night.rate(0)
  await page.goto('/book')
  expect(new URL(page.url()).pathname).toBe('/')
  await expect(page.getByRole('alert')).toContainText('예약 화면은 대기 순서를 거쳐야 열립니다')
  await page.goto('/c/53-54/book?site=seoul-1&date=2121-07-26')
  expect(new URL(page.url()).pathname).toBe('/c/53-54')
  await joinLine(page)
  await page.goto('/somewhere/else')
  expect(new URL(page.url()).pathname).toBe('/c/53-54/wait')
})

test('the lease warns before its end, and one tap extends it', async ({ page, night }) => {
  night.rate(1000)
  await page.clock.install()
  await joinLine(page)
  await page.clock.fastForward(5_000)
  await page.waitForURL('**/book')
  const left = page.locator('#lease-left')
  await page.clock.fastForward(2_000)
  await expect(left).toHaveText(/^남은 예약 시간 4:\d\d$/)
  await page.clock.fastForward(245_000)
  await expect(page.locator('#lease-said')).toHaveText(live('lease.warning'))
  await page.getByRole('button', { name: say('book.extend') }).click()
  await expect(page.locator('#lease-said')).toHaveText(live('lease.extended'))
  await expect(left).toHaveText(/^남은 예약 시간 7:\d\d$/)
  // The page's clock may be wrong: at its end it asks the server, which knows better.
  await page.clock.fastForward(500_000)
  await expect(left).toHaveText(/예약/)
  expect(new URL(page.url()).pathname).toBe('/c/53-54/book')
})

test('booking needs no mouse', async ({ page, night }) => {
  night.rate(1000)
  const focusOn = async (selector: string) => {
    // On the page that has it: the one before may still be shown after a key that leads on.
    await page.locator(selector).first().waitFor()
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press('Tab')
      if (await page.evaluate(wanted => document.activeElement?.matches(wanted) === true, selector)) return
    }
    throw new Error(`${selector} cannot be reached by the keyboard`)
  }
  await page.goto('/c/53-54')
  for (const selector of ['form[action$="/identity"] > button', 'form[action$="/join"] button']) {
    await focusOn(selector)
    await page.keyboard.press('Enter')
  }
  await page.waitForURL('**/book')
  await focusOn('summary')
  await page.keyboard.press('Enter')
  for (const address of [/site=/, /date=/]) {
    await focusOn('a.choice')
    await page.keyboard.press('Enter')
    await page.waitForURL(address)
  }
  await focusOn('input[name="slot"]')
  await page.keyboard.press('ArrowDown')
  await focusOn('form[action$="/book"] > button')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/done')
  await expect(page.locator('.code strong')).toBeVisible()
})

test('the whole waiting page weighs no more than 30 KB', async ({ page, night }) => {
  night.rate(0)
  await night.crowd('53-54', 3)
  await joinLine(page)
  const parts: { path: string; bytes: number }[] = []
  page.on('response', response => {
    const path = new URL(response.url()).pathname
    if (!path.startsWith('/v1/')) void response.body().then(body => parts.push({ path, bytes: body.length }))
  })
  await page.goto('/c/53-54/wait?lang=en', { waitUntil: 'networkidle' })
  const kinds = ['/wait', '.css', '.js']
  for (const kind of kinds) expect(parts.some(({ path }) => path.endsWith(kind))).toBe(true)
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0)
  expect(total).toBeLessThanOrEqual(30 * 1024)
})
