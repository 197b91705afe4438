import { parseArgs } from 'node:util'

/** One flag of a program: `--name`, or `--name VALUE` when it has a placeholder. */
export type FlagSpec = { readonly help: string } & (
  | { readonly kind: 'switch' }
  | { readonly kind: 'text'; readonly value: string; readonly choices?: readonly string[]; readonly env?: string }
  | {
      readonly kind: 'number'
      readonly value: string
      readonly min?: number
      readonly max?: number
      readonly whole?: true
      /** Words that may stand instead of a number. */
      readonly words?: readonly string[]
      readonly env?: string
    }
)
export type FlagTable = Readonly<Record<string, FlagSpec>>

type FlagValue<S extends FlagSpec> = S extends { kind: 'switch' }
  ? boolean
  : S extends { kind: 'text'; choices: readonly (infer C)[] }
    ? C | undefined
    : S extends { kind: 'text' }
      ? string | undefined
      : S extends { kind: 'number'; words: readonly (infer W)[] }
        ? number | W | undefined
        : number | undefined

export interface Program<T extends FlagTable> {
  /** How it is called, up to its flags: `npm run night --`. */
  readonly call: string
  readonly about: string
  /** Names of the words that must or (in brackets) may follow: `['ID']`, `['[DIR]']`; with dots, any number: `['[FILE…]']`. */
  readonly words?: readonly string[]
  readonly flags: T
}

export interface Arguments<T extends FlagTable> {
  readonly flags: { readonly [K in keyof T]: FlagValue<T[K]> }
  readonly words: readonly string[]
}

/** What the person at the terminal did wrong, in one line; ends the program with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const HELP: FlagSpec = { kind: 'switch', help: 'show this' }

/** The arguments by the table, or 'help' when that was asked. Throws `UsageError` for anything not in the table. */
export function readArguments<const T extends FlagTable>(
  program: Program<T>,
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): Arguments<T> | 'help' {
  const options = Object.fromEntries(
    Object.entries(program.flags).map(([name, spec]) => [
      name,
      { type: spec.kind === 'switch' ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  const parsed = parse(argv, { ...options, help: { type: 'boolean', short: 'h' } })
  if (parsed.values.help) return 'help'
  const flags = Object.entries(program.flags).map(([name, spec]) => [
    name,
    readValue(name, spec, parsed.values[name], env),
  ])
  const words = program.words ?? []
  const needed = words.filter(word => !word.startsWith('['))
  const missing = needed[parsed.positionals.length]
  if (missing !== undefined) throw new UsageError(`${missing} is missing; ${usageLine(program)}`)
  const extra = words.at(-1)?.includes('…') ? undefined : parsed.positionals[words.length]
  if (extra !== undefined) throw new UsageError(`unexpected ${JSON.stringify(extra)}; ${usageLine(program)}`)
  return { flags: Object.fromEntries(flags) as Arguments<T>['flags'], words: parsed.positionals }
}

/** The text of `--help`. */
export function helpText(program: Program<FlagTable>): string {
  const rows = Object.entries({ ...program.flags, help: HELP }).map(
    ([name, spec]) => [flagLabel(name, spec), flagHelp(spec)] as const,
  )
  const width = Math.max(...rows.map(([label]) => label.length))
  const list = rows.map(([label, help]) => `  ${label.padEnd(width)}  ${help}`).join('\n')
  return `${usageLine(program)}\n\n${program.about}\n\n${list}\n`
}

/**
 * Runs a program: prints help, turns a `UsageError` into one line and exit code 2, any other failure into one line
 * and exit code 1. `run` may answer with an exit code of its own.
 */
export async function runProgram<const T extends FlagTable>(
  program: Program<T>,
  run: (args: Arguments<T>) => Promise<number>,
): Promise<void> {
  try {
    const args = readArguments(program, process.argv.slice(2), process.env)
    if (args === 'help') process.stdout.write(helpText(program))
    else process.exitCode = await run(args)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    process.stderr.write(`${message.split('\n')[0]}\n`)
    process.exitCode = error instanceof UsageError ? 2 : 1
  }
}

function parse(argv: readonly string[], options: Record<string, { type: 'boolean' | 'string'; short?: string }>) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true })
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    const unknown = /^Unknown option '([^']+)'/.exec(text)?.[1]
    const known = Object.keys(options).map(name => `--${name}`)
    if (unknown !== undefined) throw new UsageError(`unknown flag ${unknown}; known: ${known.join(', ')}`)
    throw new UsageError(text.split('\n')[0]?.split('. ')[0] ?? text)
  }
}

function readValue(
  name: string,
  spec: FlagSpec,
  given: string | boolean | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string | number | boolean | undefined {
  if (spec.kind === 'switch') return given === true
  const fromEnv = given === undefined && spec.env !== undefined ? env[spec.env] || undefined : undefined
  const source = fromEnv === undefined ? `--${name}` : spec.env
  const text = given ?? fromEnv
  if (typeof text !== 'string') return undefined
  if (text.trim() === '') throw new UsageError(`${source} needs ${spec.value}`)
  if (spec.kind === 'text') {
    if (spec.choices !== undefined && !spec.choices.includes(text))
      throw new UsageError(`${source} is one of ${spec.choices.join(', ')}, not ${JSON.stringify(text)}`)
    return text
  }
  if (spec.words?.includes(text)) return text
  const value = Number(text)
  const { min = -Infinity, max = Infinity } = spec
  if (!Number.isFinite(value) || value < min || value > max || (spec.whole && !Number.isInteger(value)))
    throw new UsageError(`${source} is ${describeNumber(spec)}, not ${JSON.stringify(text)}`)
  return value
}

function describeNumber(spec: FlagSpec & { kind: 'number' }): string {
  const kind = spec.whole ? 'a whole number' : 'a number'
  const from = spec.min === undefined ? '' : ` from ${spec.min}`
  const to = spec.max === undefined ? '' : ` to ${spec.max}`
  return `${kind}${from}${to}${spec.words === undefined ? '' : ` or ${spec.words.join(', ')}`}`
}

function usageLine(program: Program<FlagTable>): string {
  return `usage: ${[program.call, ...(program.words ?? []), '[flags]'].join(' ')}`
}

function flagLabel(name: string, spec: FlagSpec): string {
  return spec.kind === 'switch' ? `--${name}` : `--${name} ${spec.value}`
}

function flagHelp(spec: FlagSpec): string {
  const env = spec.kind === 'switch' || spec.env === undefined ? '' : ` (or ${spec.env} in the environment)`
  return `${spec.help}${env}`
}
