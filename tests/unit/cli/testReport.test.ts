import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readEndToEndReport, readReport, readUnitReport } from '../../../src/cli/testReport.ts'

const file = join(process.cwd(), 'tests/unit/line.test.ts')
const unit = (testResults: object[], counts: object = {}) =>
  JSON.stringify({ numPassedTests: 3, numFailedTests: 1, numPendingTests: 2, success: false, testResults, ...counts })

test('names each failed test with the first lines of what it says, without colours', () => {
  const failed = {
    fullName: 'the line keeps its order',
    status: 'failed',
    failureMessages: ['\u001B[31mAssertionError: 2\u001B[39m\nat x'],
  }
  const passed = { fullName: 'the line', status: 'passed', failureMessages: [] }
  expect(readUnitReport(unit([{ name: file, status: 'failed', assertionResults: [passed, failed] }]))).toEqual({
    passed: 3,
    failed: 1,
    skipped: 2,
    failures: ['tests/unit/line.test.ts › the line keeps its order\n    AssertionError: 2\n    at x'],
  })
})

test('a file that could not be loaded is a failure, and so is a run that failed without one', () => {
  const broken = { name: file, status: 'failed', message: 'no such module', assertionResults: [] }
  expect(readUnitReport(unit([broken], { numFailedTests: 0 }))).toMatchObject({
    failed: 1,
    failures: ['tests/unit/line.test.ts\n    no such module'],
  })
  expect(readUnitReport(unit([], { numFailedTests: 0 }))).toMatchObject({ failed: 1 })
  expect(readUnitReport(unit([], { numFailedTests: 0, success: true }))).toMatchObject({ failed: 0, failures: [] })
})

test('finds end-to-end failures however deep; one that passed when it was repeated is one, and an error outside a test', () => {
  const spec = (title: string, status: string) => ({
    title,
    file: 'a.spec.ts',
    line: 7,
    tests: [{ status, results: [{ errors: status === 'expected' ? [] : [{ message: 'Timed out' }] }] }],
  })
  const suites = [
    { specs: [spec('one', 'expected')], suites: [{ specs: [spec('two', 'unexpected'), spec('three', 'flaky')] }] },
  ]
  const stats = { expected: 1, unexpected: 1, flaky: 1, skipped: 0 }
  expect(readEndToEndReport(JSON.stringify({ suites, stats, errors: [{ message: 'no browser' }] }))).toEqual({
    passed: 1,
    failed: 3,
    skipped: 0,
    failures: ['a.spec.ts:7 › two\n    Timed out', 'a.spec.ts:7 › three\n    Timed out', 'end to end\n    no browser'],
  })
})

test.each(['missing.json', file.replace('line.test.ts', 'cli/testReport.test.ts')])(
  '%s is no report, which is a failure',
  name => {
    expect(readReport(name, readUnitReport)).toMatchObject({ passed: 0, failed: 1 })
  },
)
