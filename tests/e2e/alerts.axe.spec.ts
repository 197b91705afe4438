import type { Page } from '@playwright/test'
import { violationsOf } from './fixtures/axe.ts'
import { expect, test } from './fixtures/harness.ts'

/** What is on the screen when it is judged. */
const states: readonly (readonly [string, string, ((page: Page) => Promise<unknown>)?])[] = [
  [
    'alerts',
    'an alert with a form open',
    async page => {
      await page.locator('.alert-row', { hasText: /worker is lost|작업자 끊김/ }).click()
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('s')
    },
  ],
  ['alerts', 'what was explained', page => page.locator('.explained summary').click()],
  ['alerts', 'the bell', page => page.locator('.bell').click()],
  ['alerts', 'what is over', page => page.getByRole('radio', { name: /^(Resolved|해소)$/ }).click()],
  ['flood', 'a family', page => page.locator('.alert-row[aria-expanded]').first().click()],
  ['lost', 'no link'],
  ['calm', 'nothing'],
]

for (const [theme, locale] of [
  ['dark', 'ko'],
  ['light', 'en'],
] as const)
  test(`the Alerts screen has no accessibility violation: ${theme}, ${locale}`, async ({ openScene }) => {
    for (const [scene, what, act] of states) {
      const page = await openScene(scene, { theme, locale })
      await page.keyboard.press('Alt+2')
      await act?.(page)
      expect({ what, violations: await violationsOf(page) }).toEqual({ what, violations: [] })
    }
  })

test('nothing of the Alerts screen is clipped sideways, nor scrolls the page where there is room', async ({
  openScene,
}) => {
  for (const size of [
    { width: 1440, height: 900 },
    { width: 1920, height: 1080 },
    { width: 1024, height: 700 },
    { width: 720, height: 450 },
  ]) {
    const page = await openScene('alerts', { locale: 'en', size })
    await page.keyboard.press('Alt+2')
    await expect(page.locator('.alert-detail h2')).toBeVisible()
    const { over, wide } = await page.evaluate(() => ({
      over: [document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight],
      wide: [...document.querySelectorAll('.alert-detail *, .alert-filters *')]
        .filter(node => node.getBoundingClientRect().right > innerWidth + 1 && !node.closest('.visually-hidden'))
        .map(node => node.className),
    }))
    expect({ size, wide }).toEqual({ size, wide: [] })
    expect({ size, over: over[0] }).toEqual({ size, over: 0 })
    if (size.width > 959) expect({ size, over }).toEqual({ size, over: [0, 0] })
    await expect(page.locator('.hold-pause')).toBeInViewport()
  }
})
