import { createJudge, type Verdict } from './judge.ts'
import type { LedgerSource } from './source.ts'

/** Reads a ledger up to its end, or to the first record that breaks its chain. */
export async function verifySource(source: LedgerSource, head: string | undefined): Promise<Verdict> {
  const judge = createJudge(head)
  for await (const row of source.rows()) if (!judge.add(row)) break
  return judge.verdict(cohort => source.entries(cohort))
}
