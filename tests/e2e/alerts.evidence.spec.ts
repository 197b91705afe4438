import { expect, test } from './fixtures/harness.ts'

const detail = '#alert-detail'

test('says when what is shown was measured, and counts from the last raise', async ({ openScene }) => {
  const page = await openScene('late', { locale: 'en' })
  const measured = 'Error ratio: at 00:00 measured 8.3% · limit 5.0%'
  await expect(page.locator('.banner')).toContainText(measured)
  // It was raised an hour and a half ago, resolved, and came back two minutes ago.
  await expect(page.locator('.banner')).toContainText('since 00:00:40')
  await expect(page.locator('.alert').first()).toContainText(measured)
  await page.keyboard.press('Alt+2')
  await expect(page.locator('.alert-measured')).toHaveText(measured)
  await expect(page.locator(`${detail} header`)).toContainText(/since 00:00:40 · for 2 min \d+ s/)
  await expect(page.locator(`${detail} header`)).toContainText('unacknowledged · owned by duty-2')
  // What it is now stands beside, with the time of its own.
  await expect(page.locator('.evidence figcaption')).toContainText(/0\.\d% 00:0[3-9]:\d\d/)
})

test('of an alert that is over shows nothing as if it were now', async ({ openScene }) => {
  const page = await openScene('late', { locale: 'ko' })
  await page.keyboard.press('Alt+2')
  await page.getByRole('radio', { name: '해소' }).click()
  await expect(page.locator('.alert-measured')).toHaveText('좌석 사용률: 23:53 측정 92.3% · 한계 90.0%')
  await expect(page.locator('.reasons')).toHaveText('경보를 낸 까닭한계값 초과')
  await expect(page.locator('.evidence figcaption time').first()).toHaveText('23:55:40')
  // There is no series of one of the three.
  await expect(page.locator('.evidence')).toHaveCount(3)
  await expect(page.locator('.evidence:visible')).toHaveCount(2)
})

test('beside a door shows the whole of what has no part for it, and leaves out what has no data', async ({
  openScene,
}) => {
  const page = await openScene('late', { locale: 'en' })
  await page.keyboard.press('Alt+2')
  await page.locator('.alert-row', { hasText: 'D6' }).click()
  await expect(page.locator('.alert-measured')).toHaveText('Bypass attempts: at 00:02 measured 0.024/s · limit 0.018/s')
  await expect(page.locator('.evidence figcaption > :first-child')).toHaveText([
    'Bypass attempts · D6within 10 s',
    'Joining rate',
    'People waiting',
  ])
  for (const value of await page.locator('.evidence b').all()) await expect(value).toHaveText(/\d/)
  await page.locator('.alert-row', { hasText: 'Telemetry' }).click()
  await expect(page.locator('.alert-measured')).toContainText('Readings missed in a row')
  await expect(page.locator('.evidence p')).toHaveText('Nothing was recorded of this stretch')
  await expect(page.locator('.evidence canvas')).toBeHidden()
})
