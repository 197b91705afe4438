import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

/**
 * The ratios of the palette, computed from the tokens themselves, for every kind of colour vision. Ratios as WCAG 2.2
 * defines them; dichromacy by the matrices of Machado, Oliveira and Fernandes (2009) at full severity, in linear RGB.
 */

type Colour = readonly [number, number, number]

const file = join(import.meta.dirname, '../../../src/renderer/styles/tokens.css')
const css = readFileSync(file, 'utf8')

function tokensOf(theme: 'dark' | 'light'): (name: string) => Colour {
  const block = new RegExp(`:root\\[data-theme='${theme}'\\] \\{([^}]+)\\}`).exec(css)?.[1] ?? ''
  return name => {
    const hex = new RegExp(`--${name}: #([0-9a-f]{6});`).exec(block)?.[1]
    if (hex === undefined) throw new Error(`${theme} has no --${name}`)
    const linear = (at: number) => {
      const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
    }
    return [linear(0), linear(2), linear(4)]
  }
}

const luminance = ([red, green, blue]: Colour): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue

function ratio(one: Colour, other: Colour): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

const identity = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
] as const

const visions = {
  full: identity,
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const

const kinds = Object.keys(visions) as (keyof typeof visions)[]

const seenBy = (vision: keyof typeof visions, [red, green, blue]: Colour): Colour => {
  const row = (at: 0 | 1 | 2) => {
    const [r, g, b] = visions[vision][at]
    return Math.min(1, Math.max(0, r * red + g * green + b * blue))
  }
  return [row(0), row(1), row(2)]
}

/** Foreground, background, and the ratio that WCAG 2.2 AA asks for: 4.5 for text, 3 for what is no text. */
const pairs = [
  ...['page', 'surface', 'raised'].flatMap(ground => [
    ['text', ground, 4.5] as const,
    ['secondary', ground, 4.5] as const,
    ['series-solid', ground, 3] as const,
    ['series-dashed', ground, 3] as const,
    ['control', ground, 3] as const,
    ['p1', ground, 3] as const,
    ['p2-edge', ground, 3] as const,
    ['p3', ground, 3] as const,
  ]),
  ['on-p1', 'p1', 4.5],
  ['on-p2', 'p2', 4.5],
  ['on-p3', 'p3', 4.5],
  ['on-strong', 'strong', 4.5],
] as const

describe.each(['dark', 'light'] as const)('the %s palette', theme => {
  const token = tokensOf(theme)
  test.each(kinds)('keeps its ratios with %s vision', vision => {
    const poor = pairs.flatMap(([front, back, least]) => {
      const measured = ratio(seenBy(vision, token(front)), seenBy(vision, token(back)))
      return measured >= least ? [] : [`${front} on ${back}: ${measured.toFixed(2)}, not ${least}`]
    })
    expect(poor).toEqual([])
  })
})
