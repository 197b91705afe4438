const markup: unique symbol = Symbol('markup')

/** Markup that was written by a template; nothing else becomes it, so nothing reaches a page unescaped. */
export interface Html {
  readonly [markup]: string
}

/** What may stand in a template. Text and numbers are escaped; false, null and undefined leave nothing. */
export type Part = Html | string | number | false | null | undefined | readonly Part[]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, sign => entities[sign] ?? sign)
}

function write(part: Part): string {
  if (part === false || part === null || part === undefined) return ''
  if (typeof part === 'string') return escape(part)
  if (typeof part === 'number') return String(part)
  if (isHtml(part)) return part[markup]
  return part.map(write).join('')
}

const isHtml = (part: Html | readonly Part[]): part is Html => markup in part

/** Escapes by construction: only what a template itself says is markup. Attribute values must stand in double quotes. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const pieces = strings.map((text, at) => text + write(parts[at]))
  return { [markup]: pieces.join('') }
}

/** The bytes of a whole page. */
export const render = (page: Html): string => page[markup].replaceAll(/\n\s*/g, '\n')
