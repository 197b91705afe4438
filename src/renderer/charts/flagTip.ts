import type { Flag } from './marks.ts'

/** What the flags at the crosshair stand for. Written without React, as the crosshair moves. */
export interface FlagTip {
  /** @param left where on the chart, px; @param leftwards whether there is more room on that side */
  show(flags: readonly Flag[], left: number, leftwards: boolean): void
  hide(): void
  destroy(): void
}

/** Stays while the pointer is on it, and goes by Escape until other flags are met. */
export function createFlagTip(node: HTMLElement): FlagTip {
  let shown = ''
  let dismissed = ''

  const clear = () => {
    shown = dismissed = ''
    node.hidden = true
  }
  const escape = ({ key }: KeyboardEvent) => {
    if (key !== 'Escape' || node.hidden) return
    dismissed = shown
    node.hidden = true
  }
  window.addEventListener('keydown', escape)
  node.addEventListener('mouseleave', clear)

  return {
    show(flags, left, leftwards) {
      const key = flags.flatMap(({ about }) => about).join('\n')
      node.style.setProperty('--flag-at', `${left}px`)
      node.dataset['side'] = leftwards ? 'left' : 'right'
      node.hidden = key === dismissed
      if (key === shown) return
      shown = key
      node.replaceChildren(...flags.map(lineOf))
    },
    hide() {
      if (!node.matches(':hover')) clear()
    },
    destroy() {
      window.removeEventListener('keydown', escape)
      node.removeEventListener('mouseleave', clear)
      clear()
    },
  }
}

function lineOf({ about: [what, when] }: Flag): HTMLElement {
  const line = document.createElement('p')
  const [head, foot] = [document.createElement('b'), document.createElement('small')]
  head.textContent = what
  foot.textContent = when
  line.append(head, foot)
  return line
}
