/** The colours of a canvas, which cannot read the tokens of the style sheets by itself. */
export interface Palette {
  readonly solid: string
  readonly dashed: string
  readonly secondary: string
  readonly grid: string
  readonly band: string
  readonly surface: string
  readonly text: string
  readonly p1: string
  readonly p2: string
  readonly p3: string
}

export const chartFont = '13px "Pretendard Variable", sans-serif'

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    solid: token('series-solid'),
    dashed: token('series-dashed'),
    secondary: token('secondary'),
    grid: token('grid'),
    band: token('band'),
    surface: token('surface'),
    text: token('text'),
    p1: token('p1'),
    p2: token('p2-edge'),
    p3: token('p3'),
  }
}
