import { translateCitizen, type CitizenTranslate } from '../../locales/citizen.ts'
import type { Locale } from '../../locales/phrase.ts'
import { at } from '../addresses.ts'
import type { CohortView } from '../cohort.ts'
import { html, type Html, type Part } from '../html.ts'
import { layout, type View } from '../layout.ts'
import { button, facts, field, type Fact } from '../parts.ts'

type Words = Readonly<Record<Locale, string>>

interface SecretView {
  readonly commitment: string
  readonly secret: string | null
}

/** A draw as its document publishes it; hashes and secrets in hexadecimal. */
export interface DrawView {
  readonly state: 'committed' | 'fixed' | 'revealed'
  readonly agency: SecretView
  readonly witness: SecretView & { readonly notice: Words | null }
  readonly n: number | null
  readonly root: string | null
  readonly seed: string | null
  readonly algorithm: { readonly steps: readonly Words[] }
}

export interface DrawPage {
  readonly cohort: CohortView
  readonly draw: DrawView
  /** What was asked about; undefined when nothing was, or when it was no entry number. */
  readonly index: number | undefined
  readonly wrong: boolean
  /** As the server computes it; null while the draw has given none, undefined when nobody has that entry number. */
  readonly number: number | null | undefined
  /** The documents a program would check, the one of the draw and the one of the entry. */
  readonly documents: { readonly draw: string; readonly entry: string | undefined }
}

/** The draw with all that it can be checked by; the page's script does what this says, step by step, on its own. */
export function drawPage(view: View, page: DrawPage): Html {
  const { locale } = view
  const { cohort, draw, documents } = page
  const t = translateCitizen(locale)
  return layout(view, {
    title: `${t('draw.title')} · ${cohort.name[locale]}`,
    script: view.assets.draw,
    body: html`
      <p class="eyebrow">${cohort.name[locale]}</p>
      <h1>${t('draw.title')}</h1>
      <p class="lead">${t(`draw.${draw.state}`)}</p>
      ${draw.witness.notice && html`<p class="note">${draw.witness.notice[locale]}</p>`}
      <form method="get" action="${at('draw', cohort.id)}" class="inline">
        ${field({
          id: 'index',
          label: t('draw.index'),
          value: page.index === undefined ? '' : String(page.index),
          error: page.wrong ? t('draw.indexWrong') : undefined,
          numeric: true,
          maxLength: 10,
          required: true,
        })}
        ${button(t('draw.compute'))}
      </form>
      ${page.index !== undefined && result(page, page.index, t)}
      <section aria-labelledby="published">
        <h2 id="published">${t('draw.published')}</h2>
        ${facts(published(draw, t))}
      </section>
      <details class="card">
        <summary>${t('draw.method')}</summary>
        <ol class="method">
          ${draw.algorithm.steps.map(step => html`<li>${step[locale]}</li>`)}
        </ol>
        <p><a href="${documents.draw}">${t('draw.document')}</a></p>
        ${documents.entry !== undefined && html`<p><a href="${documents.entry}">${t('draw.entryDocument')}</a></p>`}
      </details>
    `,
  })
}

function result({ draw, number, documents, cohort }: DrawPage, index: number, t: CitizenTranslate): Part {
  if (number === undefined) return html`<p class="note alert" role="status">${t('draw.nobody', { index })}</p>`
  if (number === null) return html`<p class="note" role="status">${t('draw.notYet')}</p>`
  return html`<section
    class="card strong"
    aria-labelledby="result"
    id="check"
    data-index="${index}"
    data-number="${number}"
    data-draw="${documents.draw}"
    data-entry="${documents.entry}"
  >
    <h2 id="result">${t('draw.result', { index })}</h2>
    ${draw.n !== null && index > draw.n && html`<p>${t('draw.late')}</p>`}
    <dl class="facts">
      <div>
        <dt>${t('draw.server')}</dt>
        <dd>${number}</dd>
      </div>
      <div>
        <dt>${t('draw.browser')}</dt>
        <dd id="browser">${t('draw.noScript')}</dd>
      </div>
    </dl>
    <div role="status"><ul class="checks" id="checks"></ul></div>
    <p><a href="${at('wait', cohort.id)}">${t('next.wait')}</a></p>
  </section>`
}

const mono = (text: string): Html => html`<span class="mono">${text}</span>`

function published({ agency, witness, n, root, seed }: DrawView, t: CitizenTranslate): readonly Fact[] {
  const known: readonly (readonly [string, string | number | null])[] = [
    [t('draw.commitment'), agency.commitment],
    [t('draw.witness'), witness.commitment],
    [t('draw.n'), n],
    [t('draw.root'), root],
    [t('draw.secret'), agency.secret],
    [t('draw.witnessSecret'), witness.secret],
    [t('draw.seed'), seed],
  ]
  return known.flatMap(([label, value]) =>
    value === null ? [] : [{ label, value: typeof value === 'number' ? value : mono(value) }],
  )
}
