import { once } from 'node:events'
import { runProgram, UsageError, type Arguments, type FlagTable, type Program } from './flags.ts'
import { lineOf, openSource, type LedgerSource } from './ledger/source.ts'
import { verifySource } from './ledger/verify.ts'
import { describe } from './ledger/words.ts'
import { readTokenFile } from './token.ts'

/** Proves a ledger, or writes it out. */
const flags = {
  head: { kind: 'text', value: 'HASH', help: 'a head that was published or noted: it must be in the ledger' },
  json: { kind: 'switch', help: 'print the verdict as JSON' },
  'token-file': { kind: 'text', value: 'FILE', help: 'for a URL: the file that holds the token; else SLUICE_TOKEN' },
} as const satisfies FlagTable

const program: Program<typeof flags> = {
  call: 'npm run ledger --',
  about: `verify  recomputes the hash chain, the draws, the order of calls and admissions, seats and openings, and names the
        first record that is broken: exit code 0 when all holds, 1 when something does not, 2 when it cannot be read
export  prints the records, one a line

SOURCE is a data directory (also while a backend holds it), an exported file, or the operator plane of a running backend:
http://127.0.0.1:7420`,
  words: ['verify|export', 'SOURCE'],
  flags,
}

const HASH = /^[0-9a-f]{64}$/

/** A directory needs none. */
const readToken = (file: string | undefined): string | undefined =>
  file === undefined ? process.env['SLUICE_TOKEN'] || undefined : readTokenFile(file)

async function print(source: LedgerSource): Promise<void> {
  for await (const row of source.rows()) if (!process.stdout.write(lineOf(row))) await once(process.stdout, 'drain')
}

async function run({ flags: given, words: [act, where = ''] }: Arguments<typeof flags>): Promise<number> {
  const { head, json } = given
  if (act !== 'verify' && act !== 'export') throw new UsageError(`verify or export, not ${JSON.stringify(act)}`)
  if (head !== undefined && !HASH.test(head)) throw new UsageError('--head is a hash of 64 hexadecimal digits')
  const source = openSource(where, readToken(given['token-file']))
  try {
    if (act === 'export') {
      await print(source)
      return 0
    }
    const verdict = await verifySource(source, head)
    process.stdout.write(
      json ? `${JSON.stringify({ source: where, ...verdict }, null, 2)}\n` : describe(where, verdict, head),
    )
    return verdict.faults.length === 0 ? 0 : 1
  } finally {
    source.close()
  }
}

await runProgram(program, run)
