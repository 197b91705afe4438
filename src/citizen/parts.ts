import type { Locale } from '../locales/phrase.ts'
import { refusals } from '../locales/errors.ts'
import { html, type Html, type Part } from './html.ts'

/** Pieces that several pages are made of. */

export type RefusalCode = keyof typeof refusals

/** A message that a person must not miss; assistive technology reads it when the page opens. */
export const alert = (message: Part): Html => html`<div class="note alert" role="alert"><p>${message}</p></div>`

export const note = (message: Part): Html => html`<p class="note">${message}</p>`

export const refusalText = (code: RefusalCode, locale: Locale): string => refusals[code][locale]

export interface Fact {
  readonly label: string
  readonly value: Part
}

export const facts = (entries: readonly Fact[]): Html =>
  html`<dl class="facts">
    ${entries.map(
      ({ label, value }) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`

/** A form that only changes something by POST; the answer is always another page. */
export const postForm = (action: string, body: Part, className = ''): Html =>
  html`<form method="post" action="${action}" class="${className}">${body}</form>`

export const button = (label: string, kind: 'primary' | 'plain' | 'danger' = 'primary'): Html =>
  html`<button type="submit" class="button ${kind}">${label}</button>`

/** For those who hear the page: what the place on it says to those who see it. */
export const hidden = (text: string): Html => html`<span class="spoken"> ${text}</span>`

export const link = (href: string, label: Part, kind: 'primary' | 'plain' = 'plain'): Html =>
  html`<a class="button ${kind}" href="${href}">${label}</a>`

export interface Field {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly value?: string
  /** Says what is wrong with what was written. */
  readonly error?: string | undefined
  readonly numeric?: boolean
  readonly maxLength: number
  readonly required?: boolean
  readonly autocomplete?: 'bday' | 'off'
}

/** A labelled field whose hint and error are read with it. */
export function field({ id, label, hint, value = '', error, numeric = false, ...rest }: Field): Html {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return html`<div class="field">
    <label for="${id}">${label}</label>
    ${hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`}
    ${error !== undefined && html`<p class="error" id="${id}-error">${error}</p>`}
    <input
      id="${id}"
      name="${id}"
      value="${value}"
      maxlength="${rest.maxLength}"
      autocomplete="${rest.autocomplete ?? 'off'}"
      ${numeric && html`inputmode="numeric"`}
      ${described !== '' && html`aria-describedby="${described}"`}
      ${error !== undefined && html`aria-invalid="true"`}
      ${rest.required === true && html`required`}
    />
  </div>`
}
