import { translateCitizen, type CitizenTranslate } from '../locales/citizen.ts'
import type { Locale } from '../locales/phrase.ts'
import { patterns } from './addresses.ts'
import { html, type Html, type Part } from './html.ts'

/** How a page is to be written for who asked for it. */
export interface View {
  readonly locale: Locale
  /** Large text was chosen. */
  readonly large: boolean
  /** A drill says so on every page. */
  readonly drill: boolean
  /** The address at which the page can be asked for again, without the choices below. */
  readonly path: string
  readonly assets: Assets
}

/** Addresses of what was built; a page is whole without any of it. */
export interface Assets {
  readonly style?: string | undefined
  readonly waiting?: string | undefined
  readonly booking?: string | undefined
  readonly draw?: string | undefined
}

/** The way through, as every page of it shows at its top. */
const steps = ['identity', 'wait', 'book', 'done'] as const

export interface Page {
  readonly title: string
  readonly step?: (typeof steps)[number]
  readonly body: Part
  readonly script?: string | undefined
  /** Seconds after which a page without its script asks again. */
  readonly refresh?: number | undefined
}

function progress(current: (typeof steps)[number], t: CitizenTranslate): Html {
  return html`<ol class="steps" aria-label="${t('step.title')}">
    ${steps.map(step => html`<li ${step === current && html`aria-current="step"`}>${t(`step.${step}`)}</li>`)}
  </ol>`
}

/** A choice added to an address: it is kept in a cookie from then on. */
function choosing(path: string, name: 'lang' | 'text', value: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${name}=${value}`
}

const emblem = html`<svg class="emblem" viewBox="0 0 32 32" aria-hidden="true">
  <rect width="32" height="32" rx="8" />
  <path d="M13 7h6v6h6v6h-6v6h-6v-6H7v-6h6z" />
</svg>`

export function layout(view: View, page: Page): Html {
  const { locale, large, drill, path, assets } = view
  const t = translateCitizen(locale)
  const other = locale === 'ko' ? 'en' : 'ko'
  const refresh = page.refresh !== undefined && html`<meta http-equiv="refresh" content="${page.refresh}" />`
  return html`<!doctype html>
    <html lang="${locale}" data-text="${large ? 'large' : 'normal'}">
      <head>
        <meta charset="utf-8" />
        <title>${page.title} | ${t('site.name')}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <link rel="icon" href="data:," />
        ${assets.style !== undefined && html`<link rel="stylesheet" href="${assets.style}" />`}
        ${page.script === undefined ? refresh : refresh && html`<noscript>${refresh}</noscript>`}
        ${page.script !== undefined && html`<script type="module" src="${page.script}"></script>`}
      </head>
      <body>
        <a class="skip" href="#content">${t('site.skip')}</a>
        <header>
          <p class="identity${drill ? ' drill' : ''}">${t(drill ? 'site.drill' : 'site.official')}</p>
          <div class="bar">
            <a class="brand" href="${patterns.start}">${emblem}<span>${t('site.name')}</span></a>
            <ul class="tools" aria-label="${t('site.tools')}">
              <li>
                <a href="${choosing(path, 'text', large ? 'normal' : 'large')}"
                  >${t(large ? 'site.smaller' : 'site.larger')}</a
                >
              </li>
              <li>
                <a href="${choosing(path, 'lang', other)}" lang="${other}" hreflang="${other}">${t('site.other')}</a>
              </li>
            </ul>
          </div>
        </header>
        <main id="content" tabindex="-1">${page.step && progress(page.step, t)} ${page.body}</main>
        <footer>
          <nav aria-label="${t('site.menu')}">
            <a href="${patterns.start}">${t('site.home')}</a>
            <a href="${patterns.booking}">${t('site.booking')}</a>
          </nav>
          <p>${t('site.foot')}</p>
          <p>${t('site.clock')}</p>
        </footer>
      </body>
    </html>`
}
