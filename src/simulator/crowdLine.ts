import type { Citizens } from '../backend/citizens.contract.ts'
import type { Cohort } from '../protocol/nouns.ts'
import { createCallBoard, type CallBoard } from './callBoard.ts'
import { createIdentities, type Identities } from './identities.ts'
import { createLineView, type LineView } from './view.ts'

/** One cohort's line as the crowd in it knows it. */
export interface CrowdLine {
  readonly id: string
  readonly prequeueAt: number
  readonly identities: Identities
  readonly view: LineView
  readonly board: CallBoard
}

export interface CrowdLineOptions {
  readonly citizens: Pick<Citizens, 'status'>
  readonly cohort: Pick<Cohort, 'id' | 'prequeueAt' | 'bornFrom' | 'bornTo'>
  readonly seed: number
  /** How many people there are in all lines together. */
  readonly size: number
}

export const createCrowdLine = ({ citizens, cohort, seed, size }: CrowdLineOptions): CrowdLine => ({
  id: cohort.id,
  prequeueAt: cohort.prequeueAt,
  identities: createIdentities(cohort, seed),
  view: createLineView(() => citizens.status(cohort.id)),
  board: createCallBoard(size),
})
