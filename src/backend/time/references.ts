import { z } from 'zod'
import { machine, MAX_DRIFT_MS } from '../clock.ts'
import { StartError } from '../control/accounts.ts'
import { offsetFileReference } from './offsetFile.ts'
import { peersReference } from './peers.ts'
import type { TimeReference } from './reference.ts'

export interface ReferenceFlags {
  readonly offsetFile: string | undefined
  /** Separated by commas. */
  readonly peers: string | undefined
  readonly onError: (message: string) => void
}

/** The references that a backend was started with, each asked. Throws `StartError`. */
export async function openReferences({ offsetFile, peers, onError }: ReferenceFlags): Promise<TimeReference[]> {
  const opened: TimeReference[] = []
  if (offsetFile !== undefined) opened.push(offsetFileReference({ file: offsetFile, sources: machine, onError }))
  if (peers === undefined) return opened
  const urls = peers.split(',').map(url => url.trim())
  const wrong = urls.find(url => !z.url({ protocol: /^https?$/ }).safeParse(url).success)
  if (wrong !== undefined) throw new StartError(`--clock-peers: "${wrong}" is no http address`)
  const reference = peersReference({ urls, sources: machine, tolerance: MAX_DRIFT_MS })
  // Else a cohort that is due could open before anybody was asked what time it is.
  await reference.asked
  return [...opened, reference]
}
