import { createHmac, hash } from 'node:crypto'

/** The two secrets of a draw. Both are committed to before the pre-queue opens, and published after n is fixed. */
export interface DrawSecrets {
  /** SHA-256 of the agency's secret (hex), and what the independent party committed to. */
  commitments(cohort: string): { readonly commitment: string; readonly witnessCommitment: string }
  /** To be asked for once the draw is durable, not before. */
  reveal(cohort: string): { readonly agency: Uint8Array; readonly witness: Uint8Array }
}

/** What a stand-in's commitment starts with, wherever it is published. */
export const STAND_IN = 'stand-in:'

/**
 * Secrets derived from one master secret. There is no independent party here: the witness is a stand-in, and says so in
 * its commitment and, once revealed, in its secret itself. Good for drills; a launch for citizens needs a real one.
 *
 * @param master at least 16 random bytes, kept with the data directory: a restart must derive the same secrets
 */
export function standInSecrets(master: Uint8Array): DrawSecrets {
  const derive = (purpose: string, cohort: string) =>
    createHmac('sha256', master).update(`draw/${purpose}/${cohort}`).digest()
  const agencyOf = (cohort: string): Uint8Array => derive('agency', cohort)
  const witnessOf = (cohort: string): Uint8Array =>
    Buffer.from(`${STAND_IN} no independent party took part in this draw. ${derive('witness', cohort).toString('hex')}`)
  const commit = (cohort: string) => ({
    commitment: hash('sha256', agencyOf(cohort), 'hex'),
    witnessCommitment: STAND_IN + hash('sha256', witnessOf(cohort), 'hex'),
  })
  /** They never change, and each status document carries them. */
  const commitments = new Map<string, ReturnType<typeof commit>>()
  return {
    commitments(cohort) {
      let known = commitments.get(cohort)
      if (!known) commitments.set(cohort, (known = commit(cohort)))
      return known
    },
    reveal: cohort => ({ agency: agencyOf(cohort), witness: witnessOf(cohort) }),
  }
}
