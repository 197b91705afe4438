import { expect, sent, test, told, transport } from './fixtures/harness.ts'

const pauseButton = '.hold-pause'

test.describe('pausing', () => {
  for (const held of [0, 120, 500]) {
    test(`never happens when held for ${held} ms`, async ({ openScene }) => {
      const page = await openScene('surge')
      await page.locator(pauseButton).hover()
      // In the page, so that the length of the hold is what it says however slow the machine is.
      await page.locator(pauseButton).evaluate(
        (button, held) =>
          new Promise<void>(resolve => {
            const fire = (type: string) =>
              button.dispatchEvent(new PointerEvent(type, { bubbles: true, isPrimary: true, button: 0, pointerId: 1 }))
            fire('pointerdown')
            setTimeout(() => {
              fire('pointerup')
              resolve()
            }, held)
          }),
        held,
      )
      await page.waitForTimeout(1_200)
      expect(await sent(page, 'pause')).toEqual([])
      await expect(page.locator('.paused-badge')).toHaveCount(0)
    })
  }

  test('happens at 0.8 s by mouse, is sent at once and shown as observed', async ({ openScene }) => {
    const page = await openScene('surge', { locale: 'en' })
    await page.locator(pauseButton).hover()
    const pressed = await page.locator(pauseButton).evaluate(
      button =>
        new Promise<number>(resolve => {
          button.addEventListener('pointerdown', () => resolve(performance.now()), { once: true })
          button.dispatchEvent(
            new PointerEvent('pointerdown', { bubbles: true, isPrimary: true, button: 0, pointerId: 1 }),
          )
        }),
    )
    await expect.poll(() => sent(page, 'pause')).toHaveLength(1)
    const [request] = await sent(page, 'pause')
    expect((request?.at ?? 0) - pressed).toBeGreaterThanOrEqual(799)
    await expect(page.locator('.paused-badge')).toBeVisible()
    await expect(page.locator('.last-command')).toContainText('observed')
    await page.locator(pauseButton).dispatchEvent('pointerup')
    expect(await sent(page, 'pause')).toHaveLength(1)
  })

  test('happens by the hotkey with a form open, and by Alt while writing in it', async ({ openScene }) => {
    const page = await openScene('flood')
    await page.locator('[data-form="rate"]').click()
    await page.locator('.send-reason input').focus()
    await page.keyboard.down('p')
    await page.waitForTimeout(1_100)
    await page.keyboard.up('p')
    expect(await sent(page, 'pause')).toEqual([])
    await page.keyboard.down('Alt')
    await page.keyboard.down('p')
    await expect.poll(() => sent(page, 'pause')).toHaveLength(1)
    await page.keyboard.up('p')
    await page.keyboard.up('Alt')
    await page.locator('.panel-close').focus()
    await page.keyboard.down('p')
    await expect.poll(() => sent(page, 'pause')).toHaveLength(2)
    await page.keyboard.up('p')
  })

  test('happens by Enter twice, and not by one held down', async ({ openScene }) => {
    const page = await openScene('surge', { locale: 'en' })
    await page.locator(pauseButton).focus()
    await page.keyboard.down('Enter')
    for (let i = 0; i < 10; i++) await page.keyboard.down('Enter')
    await page.keyboard.up('Enter')
    await expect(page.locator(pauseButton)).toContainText('Enter again')
    expect(await sent(page, 'pause')).toEqual([])
    await page.keyboard.press('Enter')
    await expect.poll(() => sent(page, 'pause')).toHaveLength(1)
  })
})

for (const [locale, news, face] of [
  ['ko', '일시정지가 전달되지 않았습니다 — 입장은 멈추지 않았습니다 — 다시 누르십시오', '멈추지 않음'],
  ['en', 'Pause never arrived — intake is NOT paused — hold again', 'NOT PAUSED'],
] as const)
  test(`says above everything that a pause never arrived, and moves no lever (${locale})`, async ({ openScene }) => {
    const page = await openScene('surge', { locale })
    const pause = page.locator(pauseButton)
    const before = await pause.boundingBox()
    const order = { kind: 'pause', args: {} } as const
    const lost = { id: crypto.randomUUID(), order, sentAt: Date.now(), record: null }
    await told(page, { ...lost, state: 'unknown' })
    await expect(page.locator('.last-command')).toContainText(/unknown|불명/)
    await told(page, { ...lost, state: 'never-arrived' })
    await expect(page.getByRole('alert').filter({ hasText: news })).toBeVisible()
    await expect(pause).toContainText(face)
    await expect(pause).toHaveAccessibleName(new RegExp(`^${news}`))
    const after = await pause.boundingBox()
    expect([after?.x, after?.width, after?.height]).toEqual([before?.x, before?.width, before?.height])
    await pause.hover()
    await page.mouse.down()
    await expect(page.locator('.paused-badge')).toBeVisible()
    await page.mouse.up()
    await expect(page.locator('.link-bar')).toHaveCount(0)
    await expect(pause).not.toContainText(face)
  })

for (const size of [
  { width: 1440, height: 900 },
  { width: 1280, height: 800 },
  { width: 1024, height: 768 },
])
  test(`leaves the levers where they are when the connection goes, ${size.width} px wide`, async ({ openScene }) => {
    const page = await openScene('surge', { locale: 'en', size })
    const before = await page.locator(pauseButton).boundingBox()
    const levers = page.locator('.rail-button')
    const lefts = (all: Element[]) => all.map(one => one.getBoundingClientRect().left)
    const places = await levers.evaluateAll(lefts)
    await transport(page, 'lost')
    await expect(page.locator('.rail-nolink')).toBeVisible()
    // What the levers show is as old as the tiles that show the same.
    await expect(page.locator('.rail')).toHaveAttribute('data-old', 'true')
    await expect(page.locator('.rail-nolink')).toContainText(/figures [\d]+ s old/)
    expect(await levers.evaluateAll(lefts)).toEqual(places)
    expect(await page.locator(pauseButton).boundingBox()).toEqual(before)
  })

test('lowers the rate by one tap, and takes it back', async ({ openScene }) => {
  const page = await openScene('surge', { locale: 'en' })
  const lower = page.getByRole('button', { name: 'Lower the admission rate by 10%' })
  await lower.click()
  await expect.poll(() => sent(page, 'command')).toHaveLength(1)
  await expect(page.locator('[data-form="rate"]')).toContainText('3.60')
  await page.locator('.undo button').first().click()
  await expect(page.locator('[data-form="rate"]')).toContainText('4.00')
  const rates = (await sent(page, 'command')).map(({ body }) => body['order'])
  expect(rates).toEqual([3.6, 4].map(rate => ({ kind: 'set-rate', args: { rate } })))
})

test('raises only after a preview and a hold, and says when a second person is needed', async ({ openScene }) => {
  const page = await openScene('surge', { locale: 'en' })
  await page.locator('[data-form="rate"]').click()
  await page.locator('.form-number').fill('12')
  await expect(page.locator('.preview-approval')).toContainText('A second account must approve')
  await expect(page.locator('.preview tbody tr').first()).toContainText('h')
  await expect(page.locator('.preview .recharts-line')).toHaveCount(2)
  const send = page.locator('.panel .hold')
  await send.click()
  await page.waitForTimeout(300)
  expect(await sent(page, 'command')).toEqual([])
  await send.hover()
  await page.mouse.down()
  await expect.poll(() => sent(page, 'command')).toHaveLength(1)
  await page.mouse.up()
  expect(await sent(page, 'command')).toMatchObject([
    { body: { previewId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown } },
  ])
  await expect(page.locator('.approval')).toContainText('waiting for a second account')
  await expect(page.locator('.approval button')).toHaveCount(0)
  await expect(page.locator('.last-command')).toContainText('awaiting approval')
})

for (const [locale, zero, range] of [
  ['ko', '0은 일시정지입니다', '0.01에서 100,000 사이'],
  ['en', '0 is a pause: hold the pause button', 'Enter a number from 0.01 to 100,000'],
] as const)
  test(`sends no rate of nothing, and says what does that instead (${locale})`, async ({ openScene }) => {
    const page = await openScene('surge', { locale })
    await page.locator('[data-form="rate"]').click()
    const [field, note, send] = [page.locator('.form-number'), page.locator('.send-note'), page.locator('.send-button')]
    for (const [typed, told] of [
      ['0', zero],
      ['-5', range],
      ['', range],
    ] as const) {
      await field.fill(typed)
      await expect(note).toContainText(told)
      await expect(send).toBeDisabled()
    }
    await field.fill('4.4')
    await page.locator('.panel').getByRole('slider').fill('0.01')
    await expect(field).toHaveValue('0.01')
  })

test('approves what another account asks for, by a hold', async ({ openScene }) => {
  const page = await openScene('approval', { locale: 'en' })
  await expect(page.locator('.approval')).toContainText('duty-2 asks')
  await page.locator('.approval .hold').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect.poll(() => sent(page, 'approve')).toMatchObject([{ body: { approve: true } }])
  await expect(page.locator('.approval')).toHaveCount(0)
  await expect(page.locator('[data-form="rate"]')).toContainText('12.0')
})

test('says that the intake is paused and what ends it, and is held as before', async ({ openScene }) => {
  for (const [locale, name, hint] of [
    ['ko', /^입장 일시정지 중\. .*재개/, '재개…'],
    ['en', /^PAUSED: the intake is paused\. .*Resume/, 'Resume…'],
  ] as const) {
    const page = await openScene('paused', { locale })
    const pause = page.locator(pauseButton)
    await expect(pause).toHaveAccessibleName(name)
    await expect(pause).toContainText(hint)
    await pause.hover()
    await page.mouse.down()
    await expect.poll(() => sent(page, 'pause')).toHaveLength(1)
    await page.mouse.up()
  }
})

test('resumes from a pause with a preview and a ramp', async ({ openScene }) => {
  const page = await openScene('paused', { locale: 'en' })
  await page.locator('[data-form="resume"]').click()
  await expect(page.locator('.panel')).toContainText('Starts at 10%')
  const send = page.locator('.panel .hold')
  await expect(send).toBeEnabled()
  await send.hover()
  await page.mouse.down()
  await expect
    .poll(() => sent(page, 'command'))
    .toMatchObject([{ body: { order: { kind: 'resume', args: { rampSeconds: 60 } } } }])
  await page.mouse.up()
  await expect(page.locator('.paused-badge')).toHaveCount(0)
})

test('closes a cohort after ten seconds in which it can be undone', async ({ openScene }) => {
  const page = await openScene('surge', { locale: 'en' })
  await page.locator('[data-form="cohort"]').click()
  await page.getByRole('button', { name: 'Close cohort' }).click()
  await expect(page.locator('.undo')).toContainText('closing Ages 53–54')
  await page.locator('.undo button').first().click()
  await expect(page.locator('.undo')).toHaveCount(0)
  expect(await sent(page, 'command')).toEqual([])
  await page.locator('[data-form="cohort"]').click()
  await page.getByRole('button', { name: 'Close cohort' }).click()
  await page.getByRole('button', { name: 'Close now' }).click()
  await expect.poll(() => sent(page, 'command')).toMatchObject([{ body: { order: { kind: 'close-cohort' } } }])
})

test('adds capacity, and shows it in the tile', async ({ openScene }) => {
  const page = await openScene('surge', { locale: 'en' })
  await page.locator('[data-form="capacity"]').click()
  await page.getByLabel('Booking workers').fill('2')
  await page.getByLabel('Seats each').fill('400')
  await expect(page.locator('.panel')).toContainText('1,200 → 2,000 seats')
  await expect(page.locator('.panel .send-button')).toBeEnabled()
  // In the page, in the turn in which the order changes: without its preview it would be refused.
  const disabled = await page.getByLabel('Seats each').evaluate(async (field: HTMLInputElement) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, '500')
    field.dispatchEvent(new Event('input', { bubbles: true }))
    await Promise.resolve()
    return document.querySelector<HTMLButtonElement>('.panel .send-button')?.disabled
  })
  expect(disabled).toBe(true)
  await page.locator('.panel .send-button').click()
  await expect(page.locator('[data-tile="capacity"]')).toContainText('/ 2,200')
})

test('acknowledges, owns and shelves alerts; a P1 cannot be shelved', async ({ openScene }) => {
  const page = await openScene('p1', { locale: 'en' })
  await expect(page.locator('.banner')).toContainText('Too many requests fail')
  await expect(page.locator('.alert[data-priority="1"]').first().getByText('Shelve…')).toHaveCount(0)
  await page
    .locator('.banner')
    .getByRole('button', { name: /^Acknowledge/ })
    .click()
  await expect(page.locator('.banner .is-flashing')).toHaveCount(0)
  await expect.poll(() => sent(page, 'acknowledge')).toHaveLength(1)

  const slots = page.locator('.alert', { hasText: 'Slots will run out' })
  await slots.getByRole('button', { name: /^Take ownership/ }).click()
  await expect(slots).toContainText('owned by duty-1')
  await slots.getByRole('button', { name: /^Shelve/ }).click()
  await slots.getByLabel('Reason').fill('second batch arrives at 21:00')
  await slots.locator('form button[type=submit]').click()
  await expect(page.locator('.alert-group.is-over')).toContainText('1 shelved')
  await expect.poll(() => sent(page, 'shelve')).toMatchObject([{ body: { minutes: 5 } }])
})

test('collapses a flood into groups, and loses nothing', async ({ openScene }) => {
  const page = await openScene('flood', { locale: 'en' })
  await expect(page.locator('.alerts-flood')).toContainText('75 in 10 minutes')
  await expect(page.locator('.alert[data-priority="1"]')).toHaveCount(2)
  await page.locator('.alert-group summary', { hasText: '41 alerts' }).click()
  await expect(page.locator('.alert-group[open] .alert')).toHaveCount(41)
})

test('goes through a whole evening by keyboard alone', async ({ openScene }) => {
  const page = await openScene('surge', { locale: 'en' })
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.locator('#rail')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.locator(pauseButton)).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.locator('.panel')).toBeVisible()
  await page.locator('.form-number').focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('4.4')
  const send = page.locator('.panel .hold')
  await expect(send).toBeEnabled()
  for (let i = 0; i < 20 && !(await send.evaluate(node => node === document.activeElement)); i++)
    await page.keyboard.press('Tab')
  await page.keyboard.down('Space')
  await expect.poll(() => sent(page, 'command')).toHaveLength(1)
  await page.keyboard.up('Space')
  await page.locator('.chart-queue .chart-scrub').focus()
  await page.keyboard.press('ArrowLeft')
  await expect(page.locator('.chart-queue .chart-scrub')).toHaveAttribute('aria-valuetext', /waiting 37/)
  await page.locator('[data-form="cohort"]').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(page.locator('.panel')).toHaveCount(0)
  await expect(page.locator('[data-form="cohort"]')).toBeFocused()
})

test('tells what the flags of a chart stand for, by pointer and by keyboard', async ({ openScene }) => {
  const page = await openScene('strained', { locale: 'en' })
  const slider = page.locator('.chart-admission .chart-scrub')
  const tip = page.locator('.chart-admission .chart-tip')
  await slider.focus()
  await expect(tip).toBeHidden()
  await page.keyboard.press('ArrowDown')
  await expect(tip).toContainText('Safety net: 54% of the set rate')
  await page.keyboard.press('ArrowDown')
  await expect(tip).toContainText('Safety net: 49% of the set rate')
  await expect(tip).toContainText('slow bookings')
  await expect(slider).toHaveAttribute('aria-valuetext', /Safety net: 49% of the set rate, 23:57:30 · slow bookings$/)
  await page.keyboard.press('ArrowUp')
  await expect(tip).toContainText('Safety net: 54% of the set rate')
  const pole = await tip.boundingBox()
  await page.keyboard.press('Escape')
  await expect(tip).toBeHidden()
  await slider.blur()

  const plot = await page.locator('.chart-admission .u-over').boundingBox()
  if (!pole || !plot) throw new Error('a chart and its tip have a place')
  // The tip stands left of its pole, which is right of the middle.
  const x = pole.x + pole.width
  await page.mouse.move(x, plot.y + plot.height - 8)
  await expect(tip).toContainText('Safety net: 54% of the set rate')
  // Up along the pole, and over to the words.
  await page.mouse.move(x - 3, pole.y + 10, { steps: 20 })
  await page.mouse.move(pole.x + 20, pole.y + 10, { steps: 20 })
  await expect(tip).toBeVisible()
  await page.mouse.move(plot.x + 20, plot.y + plot.height - 8)
  await expect(tip).toBeHidden()
})
