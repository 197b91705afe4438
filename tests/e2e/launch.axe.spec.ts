import { violationsOf, wcag } from './fixtures/axe.ts'
import { expect, test } from './fixtures/harness.ts'

const scenes = ['stale', 'approval', 'paused', 'flood', 'wall', 'refused', 'calm', 'lost']

for (const theme of ['dark', 'light'] as const) {
  for (const locale of ['ko', 'en'] as const) {
    // Colours belong to the theme and words to the language: every scene in one pair each is enough.
    const all = (theme === 'dark') === (locale === 'ko')
    test(`has no accessibility violation: ${theme}, ${locale}`, async ({ openScene }) => {
      // Many scenes in one test: what is asserted has nothing to do with how long they take.
      test.slow()
      for (const scene of ['p1', ...(all ? scenes : [])]) {
        const page = await openScene(scene, { theme, locale })
        if (scene === 'stale')
          await expect(page.locator('.tile[data-fresh="stale"]')).toHaveCount(6, { timeout: 20_000 })
        expect({ scene, violations: await violationsOf(page) }).toEqual({ scene, violations: [] })
      }
    })

    if (!all) continue
    test(`has none in the forms either: ${theme}, ${locale}`, async ({ openScene }) => {
      test.slow()
      const page = await openScene('paused', { theme, locale })
      for (const form of ['rate', 'cohort', 'capacity', 'slots', 'resume']) {
        await page.locator(`[data-form="${form}"].rail-button`).click()
        if (form === 'rate') await page.locator('.form-number').fill('9')
        await expect(page.locator('.preview .recharts-line')).toHaveCount(2)
        // The page around is the same for all of them.
        const violations = await violationsOf(page, form === 'rate' ? undefined : { tags: wcag, include: '.panel' })
        expect({ form, violations }).toEqual({ form, violations: [] })
        await page.keyboard.press('Escape')
      }
    })
  }
}
