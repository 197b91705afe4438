import { expect, raise, test } from './fixtures/harness.ts'

test('leads to the pause button without speaking of a form', async ({ openScene }) => {
  const page = await openScene('late', { locale: 'en' })
  await page.keyboard.press('Alt+2')
  await expect(page.locator('.alert-suggestion')).toContainText('that button has to be held')
  await expect(page.locator('.alert-suggestion')).not.toContainText('form')
  await page.getByRole('button', { name: 'Go to the pause button' }).click()
  await expect(page.locator('.hold-pause')).toBeFocused()
})

test('in a flood says that something is gathered only while something is', async ({ openScene }) => {
  const page = await openScene('flood', { locale: 'en' })
  const note = page.locator('.alerts-flood')
  await expect(note).toContainText('72 gathered, 0 silenced')
  await page.evaluate(() => {
    const { script } = globalThis as unknown as {
      script: {
        alerts: { active(): { rule: string; subject: string }[]; resolve(rule: string, subject: string): void }
      }
    }
    for (const { rule, subject } of script.alerts.active()) script.alerts.resolve(rule, subject)
  })
  await expect(note).toContainText('None is active now')
  await raise(page, { rule: 'bypass', subject: 'D7', priority: 3, metric: null, value: null, threshold: null })
  await expect(note).toContainText('All that are active now, 1, are listed one by one')
})

for (const locale of ['ko', 'en'] as const)
  test(`keeps every line of the list within it (${locale})`, async ({ openScene }) => {
    const page = await openScene('late', { locale })
    await page.keyboard.press('Alt+2')
    await expect(page.locator('.alert-row')).toHaveCount(5)
    const cut = await page
      .locator('.alert-row :is(b, time, .chip)')
      .evaluateAll(parts =>
        parts
          .filter(
            part =>
              part.scrollWidth > part.clientWidth + 1 ||
              part.getBoundingClientRect().right > (part.closest('.alert-row')?.getBoundingClientRect().right ?? 0) - 8,
          )
          .map(({ textContent }) => textContent),
      )
    expect(cut).toEqual([])
  })
