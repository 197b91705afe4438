import { expect, freeze, sent, test, transport } from './fixtures/harness.ts'

const tile = (id: string) => `[data-tile="${id}"]`

test('shows every figure of the night, alive', async ({ openScene }) => {
  const page = await openScene('surge', { locale: 'en' })
  await expect(page.locator(`${tile('queue')} .numeral`)).toHaveText(/^37\d,\d{3}$/)
  await expect(page.locator(tile('slots'))).toContainText('would get none')
  for (const id of ['queue', 'admission', 'bookings', 'errors', 'capacity', 'slots'])
    await expect(page.locator(tile(id))).toHaveAttribute('data-fresh', 'live')
  await expect(page.locator('.chart')).toHaveCount(4)
  await expect(page.locator('.chart canvas')).toHaveCount(4)
  await expect(page.locator('.mode')).toHaveText('LIVE')
  await expect(page.locator('.clock-time')).toHaveText(/^00:03:\d\d$/)
  await expect(page.locator('.chart-queue > p')).toContainText('Queue. Latest 37')
})

test('says DRILL in wording, frame and watermark', async ({ openScene }) => {
  const page = await openScene('calm')
  await expect(page.locator('.mode')).toContainText('훈련')
  const frame = page.locator('.frame')
  await expect(frame).toHaveAttribute('data-mode', 'DRILL')
  await expect(frame).toHaveAttribute('data-watermark', '훈련')
  expect(await frame.evaluate(node => getComputedStyle(node, '::after').content)).toContain('훈련')
})

test('fills the screen without scrolling the page', async ({ openScene }) => {
  for (const size of [
    { width: 1440, height: 900 },
    { width: 1920, height: 1080 },
    { width: 1024, height: 700 },
  ]) {
    const page = await openScene('p1', { locale: 'en', size })
    const over = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement
      return [scrollWidth - innerWidth, scrollHeight - innerHeight]
    })
    expect({ size, over }).toEqual({ size, over: [0, 0] })
  }
})

for (const locale of ['ko', 'en'] as const)
  test(`holds all of the header in one row, whatever it has to say (${locale})`, async ({ openScene, page }) => {
    // A test that looks into a page counts as a person who presses something, which would let it sound.
    await page.addInitScript(() =>
      Object.defineProperty(navigator, 'userActivation', { get: () => ({ hasBeenActive: false }) }),
    )
    for (const cut of [false, true]) {
      await openScene('rehearsal', { locale, on: page })
      if (cut) {
        await transport(page, 'lost')
        await expect(page.locator('.data-age')).toHaveAttribute('data-fresh', 'stale', { timeout: 20_000 })
      }
      await expect(page.locator('.bell')).toHaveAttribute('data-state', 'blocked')
      const parts = await page.locator('.header').evaluate(header =>
        [...header.children].map(part => {
          const { left, right } = part.getBoundingClientRect()
          // What is written in a part ends within it, even where the part itself does not overlap the next.
          const spills = part.scrollWidth > part.clientWidth + 1
          return { name: part.className, left, right, spills }
        }),
      )
      for (const [i, part] of parts.entries()) {
        expect(part).toMatchObject({ spills: false })
        expect(part.left, part.name).toBeGreaterThanOrEqual((parts[i - 1]?.right ?? 0) + 6)
      }
      const cutOff = await page.locator('.launch-name span').evaluate(node => {
        const [shown, written] = [node.getBoundingClientRect(), document.createRange()]
        written.selectNodeContents(node)
        const { right, bottom } = written.getBoundingClientRect()
        return Math.max(right - shown.right, bottom - shown.bottom)
      })
      expect(cutOff).toBeLessThan(2)
      expect((await page.locator('.header').boundingBox())?.height).toBeLessThan(60)
    }
  })

for (const locale of ['ko', 'en'] as const)
  test(`keeps each plot as high as it is while it is inspected (${locale})`, async ({ openScene }) => {
    const page = await openScene('surge', { locale })
    for (const slider of await page.locator('.chart-scrub').all()) {
      const plot = slider.locator('xpath=..')
      const before = await plot.boundingBox()
      await slider.focus()
      await expect(plot.locator('xpath=..').locator('.chart-time')).not.toBeEmpty()
      expect(await plot.boundingBox()).toEqual(before)
    }
  })

test('moves nothing when the first command is given, nor when the data grow old', async ({ openScene }) => {
  const page = await openScene('strained', { locale: 'en' })
  const places = () => Promise.all(['.charts', '.rail'].map(part => page.locator(part).boundingBox()))
  await expect(page.locator('.last-command')).toHaveText('No command yet')
  await expect(page.locator('.tile[data-fresh="live"]')).toHaveCount(6)
  const before = await places()
  await page.getByRole('button', { name: /^Lower the admission rate/ }).click()
  await expect(page.locator('.last-command')).toContainText('duty-1')
  expect(await places()).toEqual(before)
  await freeze(page)
  await expect(page.locator('.tile[data-fresh="stale"]')).toHaveCount(6, { timeout: 20_000 })
  await expect(page.locator('.tile-age')).toHaveCount(6)
  expect(await places()).toEqual(before)
  // Each by its whole name.
  for (const name of await page.locator('.tile h2').all())
    expect(await name.evaluate(node => node.scrollWidth - node.clientWidth)).toBe(0)
})

test('clips nothing sideways at 200 % zoom', async ({ openScene }) => {
  const page = await openScene('p1', { size: { width: 720, height: 450 } })
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  await expect(page.locator('.hold-pause')).toBeInViewport()
})

test('lets one frozen feed age alone: late at 2 s, stale at 5 s, lost at 15 s', async ({ openScene }) => {
  const page = await openScene('surge')
  await expect(page.locator(tile('bookings'))).toHaveAttribute('data-fresh', 'live')
  await freeze(page, 'booking.rate')
  for (const fresh of ['late', 'stale', 'lost']) {
    await expect(page.locator(tile('bookings'))).toHaveAttribute('data-fresh', fresh, { timeout: 20_000 })
    await expect(page.locator(tile('queue'))).toHaveAttribute('data-fresh', 'live')
  }
  // What is lost has no numeral: only what it was last, said as such.
  await expect(page.locator(`${tile('bookings')} .numeral`)).toHaveText('—')
  await expect(page.locator(tile('bookings'))).toContainText('마지막 값')
  await expect(page.locator('.chart-bookings .chart-notice')).toBeVisible()
})

test('shows no value of a dead link as alive, and bars raising but not pausing', async ({ openScene }) => {
  const page = await openScene('surge', { locale: 'en' })
  await freeze(page)
  await expect(page.locator('.data-age')).toHaveAttribute('data-fresh', 'stale', { timeout: 20_000 })
  await expect(page.locator('.tile[data-fresh="stale"]')).toHaveCount(6)
  await expect(page.locator('.tile[data-severity]')).toHaveCount(0)
  const style = await page.locator(tile('queue')).evaluate(node => {
    const { borderTopStyle, backgroundImage } = getComputedStyle(node)
    return [borderTopStyle, backgroundImage]
  })
  expect(style[0]).toBe('dashed')
  expect(style[1]).toContain('repeating-linear-gradient')

  await page.locator('[data-form="rate"]').click()
  await page.locator('.form-number').fill('5')
  await expect(page.locator('.send-note')).toContainText('stale')
  await expect(page.locator('.panel .hold')).toBeDisabled()
  await page.locator('.hold-pause').hover()
  await page.mouse.down()
  await expect.poll(() => sent(page, 'pause')).toHaveLength(1)
  await page.mouse.up()
})

test('lets a commander override stale data with a reason, and nobody else', async ({ openScene }) => {
  const page = await openScene('approval', { locale: 'en' })
  await freeze(page)
  await expect(page.locator('.data-age')).toHaveAttribute('data-fresh', 'stale', { timeout: 20_000 })
  await page.locator('[data-form="rate"]').click()
  await page.locator('.form-number').fill('4.4')
  await page.getByLabel('Override as incident commander').check()
  await expect(page.locator('.panel .hold')).toBeDisabled()
  await page.locator('.send-reason input').fill('phone confirms the seats')
  await expect(page.locator('.panel .hold')).toBeEnabled()
  await page.locator('.panel .hold').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect
    .poll(() => sent(page, 'command'))
    .toMatchObject([
      {
        body: { override: true, reason: 'phone confirms the seats', order: { kind: 'set-rate', args: { rate: 4.4 } } },
      },
    ])
})

test('tells that the console host is gone, keeps the page, and goes on by itself', async ({ openScene }) => {
  const page = await openScene('surge', { locale: 'en' })
  await expect(page.locator(tile('queue'))).toHaveAttribute('data-fresh', 'live')
  await transport(page, 'lost')
  await expect(page.locator('.link-bar')).toContainText('console host lost')
  await expect(page.locator('.alerts')).toContainText('no new alerts arrive')
  await expect(page.locator(tile('queue'))).toHaveAttribute('data-fresh', 'stale', { timeout: 20_000 })
  await page.locator('[data-form="rate"]').focus()
  await page.keyboard.down('p')
  await expect(page.locator('.last-command')).toContainText('not sent')
  await expect(page.locator('.hold-pause')).toContainText('not sent')
  await page.keyboard.up('p')
  await expect(page.locator('.link-bar')).toContainText('Not sent: Pause intake')
  await expect(page.locator('.link-bar code')).toContainText('npm run pause -- --connect ws://')
  await expect(page.locator('.link-bar code')).toContainText('--token-file /run/sluice/operator.token')
  await transport(page, 'open')
  await expect(page.locator('.link-bar')).toHaveCount(0)
  await expect(page.locator(tile('queue'))).toHaveAttribute('data-fresh', 'live')
})

for (const [scene, words] of [
  ['connecting', 'Connecting to the backend'],
  ['refused', 'Access was refused'],
  ['host', 'The console host does not answer'],
  ['page', 'This page has no valid token'],
] as const) {
  test(`explains itself when it is not connected: ${scene}`, async ({ openScene }) => {
    const page = await openScene(scene, { locale: 'en' })
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words)
    await expect(page.locator('.numeral')).toHaveCount(0)
    await expect(page.locator('.hold-pause')).toBeEnabled()
  })
}

test('says that this computer’s clock is wrong, and keeps ages right', async ({ openScene, page }) => {
  await page.addInitScript(() => {
    const right = Date.now
    Date.now = () => right() + 90_000
  })
  await openScene('surge', { locale: 'en', on: page })
  await expect(page.locator('.clock-skew')).toContainText('clock off 1 min 30 s')
  await expect(page.locator('.tile[data-fresh="live"]')).toHaveCount(6)
  await expect(page.locator('.clock-time')).toHaveText(/^00:03:\d\d$/)
})

test('has no controls on a wall and for a viewer', async ({ openScene }) => {
  for (const scene of ['wall', 'viewer']) {
    const page = await openScene(scene, { locale: 'en' })
    await expect(page.locator('.rail-off')).toBeVisible()
    await expect(page.locator('.rail button:not(.last-command), .alert-actions [aria-label]')).toHaveCount(0)
    await page.keyboard.down('p')
    await page.waitForTimeout(1_000)
    await page.keyboard.up('p')
    expect(await sent(page, 'pause')).toEqual([])
  }
})

test('charts take the colours of a theme as soon as it is chosen', async ({ openScene }) => {
  const page = await openScene('surge', { theme: 'dark', locale: 'en' })
  /** Whether the line of the first chart has the colour that the style sheets of the theme give it. */
  const coloured = () =>
    page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('.chart canvas')
      const token = getComputedStyle(document.documentElement).getPropertyValue('--series-solid').trim()
      const wanted = [1, 3, 5].map(at => parseInt(token.slice(at, at + 2), 16))
      const { data } = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
      for (let at = 0; at < data.length; at += 4)
        if (data[at + 3] === 255 && wanted.every((value, part) => data[at + part] === value)) return true
      return false
    })
  await expect.poll(coloured).toBe(true)
  for (const theme of ['Light', 'Dark']) {
    await page.getByRole('radio', { name: theme }).click()
    await expect.poll(coloured, theme).toBe(true)
  }
})

test('remembers language and theme', async ({ openScene }) => {
  const page = await openScene('surge')
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko')
  await expect(page.locator(`${tile('queue')} h2`)).toHaveText('대기 인원')
  await page.getByRole('radio', { name: 'EN' }).click()
  await expect(page.locator(`${tile('queue')} h2`)).toHaveText('Queue')
  await page.getByRole('radio', { name: 'Light' }).click()
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await expect(page.locator(`${tile('queue')} h2`)).toHaveText('Queue')
})
