import { violationsOf } from './fixtures/axe.ts'
import { expect, sent, test } from './fixtures/harness.ts'

test('revokes one place by keyboard: found, previewed, held', async ({ openScene }) => {
  const page = await openScene('surge', { locale: 'en' })
  await page.locator('[data-form="revoke"]').focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('Number', { exact: true }).last().fill('61204')
  await expect(page.locator('.found')).toContainText('number 61,204 · on the booking page')
  await expect(page.locator('.preview-reach')).toContainText('1 seated')
  const send = page.locator('.panel .hold')
  await expect(send).toContainText('number 61,204')
  await send.focus()
  await page.keyboard.press('Enter')
  expect(await sent(page, 'command')).toEqual([])
  await page.keyboard.press('Enter')
  await expect.poll(() => sent(page, 'command')).toHaveLength(1)
  const [request] = await sent(page, 'command')
  expect(request?.body['order']).toMatchObject({
    kind: 'revoke',
    args: { target: { what: 'admission', number: 61_204 } },
  })
  await expect(page.locator('.last-command')).toContainText('Revoke')
})

test('revokes a person by a booking code, which stays out of the order', async ({ openScene }) => {
  const page = await openScene('surge', { locale: 'ko' })
  await page.locator('[data-form="revoke"]').click()
  await page.getByLabel('한 사람').check()
  await page.getByLabel('예약 번호', { exact: true }).check()
  await page.locator('.panel .form-field input').fill('K7Q2-M9XR-T4WB')
  await expect(page.locator('.found')).toContainText('확정된 예약 있음')
  await page.locator('.panel .hold').hover()
  await page.mouse.down()
  await expect.poll(() => sent(page, 'command')).toHaveLength(1)
  await page.mouse.up()
  const [request] = await sent(page, 'command')
  expect(request?.body['order']).toEqual({
    kind: 'revoke',
    args: { target: { what: 'person', person: '0f'.repeat(16) } },
  })
  expect(JSON.stringify(request)).not.toContain('K7Q2')
})

for (const [locale, reason] of [
  ['ko', '이 대상군에 12번 순번이 없습니다'],
  ['en', 'no place with the number 12 in this cohort'],
] as const)
  test(`says in the form and at its button that there is no such number (${locale})`, async ({ openScene }) => {
    const page = await openScene('surge', { locale })
    await page.locator('[data-form="revoke"]').click()
    await page.locator('.panel .form-field input').fill('12')
    await expect(page.locator('.found')).toContainText(reason)
    await expect(page.locator('.send-note')).toHaveText(reason)
    await expect(page.locator('.panel .hold')).toBeDisabled()
  })

test('says that a whole cohort takes a second person', async ({ openScene }) => {
  const page = await openScene('surge', { locale: 'en' })
  await page.locator('[data-form="revoke"]').click()
  await page.getByLabel('A whole cohort').check()
  await expect(page.locator('.preview-approval')).toContainText('it revokes a whole cohort')
  await expect(page.locator('.preview-reach')).toContainText('912 seated')
})

for (const { theme, locale } of [
  { theme: 'dark', locale: 'ko' },
  { theme: 'light', locale: 'en' },
] as const)
  test(`has no accessibility violation: ${theme}, ${locale}`, async ({ openScene }) => {
    const page = await openScene('surge', { theme, locale })
    await page.locator('[data-form="revoke"]').click()
    await page.locator('.panel .form-field input').fill('61204')
    await expect(page.locator('.preview-reach')).toBeVisible()
    expect(await violationsOf(page, { include: '.panel' })).toEqual([])
  })
