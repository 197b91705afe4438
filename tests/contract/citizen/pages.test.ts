import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { openBrowser, type Browser } from './browser.ts'
import { device } from './device.ts'
import { openPlane, type Plane } from './plane.ts'

const base = '/c/53-54'

/** Joins, waits until called and takes the seat. */
async function admitted(browser: Browser, plane: Plane, serial: number, dependents: number[] = []): Promise<void> {
  await browser.get(base)
  const fields = { assertion: plane.assertion(serial), dependents: dependents.map(one => plane.assertion(one)) }
  expect((await browser.post(`${base}/join`, fields)).location).toBe(`${base}/wait`)
  while (!(await browser.get(`${base}/wait`)).html.includes('data-phase="called"')) await pause(20)
  for (;;) {
    const { location } = await browser.post(`${base}/enter`)
    if (location === `${base}/book`) return
    await pause(20)
  }
}

describe('a place', () => {
  test('is kept in cookies of its cohort that no script can read', async () => {
    await using plane = await openPlane()
    const browser = openBrowser(plane)
    const shown = await browser.get(base)
    expect(shown.headers.get('set-cookie')).toMatch(/^sluice_client=[\w-]{22}; Path=\/; .*HttpOnly; SameSite=Lax$/)
    const joined = await browser.post(`${base}/join`, { assertion: plane.assertion(1) })
    expect([joined.status, joined.location]).toEqual([303, `${base}/wait`])
    const ticket = joined.headers.getSetCookie().find(cookie => cookie.startsWith('sluice_ticket='))
    expect(ticket).toMatch(/^sluice_ticket=[\w.-]+; Path=\/c\/53-54; Max-Age=\d+; HttpOnly; SameSite=Lax$/)
    for (const cookie of joined.headers.getSetCookie()) expect(cookie).toContain('; HttpOnly; SameSite=Lax')
    const wait = await browser.get(`${base}/wait`)
    expect(wait.status).toBe(200)
    expect(wait.headers.get('cache-control')).toBe('no-store')
    expect(wait.html).not.toContain(browser.cookie('sluice_ticket'))
  })

  test('moves to the device that confirms the person again, and the first is told so', async () => {
    await using plane = await openPlane()
    const [phone, tablet] = [openBrowser(plane), openBrowser(plane, 'en-GB,en;q=0.9,ko;q=0.1')]
    for (const browser of [phone, tablet]) {
      await browser.get(base)
      await browser.post(`${base}/join`, { assertion: plane.assertion(1) })
    }
    const old = await phone.get(`${base}/wait`)
    expect(old.status).toBe(409)
    expect(old.html).toContain('다른 기기에서 같은 순번을 이어받았습니다')
    expect((await tablet.get(`${base}/wait`)).status).toBe(200)
    // The first may take it back.
    expect((await phone.post(`${base}/join`, { assertion: plane.assertion(1) })).status).toBe(303)
    expect((await tablet.get(`${base}/wait`)).html).toContain('Your place has moved to another device')
  })

  test('can be given up, by a form and once', async () => {
    await using plane = await openPlane()
    const browser = openBrowser(plane)
    await browser.get(base)
    await browser.post(`${base}/join`, { assertion: plane.assertion(1) })
    expect((await browser.post(`${base}/leave`)).html).toContain('대기를 그만두었습니다')
    expect(browser.cookie('sluice_ticket')).toBeUndefined()
    const wait = await browser.get(`${base}/wait`)
    expect([wait.status, wait.location]).toEqual([303, `${base}?because=ticket-missing`])
  })
})

describe('a form', () => {
  test('counts only when one of our own pages has sent it', async () => {
    await using plane = await openPlane()
    const browser = openBrowser(plane)
    await browser.get(base)
    await browser.post(`${base}/join`, { assertion: plane.assertion(1) })
    const { host } = new URL(plane.url)
    for (const headers of [
      {},
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: plane.url },
      { 'sec-fetch-site': 'none' },
      { origin: 'https://elsewhere.example' },
      { origin: 'null' },
      { origin: `https://elsewhere.example/${host}` },
      { referer: `https://elsewhere.example/?${plane.url}` },
    ] as Record<string, string>[])
      for (const path of ['leave', 'enter', 'alive', 'book', 'extend', 'identity']) {
        const answer = await browser.post(`${base}/${path}`, {}, headers)
        expect([path, headers, answer.status]).toEqual([path, headers, 403])
        expect(answer.html).toContain('다른 누리집에서 보낸 요청')
      }
    expect((await browser.get(`${base}/wait`)).status).toBe(200)
    for (const headers of [{ origin: plane.url }, { referer: `${plane.url}${base}/wait` }])
      expect((await browser.post(`${base}/alive`, {}, headers)).status).toBe(204)
  })

  test('is the only body that pages read, and nothing else reads one', async () => {
    await using plane = await openPlane()
    const json = await fetch(`${plane.url}${base}/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({ assertion: plane.assertion(1) }),
    })
    expect(json.status).toBe(415)
    const form = await fetch(`${plane.url}/v1/cohorts/53-54/join`, {
      method: 'POST',
      body: new URLSearchParams({ assertion: plane.assertion(2) }),
    })
    expect(form.status).toBe(415)
  })

  test('from the identity provider is shown to the person first, and takes nothing by itself', async () => {
    await using plane = await openPlane({ live: true })
    const browser = openBrowser(plane)
    await browser.get(base)
    const client = browser.cookie('sluice_client')
    const assertion = plane.assertion(1)
    const fields = { assertion, dependents: [plane.assertion(2)] }
    // A browser sends no cookie of ours with another site's form.
    const foreign = openBrowser(plane)
    const shown = await foreign.post(`${base}/join`, fields, { origin: 'https://provider.example' })
    expect(shown.status).toBe(200)
    expect(shown.headers.getSetCookie()).toEqual([])
    expect(shown.html).toContain(`name="assertion" value="${assertion}"`)
    expect(shown.html.match(/\d{4}년 \d+월 \d+일 출생/g)).toHaveLength(2)
    const joined = await browser.post(`${base}/join`, fields)
    expect(joined.location).toBe(`${base}/wait`)
    // The same device, now with the mark of one whose user is known.
    expect(browser.cookie('sluice_client')?.split('.')[0]).toBe(client)
    expect(plane.attempts('D7')).toBe(0)
  })

  test('with an assertion that nobody signed is refused and counted like over the API', async () => {
    await using plane = await openPlane()
    const browser = openBrowser(plane)
    await browser.get(base)
    const forged = plane.assertion(1).slice(0, -4) + 'AAAA'
    const answer = await browser.post(`${base}/join`, { assertion: forged })
    expect(answer.status).toBe(401)
    expect(answer.html).toContain('본인 확인 정보를 인정할 수 없습니다')
    expect((await browser.post(`${base}/join`)).status).toBe(401)
    expect(plane.attempts('D1')).toBe(1)
  })
})

describe('who has not waited', () => {
  test.each(['/book', `${base}/book`])('is led from %s to the waiting room, and counted', async path => {
    await using plane = await openPlane()
    const browser = openBrowser(plane)
    const answer = await browser.get(path)
    expect([answer.status, answer.location?.split('?')[1]]).toEqual([303, 'because=admission-missing'])
    expect(plane.attempts('D3')).toBe(1)
    const start = await browser.get(answer.location ?? '')
    expect(start.status).toBe(200)
    expect(start.html).toContain('예약 화면은 대기 순서를 거쳐야 열립니다')
    const posted = await browser.post(`${base}/book`, { slot: '1', who: '0' })
    expect([posted.status, posted.location]).toEqual([303, `${base}?because=admission-missing`])
    expect(plane.attempts('D3')).toBe(2)
    expect(plane.bookings.total()).toBe(0)
  })

  test('but waits, is led back to the wait', async () => {
    await using plane = await openPlane()
    const browser = openBrowser(plane)
    await browser.get(base)
    await browser.post(`${base}/join`, { assertion: plane.assertion(1) })
    const answer = await browser.get(`${base}/book`)
    expect([answer.status, answer.location]).toEqual([303, `${base}/wait`])
    expect(plane.attempts('D3')).toBe(1)
  })

  test('and types any address, is led to the waiting room', async () => {
    await using plane = await openPlane()
    const browser = openBrowser(plane)
    for (const path of [
      '/admin',
      '/booking/direct',
      '/c',
      '/v1/nothing',
      '/v1/bookings',
      `${base}/join`,
      `${base}/enter`,
    ]) {
      const answer = await browser.get(path)
      expect([path, answer.status, answer.location]).toEqual([path, 303, '/?because=not-found'])
    }
    await browser.get(base)
    await browser.post(`${base}/join`, { assertion: plane.assertion(1) })
    expect((await browser.get('/reserve')).location).toBe(`${base}/wait`)
    expect((await browser.get('/wait')).location).toBe(`${base}/wait`)
    const posted = await browser.post('/reserve', {}, {})
    expect([posted.status, posted.html.includes('<h1>')]).toEqual([404, true])
    const broken = await browser.get('/c/%E0%A4%A/book')
    expect([broken.status, broken.html.includes('<h1>')]).toEqual([400, true])
    const program = await fetch(`${plane.url}/admin`)
    expect(program.status).toBe(404)
  })

  test('gains nothing with an admission that is made up or another’s', async () => {
    await using plane = await openPlane()
    const [waited, thief] = [openBrowser(plane), openBrowser(plane)]
    await admitted(waited, plane, 1)
    await thief.get(base)
    for (const [admission, door] of [
      ['a.b.c', 'D1'],
      [waited.cookie('sluice_admission') ?? '', 'D7'],
    ] as const) {
      thief.jar.set('sluice_admission /c/53-54', { value: admission, path: base })
      const answer = await thief.post(`${base}/book`, { slot: '2', who: '0' })
      expect(answer.status).toBeGreaterThanOrEqual(401)
      expect(answer.html).toContain('<h1>')
      expect(plane.attempts(door)).toBe(1)
    }
    expect(plane.bookings.total()).toBe(0)
  })
})

describe('booking', () => {
  test('a lost page comes back to the same lease, even without the answer that gave it', async () => {
    await using plane = await openPlane()
    const browser = openBrowser(plane)
    await admitted(browser, plane, 1)
    const first = browser.cookie('sluice_admission')
    const until = (html: string) => /(\d\d:\d\d)까지 예약할 수 있습니다/.exec(html)?.[1]
    const shown = await browser.get(`${base}/book`)
    browser.jar.delete('sluice_admission /c/53-54')
    expect((await browser.get(`${base}/wait`)).location).toBe(`${base}/book`)
    const again = await browser.get(`${base}/book`)
    expect(again.status).toBe(200)
    expect(until(again.html)).toBe(until(shown.html))
    expect(browser.cookie('sluice_admission')).toBe(first)
    expect(plane.attempts('D3')).toBe(0)
  })

  test('a full slot costs nothing: another is chosen under the same lease', async () => {
    await using plane = await openPlane()
    const [quick, slow] = [openBrowser(plane), openBrowser(plane)]
    await admitted(quick, plane, 1)
    await admitted(slow, plane, 2)
    // The only dose of slot 3.
    expect((await quick.post(`${base}/book`, { slot: '3', who: '0' })).location).toBe(`${base}/done`)
    const full = await slow.post(`${base}/book`, { slot: '3', who: '0', site: 'busan-1', date: '2021-07-26' })
    expect(full.status).toBe(409)
    expect(full.html).toContain('고르신 시간이 방금 모두 찼습니다')
    expect((await slow.post(`${base}/book`, { who: '0', site: 'seoul-1', date: '2021-07-26' })).status).toBe(400)
    expect((await slow.post(`${base}/book`, { slot: '1', who: '0' })).location).toBe(`${base}/done`)
    expect((await slow.get(`${base}/done`)).html).toMatch(/<strong>[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}<\/strong>/)
  })

  test('a guardian books for each, one after the other, and nobody twice', async () => {
    await using plane = await openPlane()
    const browser = openBrowser(plane)
    await admitted(browser, plane, 1, [2, 3])
    expect((await browser.get(`${base}/book?site=seoul-1&date=2021-07-26`)).html).toMatch(/가족 2 \(196\d년 \d\d월생\)/)
    for (const [who, rest] of [
      ['1', 2],
      ['0', 1],
      ['2', 0],
    ] as const) {
      expect((await browser.post(`${base}/book`, { slot: '2', who })).location).toBe(`${base}/done`)
      const done = await browser.get(`${base}/done`)
      expect(done.html.includes('아직 예약하지 않은 분')).toBe(rest > 0)
      if (rest > 0) expect((await browser.get(`${base}/book?site=seoul-1&date=2021-07-26`)).html).toContain('disabled')
    }
    expect((await browser.get(`${base}/done`)).html.match(/class="code"/g)).toHaveLength(3)
    expect((await browser.get(`${base}/wait`)).location).toBe(`${base}/done`)
    expect(plane.bookings.total()).toBe(3)
  })

  test('more time is had by a form, and the page says so', async () => {
    await using plane = await openPlane()
    const browser = openBrowser(plane)
    await admitted(browser, plane, 1)
    const extended = await browser.post(`${base}/extend`, { site: 'seoul-1' })
    expect(extended.location).toBe(`${base}/book?site=seoul-1&extended=yes`)
    expect((await browser.get(extended.location ?? '')).html).toContain('예약 시간을 연장했습니다')
  })

  test('what was booked is found by its code, cancelled once asked again, and shown as cancelled from then on', async () => {
    await using plane = await openPlane()
    const browser = openBrowser(plane)
    await admitted(browser, plane, 1)
    await browser.post(`${base}/book`, { slot: '1', who: '0' })
    const code = browser.cookie('sluice_codes')?.slice(2) ?? ''
    const other = openBrowser(plane, 'en')
    const found = await other.post('/booking', { code: code.toLowerCase().replaceAll('-', ' ') })
    expect(found.html).toContain('Seoul centre 1')
    expect(found.headers.get('cache-control')).toBe('no-store')
    expect((await other.post('/booking', { code: 'XXXX-XXXX-XXXX' })).status).toBe(404)
    expect((await other.post('/booking/cancel', { code })).html).toContain('The booking is cancelled')
    expect((await other.post('/booking', { code })).html).toContain('Cancelled')
    const done = await browser.get(`${base}/done`)
    expect(done.html).toContain('예약을 취소했습니다')
    expect(done.html).not.toContain('예약되었습니다')
    expect(plane.bookings.stock().left).toBe(311)
  })
})

describe('every page', () => {
  test('comes with a policy that lets nothing in from elsewhere and nothing run inline', async () => {
    await using plane = await openPlane()
    const browser = openBrowser(plane)
    for (const path of ['/', base, '/booking', '/draw/53-54', '/c/none/wait']) {
      const { headers, html } = await browser.get(path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe|\*|https?:/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(html).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/)
    }
  })

  test('is written in the language that was chosen, then the browser’s, then Korean', async () => {
    await using plane = await openPlane()
    const lang = (html: string) => /<html lang="(\w+)"/.exec(html)?.[1]
    expect(lang((await openBrowser(plane, 'fr').get('/')).html)).toBe('ko')
    expect(lang((await openBrowser(plane, 'fr, en;q=0.5, ko;q=0.2').get('/')).html)).toBe('en')
    const browser = openBrowser(plane, 'en')
    expect(lang((await browser.get('/booking?lang=ko')).html)).toBe('ko')
    expect(lang((await browser.get(base)).html)).toBe('ko')
    expect((await browser.get('/?text=large')).html).toContain('data-text="large"')
    expect((await browser.get('/booking')).html).toContain('data-text="large"')
    expect(lang((await browser.get('/?lang=xx&lang=en')).html)).toBe('ko')
  })

  test('of a drill offers the registry; live it explains the identity provider and has no registry', async () => {
    {
      await using plane = await openPlane()
      const browser = openBrowser(plane)
      expect((await browser.get(base)).html).toContain('개발용 가상 인물 명부')
      const wrong = await browser.post(`${base}/identity`, { birth0: '19670229', serial0: '1' })
      expect([wrong.status, wrong.html.includes('value="19670229"')]).toEqual([400, true])
      const young = await browser.post(`${base}/identity`, { birth0: '19990101', serial0: '1' })
      const [, assertion = ''] = /name="assertion" value="([^"]+)"/.exec(young.html) ?? []
      const refused = await browser.post(`${base}/join`, { assertion })
      expect([refused.status, refused.html.includes('이번 예약 대상에 들지 않습니다')]).toEqual([403, true])
    }
    await using plane = await openPlane({ live: true, issuerUrl: 'https://identity.example/start' })
    const browser = openBrowser(plane)
    const { html } = await browser.get(base)
    expect(html).toContain('확인 기관의 화면에서 합니다')
    expect(html).toContain('href="https://identity.example/start"')
    expect((await browser.post(`${base}/identity`, { birth0: '19670301', serial0: '1' })).status).toBe(404)
  })

  test('of a draw recomputes what everybody can fetch', async () => {
    await using plane = await openPlane()
    const browser = openBrowser(plane)
    await browser.get(base)
    await browser.post(`${base}/join`, { assertion: plane.assertion(1) })
    const { body } = await device(plane).ask('GET', '/v1/cohorts/53-54/draw/1')
    const { html } = await browser.get('/draw/53-54?index=1')
    expect(html).toContain(`data-number="${String(body['number'])}"`)
    expect((await browser.get('/draw/53-54?index=2')).html).toContain('접수 번호 2은 발급된 적이 없습니다')
    for (const index of ['0', '-1', '1e3', '', '9'.repeat(30)])
      expect((await browser.get(`/draw/53-54?index=${index}`)).status).toBe(400)
    expect((await browser.get('/draw/nobody')).status).toBe(404)
  })
})
