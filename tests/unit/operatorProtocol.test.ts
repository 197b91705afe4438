import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { closings } from '../../src/backend/http/operatorClose.ts'
import { commandTable, consequenceSchema, previewSchema, type CommandKind } from '../../src/protocol/commands.ts'
import { consoleMessageSchema } from '../../src/protocol/console.ts'

/** The page for strangers, held against the tables that the code reads. */

const root = new URL('../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const page = read('resources/api/operator-protocol.md')
const section = (title: string) => page.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? expect.fail(title)
/** The cells of the rows that begin with a word of code. */
const rowsOf = (text: string) =>
  [...text.matchAll(/^\| (`.*) \|$/gm)].map(([, row = '']) => row.split(' | ').map(cell => cell.trim()))
const words = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)

test('lists every kind of command with its role, its revision and whether it needs a preview', () => {
  const kinds = new Set<string>(Object.keys(commandTable))
  const rows = rowsOf(section('Commands')).filter(([kind]) => kinds.has(words(kind)[0] ?? ''))
  const preview = (kind: CommandKind) => {
    if (commandTable[kind].guard === 'safe') return 'no'
    return kind === 'set-rate' ? 'when it raises' : 'yes'
  }
  const revision = ({ resource }: (typeof commandTable)[CommandKind]) => (resource === 'safety-net' ? 'none' : resource)
  const said = rows.map(([kind, , ...more]) => [words(kind)[0], ...more])
  const held = (Object.keys(commandTable) as CommandKind[]).map(kind => [
    kind,
    commandTable[kind].role,
    revision(commandTable[kind]),
    preview(kind),
  ])
  expect(new Set(said.map(row => row.join(' ')))).toEqual(new Set(held.map(row => row.join(' '))))
  expect(said).toHaveLength(held.length)
})

test('names every message that a console may send', () => {
  const asked = new Set(rowsOf(section('What you ask')).flatMap(([name]) => words(name)))
  const types = consoleMessageSchema.options.flatMap(({ shape }) => [...shape.type.values])
  expect(asked).toEqual(new Set(types.filter(type => type !== 'hello')))
})

test('describes every field of a preview and of what it compares', () => {
  const named = new Set(rowsOf(section('Commands')).flatMap(([field]) => words(field)))
  const fields = [...Object.keys(previewSchema.shape), ...Object.keys(consequenceSchema.shape)]
  expect(fields.filter(field => !named.has(field))).toEqual([])
})

test('lists why a connection is closed', () => {
  const rows = rowsOf(section('Errors')).filter(([, close]) => /^\d{4}$/.test(close ?? ''))
  expect(Object.fromEntries(rows.map(([code, close]) => [words(code)[0], Number(close)]))).toEqual(closings)
})

test('lists every code that a console can be refused with, and no other', () => {
  const sources = [
    ...['control', 'alarms'].flatMap(part =>
      readdirSync(new URL(`src/backend/${part}`, root), { recursive: true, encoding: 'utf8' })
        .filter(name => name.endsWith('.ts'))
        .map(name => `src/backend/${part}/${name}`),
    ),
    'src/backend/http/operatorSession.ts',
    'src/protocol/frame.ts',
  ]
  const thrown = sources.flatMap(path =>
    [...read(path).matchAll(/new RefusalError\(\s*'([a-z-]+)'/g)].map(([, code = '']) => code),
  )
  // What the gate and the stores refuse when they are asked for an operator.
  const beneath = ['ticket-invalid', 'cohort-closed', 'unavailable']
  const listed = new Set(rowsOf(section('Errors')).flatMap(([code]) => words(code).slice(0, 1)))
  const silent = new Set(['too-many-errors', 'too-slow', 'no-pong', 'going-away'])
  expect(new Set([...listed].filter(code => !silent.has(code)))).toEqual(new Set([...thrown, ...beneath]))
})

test('quotes every detail of a preview that does not stand', () => {
  const details = [...read('src/backend/control/preview.ts').matchAll(/useless\((['"`])(.*)\1\)/g)].map(
    ([, , text = '']) => text,
  )
  const quoted = new Set(rowsOf(section('Commands')).flatMap(([detail]) => words(detail)))
  const written = details.map(text =>
    text.replace('${order.kind}', 'KIND').replace('${VALID_MS / 1000}', '15').replace('${preview.revision}', 'N'),
  )
  expect(written).toHaveLength(6)
  expect(written.filter(text => !quoted.has(text))).toEqual([])
})
