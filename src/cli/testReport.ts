import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { z } from 'zod'

/** What a part of the tests came to. */
export interface Tally {
  passed: number
  failed: number
  skipped: number
  /** One for each failure, in words: where, which, and the first of what it says. */
  failures: readonly string[]
}

const MESSAGE_LINES = 6

const count = z.number().int().nonnegative()
const unitReport = z.object({
  numPassedTests: count,
  numFailedTests: count,
  numPendingTests: count,
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
})

const endToEndTest = z.object({
  title: z.string(),
  file: z.string(),
  line: z.number(),
  tests: z.array(
    z.object({
      status: z.string(),
      results: z.array(z.object({ errors: z.array(z.object({ message: z.string().default('') })).default([]) })),
    }),
  ),
})
const suite = z.object({
  specs: z.array(endToEndTest).default([]),
  get suites() {
    return z.array(suite).default([])
  },
})
const endToEndReport = z.object({
  suites: z.array(suite),
  stats: z.object({ expected: count, unexpected: count, flaky: count, skipped: count }),
  errors: z.array(z.object({ message: z.string().default('') })),
})

/** Reads what vitest's `json` reporter wrote. @throws {Error} when it is no such report */
export function readUnitReport(text: string): Tally {
  const report = unitReport.parse(JSON.parse(text))
  const failures = report.testResults.flatMap(file => {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed')
    // A file that could not be loaded, or a hook that threw, fails without a test of its own.
    if (failed.length === 0) return file.status === 'failed' ? [inWords(file.name, '', [file.message])] : []
    return failed.map(({ fullName, failureMessages }) => inWords(file.name, fullName, failureMessages ?? []))
  })
  return {
    passed: report.numPassedTests,
    failed: Math.max(failures.length, report.numFailedTests, report.success ? 0 : 1),
    skipped: report.numPendingTests,
    failures,
  }
}

/** Reads what Playwright's `json` reporter wrote; a test that passed only when it was repeated has failed. */
export function readEndToEndReport(text: string): Tally {
  const { suites, stats, errors } = endToEndReport.parse(JSON.parse(text))
  const failures = specsOf(suites).flatMap(({ title, file, line, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ results }) =>
        inWords(
          `${file}:${line}`,
          title,
          results.flatMap(result => result.errors.map(said)),
        ),
      ),
  )
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    failures: [...failures, ...errors.map(error => inWords('end to end', '', [error.message]))],
  }
}

/** Reads a report from its file; one that is missing or cut off means that its runner failed. */
export function readReport(file: string, read: (text: string) => Tally): Tally {
  try {
    return read(readFileSync(file, 'utf8'))
  } catch (error) {
    return { passed: 0, failed: 1, skipped: 0, failures: [inWords(file, 'no report', [String(error)])] }
  }
}

const said = ({ message }: { message: string }) => message
const specsOf = (suites: readonly z.infer<typeof suite>[]): z.infer<typeof endToEndTest>[] =>
  suites.flatMap(each => [...each.specs, ...specsOf(each.suites)])

function inWords(where: string, name: string, messages: readonly string[]): string {
  const lines = messages.flatMap(message => stripVTControlCharacters(message).split('\n')).slice(0, MESSAGE_LINES)
  const at = where.startsWith('/') ? relative(process.cwd(), where) : where
  return [name ? `${at} › ${name}` : at, ...lines.map(line => `    ${line}`)].join('\n')
}
