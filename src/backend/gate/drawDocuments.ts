import { drawSteps, standInNotice } from '../../locales/draw.ts'
import type { DrawDocument, DrawEntry } from '../../protocol/draw.ts'
import { RefusalError } from '../../protocol/errors.ts'
import type { Lines, PublicDraw } from './lines.ts'
import { STAND_IN, type DrawSecrets } from './secrets.ts'
import type { CohortPlan, GateStore } from './store.ts'

/** What anybody may check a draw by. Throws `cohort-unknown`. */
export interface DrawDocuments {
  /** The same object until something in it changes. */
  draw(cohort: string): DrawDocument
  /**
   * One index of it. Throws `not-found` for an index that nobody holds, and `unavailable` while, after a restart, the
   * hashes are not all there again.
   */
  drawEntry(cohort: string, index: number): DrawEntry
}

export interface DrawDocumentsOptions {
  readonly lines: Lines
  readonly store: GateStore
  readonly secrets: DrawSecrets
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

export function createDrawDocuments({ lines, store, secrets }: DrawDocumentsOptions): DrawDocuments {
  const kept = new Map<string, { plan: CohortPlan; drawn: PublicDraw; document: DrawDocument }>()

  function build({ id, prequeueAt, opensAt }: CohortPlan, { n, root, seed }: PublicDraw): DrawDocument {
    const { commitment, witnessCommitment } = secrets.commitments(id)
    const standIn = witnessCommitment.startsWith(STAND_IN)
    const revealed = seed === null ? undefined : secrets.reveal(id)
    return {
      v: 1,
      cohort: id,
      state: n === null ? 'committed' : revealed ? 'revealed' : 'fixed',
      prequeueAt,
      opensAt,
      agency: { commitment, secret: revealed ? hex(revealed.agency) : null },
      witness: {
        commitment: standIn ? witnessCommitment.slice(STAND_IN.length) : witnessCommitment,
        secret: revealed ? hex(revealed.witness) : null,
        standIn,
        notice: standIn ? standInNotice : null,
      },
      n,
      root,
      seed,
      algorithm: { name: 'sluice-draw-1', steps: [...drawSteps] },
    }
  }

  return {
    draw(cohort) {
      const { plan } = lines.at(cohort)
      const drawn = lines.draw(cohort)
      const known = kept.get(cohort)
      if (known && known.plan === plan && known.drawn === drawn) return known.document
      const document = build(plan, drawn)
      kept.set(cohort, { plan, drawn, document })
      return document
    },
    drawEntry(cohort, index) {
      const { issued } = lines.at(cohort)
      if (index > issued) throw new RefusalError('not-found', `index ${index}`)
      const { n, root } = lines.draw(cohort)
      const entered = n === null ? null : index <= n
      const proof = entered ? store.entrantProof(cohort, index) : undefined
      if (entered && !proof) throw new RefusalError('unavailable', 'the proofs are being put together')
      return {
        v: 1,
        cohort,
        index,
        n,
        root,
        entered,
        number: lines.numberOf(cohort, index),
        leaf: proof ? hex(store.person(cohort, index)) : null,
        proof: proof?.map(hex) ?? null,
      }
    },
  }
}
