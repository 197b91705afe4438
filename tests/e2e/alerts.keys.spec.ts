import { expect, raise, sent, test } from './fixtures/harness.ts'

const detail = '#alert-detail'
const title = `${detail} h2`
const chosen = '.alert-row[aria-selected="true"]'
const p1 = { rule: 'stall', subject: '', priority: 1, metric: null, value: null, threshold: null } as const

test('a key acts on the alert that the key before acted on, whatever order the list takes', async ({ openScene }) => {
  const page = await openScene('late', { locale: 'en' })
  await page.keyboard.press('Alt+2')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('Alt+2')
  await expect(page.locator(title)).toHaveText('Refusals have shifted · D6 blank page')
  await page.keyboard.press('a')
  await expect(page.locator(detail)).toContainText('acknowledged by duty-1')
  // Another of its priority, which nobody has seen, now stands before it.
  await expect(page.locator('.alert-row').nth(1)).toContainText('Telemetry is silent')
  await page.keyboard.press('o')
  await expect(page.locator(chosen)).toContainText('Refusals have shifted')
  expect((await sent(page, 'assign')).map(({ body }) => body['alert'])).toEqual(['door-shift:D6'])
})

test('what stands first when the list is opened stays chosen, and is what the keys act on', async ({ openScene }) => {
  const page = await openScene('surge', { locale: 'en' })
  await page.keyboard.press('Alt+2')
  await expect(page.locator(title)).toHaveText('Slots will run out before the line does')
  await raise(page, p1)
  await expect(page.locator('.alert-row').first()).toContainText('Admissions have stalled')
  await expect(page.locator(title)).toHaveText('Slots will run out before the line does')
  await page.keyboard.press('a')
  await expect(page.locator(detail)).toContainText('acknowledged by duty-1')
  await page.keyboard.press('o')
  await expect(page.locator(detail)).toContainText('owned by duty-1')
  const asked = [...(await sent(page, 'acknowledge')), ...(await sent(page, 'assign'))]
  expect(asked.map(({ body }) => body['alert'])).toEqual(['slots-short', 'slots-short'])
})

test('a letter never reaches an alert that is not in the list', async ({ openScene }) => {
  const page = await openScene('surge', { locale: 'en' })
  await page.keyboard.press('Alt+2')
  await page.locator('.alert-row', { hasText: 'Bypass attempts' }).click()
  await page.getByRole('toolbar', { name: 'Priority' }).getByRole('button', { name: 'priority 1' }).click()
  await expect(page.locator('.alert-tree-empty')).toBeVisible()
  await expect(page.locator(title)).toContainText('Bypass attempts')
  await expect(page.locator(detail)).toContainText('Not in the list as it is filtered')
  // In the alert itself, where letters act as long as it is listed.
  await page.locator(detail).focus()
  for (const key of ['a', 'o', 's']) await page.keyboard.press(key)
  await expect(page.locator('.shelve')).toHaveCount(0)
  expect([...(await sent(page, 'acknowledge')), ...(await sent(page, 'assign'))]).toEqual([])
  await page.getByRole('button', { name: 'Clear the filter' }).click()
  await page.locator(detail).focus()
  await page.keyboard.press('a')
  await expect.poll(() => sent(page, 'acknowledge')).toHaveLength(1)
})

test('a letter that is meant for a control beside the list stays with it', async ({ openScene }) => {
  const page = await openScene('surge', { locale: 'en' })
  await page.keyboard.press('Alt+2')
  const beside = [
    page.getByRole('radio', { name: /^Active/ }),
    page.getByRole('toolbar', { name: 'Priority' }).getByRole('button', { name: 'priority 2' }),
    page.getByLabel('Rule'),
    page.getByRole('radio', { name: 'Dark' }),
    page.locator('[data-form="rate"]'),
  ]
  for (const control of beside) {
    await control.focus()
    for (const key of ['a', 'o', 'r']) await page.keyboard.press(key)
    await expect(control).toBeFocused()
  }
  expect([...(await sent(page, 'acknowledge')), ...(await sent(page, 'assign'))]).toEqual([])
})

test('says that a P1 is never shelved, to the eye and the ear, by key and by pointer', async ({ openScene }) => {
  const page = await openScene('p1', { locale: 'en' })
  await page.keyboard.press('Alt+2')
  const said = page.locator(detail).getByRole('status')
  await expect(said).toBeEmpty()
  await page.keyboard.press('s')
  await expect(said).toHaveText('A P1 is never shelved')
  await expect(said).toBeVisible()
  await page.locator('.alert-row', { hasText: 'nobody books' }).click()
  await expect(said).toBeEmpty()
  await page.locator(detail).getByRole('button', { name: 'Shelve…' }).click({ force: true })
  await expect(said).toHaveText('A P1 is never shelved')
  await expect(page.locator('.shelve')).toHaveCount(0)
})

test('goes on beside the place that a shelved alert has left', async ({ openScene }) => {
  const page = await openScene('late', { locale: 'en' })
  await page.keyboard.press('Alt+2')
  const lines = page.locator('.alert-row')
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowUp')
  const [left, next] = [await lines.nth(3).innerText(), await lines.nth(4).innerText()]
  await page.keyboard.press('s')
  await page.keyboard.press('Tab')
  await page.keyboard.type('known')
  await page.keyboard.press('Enter')
  await expect(lines).toHaveCount(4)
  expect(left).not.toBe(next)
  await page.keyboard.press('ArrowDown')
  expect(await page.locator(chosen).innerText()).toBe(next)
})
