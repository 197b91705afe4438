import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

/**
 * Imports run one way. This reads the import lines of every source file and holds them against the table below, so that
 * a layer cannot reach where it must not, whichever tool or habit wrote the line.
 */
const src = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'src')

/** Layer → the other layers it may import. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  rules: [],
  locales: ['protocol'],
  protocol: ['rules'],
  backend: ['citizen', 'rules', 'locales', 'protocol'],
  console: ['rules', 'locales', 'protocol'],
  main: ['console', 'rules', 'locales', 'protocol'],
  preload: ['protocol'],
  web: ['console', 'rules', 'locales', 'protocol'],
  renderer: ['rules', 'locales', 'protocol'],
  citizen: ['rules', 'locales'],
  simulator: ['backend', 'rules', 'locales', 'protocol'],
  cli: ['backend', 'simulator', 'console', 'web', 'rules', 'locales', 'protocol'],
}

interface ImportLine {
  readonly file: string
  readonly target: string
  readonly typeOnly: boolean
}

const sources = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(name => /\.(ts|tsx|mjs)$/.test(name))

function importsOf(file: string): ImportLine[] {
  const text = readFileSync(join(src, file), 'utf8')
  const pattern = /^\s*(?:import|export)\s+(type\s)?[^'"`;]*?from\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]/gm
  const lines = [...text.matchAll(pattern)].map(([, type, from, bare]) => ({
    file,
    target: from ?? bare ?? '',
    typeOnly: type !== undefined,
  }))
  const dynamic = [...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)].map(([, target = '']) => ({
    file,
    target,
    typeOnly: false,
  }))
  return [...lines, ...dynamic]
}

const layerOf = (path: string): string => path.split('/')[0] ?? ''
const imports = sources.flatMap(importsOf)
const local = imports.filter(line => line.target.startsWith('.'))

describe('imports', () => {
  it('finds the import lines it judges', () => {
    expect(local.length).toBeGreaterThan(50)
    expect(imports.some(line => line.target === 'zod')).toBe(true)
  })

  it('run one way between the layers', () => {
    const wrong = local
      .map(line => ({ line, to: layerOf(relative(src, normalize(join(src, dirname(line.file), line.target)))) }))
      .filter(({ line, to }) => layerOf(line.file) !== to && !(allowed[layerOf(line.file)] ?? []).includes(to))
      .map(({ line }) => `${line.file} → ${line.target}`)
    expect(wrong).toEqual([])
  })

  it('leave the rules without any import from outside', () => {
    expect(imports.filter(line => layerOf(line.file) === 'rules' && !line.target.startsWith('.'))).toEqual([])
  })

  it('keep values of electron in the shell', () => {
    const wrong = imports.filter(
      line => line.target === 'electron' && !line.typeOnly && !['main', 'preload'].includes(layerOf(line.file)),
    )
    expect(wrong).toEqual([])
  })

  it('keep Node out of what runs in a page', () => {
    const wrong = imports.filter(
      line =>
        ['renderer', 'citizen', 'protocol', 'locales'].includes(layerOf(line.file)) && line.target.startsWith('node:'),
    )
    expect(wrong).toEqual([])
  })

  it('keep the gate, the alarms and the bookings pure of each other’s planes', () => {
    const wrong = local.filter(
      line => /^backend\/(gate|booking|alarms)\//.test(line.file) && /\/(http|control\/control)\b/.test(line.target),
    )
    expect(wrong).toEqual([])
  })
})

describe('files', () => {
  it('stay within 400 lines', () => {
    const long = sources.filter(file => readFileSync(join(src, file), 'utf8').split('\n').length > 400)
    expect(long).toEqual([])
  })
})
