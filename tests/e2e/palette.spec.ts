import type { Page } from '@playwright/test'
import { violationsOf, wcag } from './fixtures/axe.ts'
import { expect, sent, test } from './fixtures/harness.ts'

const palette = '.palette'
const options = (page: Page) => page.locator(`${palette} [role="option"]`)
const search = (page: Page) => page.locator(palette).getByRole('combobox')
const chosen = (page: Page) => page.locator(`${palette} [role="option"][aria-selected="true"]`)

const open = async (page: Page, text = '') => {
  await page.keyboard.press('Control+k')
  await expect(search(page)).toBeFocused()
  await search(page).fill(text)
}

test('opens over every screen by the keyboard, and Esc leads back to where the focus was', async ({ openScene }) => {
  const page = await openScene('surge', { locale: 'en' })
  for (const [screen, place] of [
    ['Alt+1', '.rail-button[data-form="cohort"]'],
    ['Alt+2', '.alert-tree'],
  ] as const) {
    await page.keyboard.press(screen)
    await page.locator(place).focus()
    await open(page)
    await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.locator(palette)).toHaveCount(0)
    await expect(page.locator(place)).toBeFocused()
  }
  await open(page)
  await page.keyboard.press('Control+k')
  await expect(page.locator(palette)).toHaveCount(0)
  const button = page.getByRole('button', { name: 'Find' })
  await expect(button).toHaveAttribute('title', 'Command palette · Ctrl+K')
  await button.click()
  await expect(search(page)).toBeFocused()
  await button.click()
  await expect(page.locator(palette)).toHaveCount(0)
  await expect(button).toBeFocused()
})

test('finds in Korean and in English, whichever is shown', async ({ openScene }) => {
  const page = await openScene('p1', { locale: 'ko' })
  await open(page, '속도')
  await expect(options(page).first()).toHaveText('입장 속도…')
  await search(page).fill('안전ㅁ')
  await expect(options(page)).toHaveText(['자동 안전망…'])
  await search(page).fill('safety net')
  await expect(options(page)).toHaveText(['자동 안전망…'])
  await search(page).fill('요청 오류')
  await expect(page.locator(`${palette} .palette-none`)).toBeVisible()
  await expect(chosen(page)).toHaveCount(0)
  await page.keyboard.press('Enter')
  await expect(page.locator(palette)).toBeVisible()
})

test('opens a form with the focus in it, which leads back past the palette', async ({ openScene }) => {
  const page = await openScene('surge', { locale: 'en' })
  const lever = page.locator('.rail-button[data-form="cohort"]')
  await lever.focus()
  await open(page, 'admission rate')
  await expect(chosen(page)).toHaveText('Admission rate…')
  await page.keyboard.press('Enter')
  const form = page.locator('.panel[data-form="rate"]')
  await expect(form.locator(':focus')).toHaveCount(1)
  // Asked for again, the form stays and takes the focus.
  await page.locator('.nav-item').first().focus()
  await open(page, 'rate')
  await page.keyboard.press('Enter')
  await expect(form).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(lever).toBeFocused()
  expect(await sent(page, 'command')).toEqual([])
})

test('says why what is out of reach is, and passes over it', async ({ openScene }) => {
  const page = await openScene('surge', { locale: 'en' })
  await open(page, 'resume')
  await expect(options(page)).toHaveText(['Resume intake…Intake is not paused'])
  await expect(options(page)).toHaveAttribute('aria-disabled', 'true')
  await expect(page.locator(`${palette} output`)).toHaveText('Resume intake…: Intake is not paused')
  await page.keyboard.press('Enter')
  await expect(page.locator('.panel')).toHaveCount(0)
})

test('leads to the pause button, which is still held', async ({ openScene }) => {
  const page = await openScene('surge', { locale: 'ko' })
  await open(page, '일시정지')
  await expect(chosen(page)).toContainText('일시정지 버튼으로 이동')
  await page.keyboard.down('Enter')
  await expect(page.locator('.hold-pause')).toBeFocused()
  await page.keyboard.down('Enter')
  await page.keyboard.up('Enter')
  await expect(page.locator('.hold-pause')).toHaveAttribute('data-phase', 'idle')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect.poll(() => sent(page, 'pause')).toHaveLength(1)
})

test('never pauses by a letter of the search, and always by Alt+P or on the rail', async ({ openScene }) => {
  const page = await openScene('flood', { locale: 'en' })
  await open(page)
  // The focus stays in the field whatever of the palette is pressed.
  await page.locator(`${palette} .key-hints`).click()
  await page.locator(`${palette} [cmdk-group-heading]`).first().click()
  await page.keyboard.down('p')
  await page.waitForTimeout(1_100)
  await page.keyboard.up('p')
  await expect(search(page)).toHaveValue('p')
  expect(await sent(page, 'pause')).toEqual([])
  await page.keyboard.down('Alt')
  await page.keyboard.down('p')
  await expect.poll(() => sent(page, 'pause')).toHaveLength(1)
  await page.keyboard.up('p')
  await page.keyboard.up('Alt')
  await expect(search(page)).toHaveValue('p')
  await page.locator('.hold-pause').hover()
  await page.mouse.down()
  await expect.poll(() => sent(page, 'pause')).toHaveLength(2)
  await page.mouse.up()
  await expect(page.locator(palette)).toHaveCount(0)
})

test('leads to screens and alerts, the most urgent first', async ({ openScene }) => {
  const page = await openScene('flood', { locale: 'en' })
  await open(page)
  await expect(page.locator(`${palette} .mark-1`)).toHaveCount(2)
  await expect(page.locator(`${palette} [cmdk-group-heading]`)).toContainText([/the 5 most urgent of 7\d/])
  await search(page).fill('fail')
  await page.keyboard.press('Enter')
  await expect(page.locator('#alert-detail')).toBeFocused()
  await expect(page.locator('#alert-detail h2')).toHaveText('Too many requests fail')
  await open(page, 'launch')
  await page.keyboard.press('Enter')
  await expect(page.locator('.launch #main')).toBeFocused()
})

test('changes language, theme and sound', async ({ openScene }) => {
  const page = await openScene('calm', { locale: 'ko' })
  await open(page, 'english')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await open(page, 'light')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await open(page, 'sound off')
  await page.keyboard.press('Enter')
  await expect(page.locator('.bell')).toHaveAttribute('data-state', 'off')
})

test('shows no command where none is given', async ({ openScene }) => {
  for (const [scene, reason] of [
    ['viewer', 'Viewer account · no commands'],
    ['wall', 'Read-only screen · no commands'],
  ] as const) {
    const page = await openScene(scene, { locale: 'en' })
    await open(page)
    await expect(options(page).filter({ hasText: reason })).toHaveAttribute('aria-disabled', 'true')
    await expect(options(page).filter({ hasText: /pause button|Admission rate…|Resume/ })).toHaveCount(0)
    await search(page).fill('admission rate')
    await expect(options(page)).toHaveText([`Pause, rate, cohort…${reason}`])
    await page.keyboard.press('Enter')
    await expect(page.locator('.panel')).toHaveCount(0)
  }
})

for (const [theme, locale, nothing] of [
  ['dark', 'ko', '없는 말'],
  ['light', 'en', 'no such thing'],
] as const)
  test(`has no accessibility violation, and covers neither header nor rail: ${theme}, ${locale}`, async ({
    openScene,
  }) => {
    for (const [scene, text, height] of [
      ['flood', '', 900],
      ['flood', '', 600],
      ['viewer', '', 900],
      ['flood', nothing, 900],
      ['connecting', '', 900],
    ] as const) {
      const page = await openScene(scene, { theme, locale, size: { width: height * 1.6, height } })
      await open(page, text)
      // The page below is judged scene by scene in a spec of its own.
      const violations = await violationsOf(page, { tags: wcag, include: palette })
      expect({ scene, text, violations }).toEqual({ scene, text, violations: [] })
      const box = await page.locator(palette).boundingBox()
      const rail = await page.locator('.rail').boundingBox()
      if (height === 900) expect(box?.y).toBeGreaterThan(96)
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(rail?.y ?? 0)
    }
  })
