import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { html, render } from '../../../src/citizen/html.ts'

describe('html', () => {
  it('escapes whatever is not a template itself', () => {
    const name = `<img src=x onerror="alert('1')">&amp;`
    expect(render(html`<p title="${name}">${name}</p>`)).toBe(
      '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;">' +
        '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;</p>',
    )
  })

  it('takes templates, lists, numbers, and nothing for what is absent', () => {
    const items = ['<b>', 'c'].map(text => html`<b>${text}</b>`)
    const list = html`<p>${items}${false}${null}${undefined}${0}</p>`
    expect(render(list)).toBe('<p><b>&lt;b&gt;</b><b>c</b>0</p>')
  })

  it('lets no text end an element or an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(render(html`<p class="${text}">${text}</p>`)).toMatch(/^<p class="[^"<>]*">[^<>"']*<\/p>$/)
      }),
    )
  })

  it('does not take an object that only looks like markup', () => {
    const forged = JSON.parse('{"markup":"<script>"}') as never
    expect(() => render(html`<p>${forged}</p>`)).toThrow(TypeError)
  })
})
