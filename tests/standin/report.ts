/** What the stand-in tells the test that launched it: one JSON object a line, beside the shell's own output. */
export interface Report {
  /** Where the test attaches to the Chromium that shows the windows. */
  readonly endpoint?: string
  /** A utility process has been started. */
  readonly utility?: number
  /** A notice was shown on the desktop. */
  readonly notice?: string
  readonly external?: string
  readonly menu?: readonly string[]
}

const prefix = '{"standin":'

export function report(said: Report): void {
  process.stdout.write(`${prefix}${JSON.stringify(said)}}\n`)
}

export function readReport(line: string): Report | undefined {
  return line.startsWith(prefix) ? (JSON.parse(line) as { standin: Report }).standin : undefined
}
