import { portChannel, shellKey } from '../../src/protocol/shell.ts'
import type { ConsoleState } from '../../src/protocol/bridge.ts'
import type { Desktop } from '../standin/launch.ts'
import { alertOf } from '../unit/renderer/nouns.ts'
import { expect, test } from './fixtures/desktop.ts'

/** The desktop shell as it is built, window and processes included, without regard to what the page shows. */

test.beforeEach(({ desktop }, info) => {
  const runsOn = desktop.kind === 'electron' ? 'Electron itself' : 'the stand-in for Electron over Chromium'
  info.annotations.push({ type: 'shell', description: runsOn })
})

test('says which shell these tests ran on', ({ desktop }) => {
  process.stdout.write(
    `desktop shell: ${desktop.kind === 'electron' ? 'the real Electron' : 'STAND-IN over Chromium (no Electron binary, or no display)'}\n`,
  )
  expect(['electron', 'stand-in']).toContain(desktop.kind)
})

/** Asks the console core for its state over a port of one's own, as the page does. */
function stateOf({ page }: Desktop): Promise<ConsoleState> {
  return page.evaluate(
    ({ shellKey, portChannel }) =>
      new Promise<ConsoleState>((resolve, reject) => {
        setTimeout(() => reject(new Error('no answer from the core')), 5000)
        window.addEventListener('message', ({ data, ports: [port] }) => {
          if (data !== portChannel || !port) return
          port.onmessage = ({ data: frame }: MessageEvent<{ type: string; id?: number; body: ConsoleState }>) => {
            if (frame.type === 'reply' && frame.id === 7) resolve(frame.body)
          }
          port.postMessage({ id: 7, name: 'state', body: {} })
        })
        const shell = (globalThis as unknown as Record<string, { openBridge(): void }>)[shellKey]
        shell?.openBridge()
      }),
    { shellKey, portChannel },
  )
}

test('opens one window on the scheme of its own', async ({ desktop }) => {
  expect(desktop.address()).toBe('app://console/index.html')
  expect(desktop.page.context().pages()).toHaveLength(1)
})

test('gives the page a bridge to the core, and the core a live link', async ({ desktop }) => {
  await expect.poll(async () => (await stateOf(desktop)).link.state).toBe('live')
  const state = await stateOf(desktop)
  expect(state).toMatchObject({ shell: 'electron', readOnly: false, snapshot: { mode: 'DRILL' } })
})

test('exposes the port and nothing else', async ({ desktop }) => {
  const shown = await desktop.page.evaluate(key => {
    const page = globalThis as unknown as Record<string, unknown>
    const shell = page[key] as Record<string, unknown>
    return {
      shell: Object.keys(shell),
      node: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter(name => name in page),
    }
  }, shellKey)
  expect(shown).toEqual({ shell: ['openBridge'], node: [] })
})

test('lets no script in from outside, inline or by evaluation', async ({ desktop }) => {
  const { page } = desktop
  const violations = await page.evaluate(async () => {
    const seen: string[] = []
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => void seen.push(effectiveDirective))
    const inline = document.createElement('script')
    inline.textContent = 'globalThis.intruder = 1'
    document.head.append(inline)
    const outside = document.createElement('script')
    outside.src = 'https://evil.example/x.js'
    document.head.append(outside)
    const image = document.createElement('img')
    image.src = 'https://evil.example/x.png'
    document.head.append(image)
    await fetch('https://evil.example/').catch(() => undefined)
    await new Promise(resolve => setTimeout(resolve, 200))
    for (const element of [inline, outside, image]) element.remove()
    return { seen, intruder: 'intruder' in globalThis }
  })
  expect(violations.intruder).toBe(false)
  expect(violations.seen).toEqual(expect.arrayContaining(['script-src-elem', 'img-src', 'connect-src']))
})

test('sends its policy with every answer, and no file from outside its folder', async ({ desktop }) => {
  const answers = await desktop.page.evaluate(async () => {
    const ask = async (path: string, method = 'GET') => {
      const answer = await fetch(path, { method })
      return [answer.status, (answer.headers.get('content-security-policy') ?? '').includes("default-src 'none'")]
    }
    return {
      page: await ask('/index.html'),
      climbing: await ask('/..%2f..%2fpackage.json'),
      encoded: await ask('/%2e%2e/%2e%2e/package.json'),
      backslash: await ask('/..%5c..%5cpackage.json'),
      nul: await ask('/index.html%00.js'),
      missing: await ask('/nothing.js'),
      preload: await ask('/..%2fpreload/index.cjs'),
      posted: await ask('/index.html', 'POST'),
    }
  })
  expect(answers).toEqual({
    page: [200, true],
    climbing: [404, true],
    encoded: [404, true],
    backslash: [400, true],
    nul: [400, true],
    missing: [404, true],
    preload: [404, true],
    posted: [405, true],
  })
})

test('is not led away, and opens no second window', async ({ desktop }) => {
  const { page } = desktop
  await page.evaluate(() => {
    location.href = 'https://evil.example/'
  })
  await page.evaluate(() => {
    window.open('https://evil.example/')
    const link = document.createElement('a')
    link.href = 'https://evil.example/'
    link.target = '_blank'
    document.body.append(link)
    link.click()
    link.remove()
  })
  await page.waitForTimeout(500)
  expect(desktop.address()).toBe('app://console/index.html')
  await expect.poll(() => page.context().pages().length).toBe(1)
})

test('tells the desktop of a new P1, and opens it when that is pressed', async ({ desktop, plane }) => {
  const notices = desktop.notices()
  test.skip(notices === undefined, 'a real desktop is not looked at from here')
  const { page } = desktop
  await expect(page.locator('.nav')).toBeVisible()
  plane.event({ kind: 'alert', alert: { ...alertOf({ id: 'stall-1', rule: 'stall', priority: 1 }), subject: '' } })
  await expect.poll(() => notices).toHaveLength(1)
  expect(notices?.[0]).toMatch(/^◆1 /)
  desktop.pressNotice()
  await expect(page.locator('.alert-detail h2')).toBeVisible()
  await expect(page.locator('.nav-item[aria-current="page"]')).toHaveAttribute('aria-keyshortcuts', 'Alt+2')
})

test('brings a killed core back, and the page has its bridge again', async ({ desktop }) => {
  await expect.poll(async () => (await stateOf(desktop)).link.state).toBe('live')
  await desktop.killCore()
  await expect
    .poll(
      async () => {
        try {
          return (await stateOf(desktop)).link.state
        } catch {
          return 'gone'
        }
      },
      { timeout: 30_000 },
    )
    .toBe('live')
  expect(desktop.address()).toBe('app://console/index.html')
})
