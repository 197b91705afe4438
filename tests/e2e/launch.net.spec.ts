import { violationsOf } from './fixtures/axe.ts'
import { expect, sent, test } from './fixtures/harness.ts'

test('the safety net says that it limits, and one press gives the whole rate back', async ({ openScene }) => {
  const page = await openScene('strained', { locale: 'en' })
  const strip = page.locator('.net-strip')
  await expect(strip).toContainText('limits to 54% of the set rate')
  await strip.getByRole('button', { name: 'Release' }).click()
  await expect(strip).toHaveCount(0)
  expect((await sent(page, 'command')).map(({ body }) => body['order'])).toEqual([
    { kind: 'release-safety-net', args: {} },
  ])
})

for (const [locale, theme] of [
  ['ko', 'light'],
  ['en', 'dark'],
] as const)
  test(`the safety net is set in its form, which explains it: ${locale}, ${theme}`, async ({ openScene }) => {
    const page = await openScene('strained', { locale, theme })
    await page.locator('.rail-button[data-form="safety-net"]').click()
    await expect(page.locator('.net-acts li')).toHaveCount(3)
    expect(await violationsOf(page)).toEqual([])
    await page.locator('.panel .segmented button').first().click()
    await page.locator('.panel .send-button').click()
    await expect(page.locator('.net-strip')).toHaveCount(0)
    expect((await sent(page, 'command')).map(({ body }) => body['order'])).toEqual([
      { kind: 'set-safety-net', args: { mode: 'off' } },
    ])
  })
