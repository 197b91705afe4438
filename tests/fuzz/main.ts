import { parseArgs } from 'node:util'
import { fuzzNight } from './night.ts'

const help = `usage: npm run fuzz -- [--requests N] [--seed N]

Starts a backend, sends it N requests (default 100000) made from its own API document and broken, and prints what came of
it as JSON. Exit code 1 when anything was wrong.
`

const { values } = parseArgs({
  options: { requests: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean' } },
})
if (values.help) process.stdout.write(help)
else {
  const report = await fuzzNight(Number(values.requests ?? 100_000), Number(values.seed ?? 1))
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
  const { serverErrors, unanswered, crashed, stateChanges, undocumented } = report
  process.exitCode = serverErrors + unanswered > 0 || crashed || stateChanges > 0 || undocumented.length > 0 ? 1 : 0
}
