import type { Page } from '@playwright/test'
import { expect, raise, sent, test } from './fixtures/harness.ts'

const lever = (form: string) => `.rail-button[data-form="${form}"]`
const lefts = (page: Page) =>
  page.locator('.rail-button, .hold-pause').evaluateAll(all => all.map(one => one.getBoundingClientRect().left))
const open = async (page: Page, form: string) => {
  await page.locator(lever(form)).focus()
  await page.keyboard.press('Enter')
  await expect(page.locator(`.panel[data-form="${form}"]`)).toBeVisible()
}

test('puts the focus into what is to be filled in, where neither Enter nor a hotkey closes anything', async ({
  openScene,
}) => {
  const page = await openScene('surge', { locale: 'en' })
  for (const form of ['rate', 'cohort', 'capacity', 'slots', 'safety-net', 'revoke']) {
    await open(page, form)
    const focused = page.locator('.panel .form :focus')
    await expect(focused, form).toHaveCount(1)
    await page.keyboard.press('Enter')
    await expect(page.locator('.panel'), form).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.locator(lever(form))).toBeFocused()
  }
  await page.locator('.last-command').press('Enter')
  await expect(page.locator('.panel h2')).toBeFocused()
})

test('pauses by the plain key in a field that takes figures only', async ({ openScene }) => {
  const page = await openScene('surge')
  await open(page, 'rate')
  await expect(page.locator('.form-number')).toBeFocused()
  await page.keyboard.down('p')
  await expect.poll(() => sent(page, 'pause')).toHaveLength(1)
  await page.keyboard.up('p')
})

test('moves neither a field nor what closes the form while it is filled in', async ({ openScene }) => {
  const page = await openScene('surge')
  const places = () =>
    page
      .locator('.panel :is(.panel-close, .form-number, .choices:first-child, .send-button)')
      .evaluateAll(parts => parts.map(part => Math.round(part.getBoundingClientRect().bottom)))
  const field = page.locator('.form-number')
  await open(page, 'rate')
  const rate = await places()
  for (const [typed, says] of [
    ['3', '.preview-curve figure'],
    ['12', '.preview-approval'],
    ['-5', '.send-note'],
  ] as const) {
    await field.fill(typed)
    await expect(page.locator(`.panel ${says}`)).toBeVisible()
    expect(await places(), typed).toEqual(rate)
  }
  await page.keyboard.press('Escape')
  await open(page, 'cohort')
  const cohort = await places()
  await page.locator('input[name=cohort]').last().check()
  await page.locator('input[name=action]').last().check()
  await expect(page.locator('.kst-field')).toHaveCount(2)
  expect(await places()).toEqual(cohort)
})

for (const locale of ['ko', 'en'] as const)
  test(`leaves header and banner in sight, and scrolls inside (${locale})`, async ({ openScene }) => {
    const page = await openScene('rehearsal', { locale })
    await page.locator('.last-command').click()
    for (const form of ['history', 'cohort', 'revoke']) {
      if (form !== 'history') await page.locator(lever(form)).click()
      const panel = page.locator(`.panel[data-form="${form}"]`)
      await expect(panel).toBeVisible()
      const top = (await panel.boundingBox())?.y ?? 0
      const banner = await page.locator('.banner').boundingBox()
      expect(top, form).toBeGreaterThanOrEqual((banner?.y ?? 0) + (banner?.height ?? 0))
    }
  })

test('scrolls inside where there is little room, above the whole of the rail', async ({ openScene }) => {
  const page = await openScene('rehearsal', { size: { width: 720, height: 450 } })
  await page.locator(lever('rate')).click()
  const [panel, rail] = [await page.locator('.panel').boundingBox(), await page.locator('.rail').boundingBox()]
  expect((panel?.y ?? 0) + (panel?.height ?? 0)).toBeLessThanOrEqual(rail?.y ?? 0)
  expect(panel?.y).toBeGreaterThan(48)
  await page.locator('.send-button').scrollIntoViewIfNeeded()
  await expect(page.locator('.panel-close')).toBeInViewport()
})

for (const locale of ['ko', 'en'] as const)
  test(`offers to undo beside the levers, moves none of them, and gives the focus back (${locale})`, async ({
    openScene,
  }) => {
    const page = await openScene('surge', { locale })
    const before = await lefts(page)
    await open(page, 'cohort')
    await page.locator('.panel .send-button').focus()
    await page.keyboard.press('Enter')
    const undo = page.locator('.undo')
    await expect(undo).toBeVisible()
    const [strip, rail] = [await undo.boundingBox(), await page.locator('.rail').boundingBox()]
    expect(strip?.y).toBeGreaterThanOrEqual(rail?.y ?? Infinity)
    expect(rail?.height).toBeLessThan(80)
    expect(await lefts(page)).toEqual(before)
    await undo.getByRole('button').first().focus()
    await page.keyboard.press('Enter')
    await expect(page.locator(lever('cohort'))).toBeFocused()
  })

test('leaves the shelving form by Escape, and shelves nothing', async ({ openScene }) => {
  const page = await openScene('surge', { locale: 'en' })
  const alert = page.locator('.alert', { hasText: 'Slots will run out' })
  await alert.getByRole('button', { name: /^Shelve/ }).click()
  await alert.getByLabel('Reason').press('Escape')
  await expect(alert.locator('form')).toHaveCount(0)
  await expect(alert.locator('.alert-title')).toBeFocused()
  expect(await sent(page, 'shelve')).toEqual([])
})

test('takes a double click for one, and leaves the focus at the lever', async ({ openScene }) => {
  const page = await openScene('surge')
  await open(page, 'capacity')
  await expect(page.locator('.panel .send-button')).toBeEnabled()
  await page.locator('.panel .send-button').dblclick()
  await expect(page.locator('.panel')).toHaveCount(0)
  expect(await sent(page, 'command')).toHaveLength(1)
  await expect(page.locator(lever('capacity'))).toBeFocused()
})

for (const locale of ['ko', 'en'] as const)
  test(`names every tile in full, with a priority beside it and in a small window (${locale})`, async ({
    openScene,
  }) => {
    for (const size of [
      { width: 1440, height: 900 },
      { width: 1024, height: 768 },
    ]) {
      const page = await openScene('surge', { locale, size })
      for (const metric of ['gate.admitRate', 'booking.rate', 'http.errorRatio'] as const)
        await raise(page, { rule: 'rate-off-target', subject: metric, priority: 2, metric, value: 1, threshold: 2 })
      await expect(page.locator('.tile[data-severity="2"]')).toHaveCount(5)
      const cut = await page
        .locator('.tile-head h2')
        .evaluateAll(names => names.filter(name => name.scrollWidth > name.clientWidth).map(name => name.textContent))
      expect(cut, `${size.width}`).toEqual([])
      const times = await page
        .locator('.gantt-tick:visible')
        .evaluateAll(all => all.map(one => one.getBoundingClientRect()).map(({ left, right }) => ({ left, right })))
      for (const [i, { left }] of times.entries()) expect(left).toBeGreaterThan(times[i - 1]?.right ?? 0)
    }
  })

test('asks for the reason of a pause afterwards, and takes it by the keyboard', async ({ openScene }) => {
  const page = await openScene('surge', { locale: 'en' })
  const last = page.locator('.last-command')
  await expect(last).not.toContainText('give the reason')
  await page.locator('.hold-pause').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(last).toContainText('give the reason…')
  await last.press('Enter')
  const field = page.getByLabel('Reason of the pause')
  await expect(field).toBeFocused()
  await expect(page.getByRole('button', { name: 'Record the reason' })).toBeDisabled()
  await field.fill('  booking database down  ')
  await page.keyboard.press('Enter')
  await expect
    .poll(() => sent(page, 'pause'))
    .toMatchObject([{ body: { reason: '' } }, { body: { reason: 'booking database down' } }])
  await expect(last).toContainText('booking database down')
  await expect(last).not.toContainText('give the reason')
  await expect(page.locator('.pause-reason')).toHaveCount(0)
})

test('adds doses at a site of the plan, from the rail and by the keyboard alone', async ({ openScene }) => {
  const page = await openScene('surge', { locale: 'en' })
  const button = page.locator('.rail-button[data-form="slots"]')
  await expect(button).toContainText(/Slots….*left/)
  await button.focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('Site').focus()
  await page.keyboard.type('Busan')
  await page.getByLabel('Date and time, time').fill('14:00')
  await page.getByLabel('Doses to add').fill('0')
  await expect(page.locator('.send-button')).toBeDisabled()
  await page.getByLabel('Doses to add').fill('300')
  await expect(page.locator('.form-beside')).toContainText(/^[\d,]+ → [\d,]+ slots left$/)
  await expect(page.locator('.preview .recharts-line')).toHaveCount(2)
  await page.locator('.send-button').focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => sent(page, 'command')).toHaveLength(1)
  const slot = { site: 'site-012', vaccine: 'moderna', date: '2021-08-08', time: '14:00', doses: 300 }
  expect(await sent(page, 'command')).toMatchObject([
    { body: { order: { kind: 'add-slots', args: { slots: [slot] } } } },
  ])
  await expect(page.locator('.last-command')).toContainText('Add 300 slots')
})

test('reschedules a cohort to what is typed, in 24 hours of Korean time whatever the language of the browser', async ({
  openScene,
}) => {
  const page = await openScene('surge', { locale: 'en' })
  await page.locator('[data-form="cohort"]').click()
  await page
    .getByRole('radio', { name: /scheduled|pre-queue/i })
    .first()
    .check()
  await page.getByRole('radio', { name: 'Reschedule' }).check()
  const [date, time] = [page.getByLabel('Opens, date'), page.getByLabel('Opens, time')]
  const send = page.locator('.send-button')
  await expect(page.locator('.send-note')).toHaveText('These are the present times')
  await date.fill('2021-07-19')
  await expect(page.locator('.send-note')).toHaveText('That opening time has passed')
  await expect(send).toBeDisabled()
  await date.fill('2021-02-30')
  await expect(date).toHaveAttribute('aria-invalid', 'true')
  await expect(time).toHaveAttribute('aria-invalid', 'false')
  await expect(page.locator('.send-note')).toHaveText('Write the date as 2021-07-19 and the time as 20:00')
  await expect(send).toBeDisabled()
  await date.fill('2021-07-31')
  await time.fill('24:00')
  await expect(time).toHaveAttribute('aria-invalid', 'true')
  await time.fill('23:59')
  await time.press('ArrowUp')
  await expect(date).toHaveValue('2021-08-01')
  await expect(time).toHaveValue('00:00')
  await date.press('ArrowDown')
  await expect(date).toHaveValue('2021-07-31')
  await page.getByLabel('Closes, date').fill('2021-07-30')
  await expect(page.locator('.send-note')).toHaveText('It must close after it opens')
  await page.getByLabel('Closes, date').fill('2021-08-02')
  await expect(page.locator('.form-change')).toContainText('opens Tue 20 Jul 20:00 → Sat 31 Jul 00:00')
  await expect(send).toContainText('Schedule Ages 50–52 for 00:00')
  await expect(send).toBeEnabled()
  await send.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  const opensAt = Date.parse('2021-07-31T00:00:00+09:00')
  await expect
    .poll(() => sent(page, 'command'))
    .toMatchObject([{ body: { order: { kind: 'schedule-cohort', args: { opensAt } } } }])
})
