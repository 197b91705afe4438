import type { StatusDocument } from '../../protocol/citizen.ts'
import { estimateWait, type WaitRange } from '../../rules/eta.ts'
import type { Gate } from '../gate/contract.ts'

/** Somebody whose turn is near, as the receiver reads it. */
export interface NearPlace {
  /** The keyed hash of the person, hex: the receiver knows it from the registration. */
  readonly person: string
  readonly number: number
  /** Whether the number has been called already. */
  readonly called: boolean
  /** Seconds of event time until it is called: an 80 % range and its middle; zeros when called. */
  readonly expected: WaitRange
}

/** The highest number whose likely wait is at most `leadSeconds`; `serving` when nobody can say more. By bisection. */
export function nearUpTo(status: StatusDocument, leadSeconds: number): number {
  if (status.state !== 'open' && status.state !== 'paused') return 0
  // Nobody is told that a turn is near for which hardly a dose is left.
  const last = Math.min(status.issued, status.lastsTo?.high ?? Infinity)
  const isNear = (number: number) => (estimateWait(status, number)?.likelySeconds ?? Infinity) <= leadSeconds
  let near = status.serving
  let far = Math.max(near, last) + 1
  while (far - near > 1) {
    const middle = Math.floor((near + far) / 2)
    if (isNear(middle)) near = middle
    else far = middle
  }
  return near
}

/** Who of these numbers waits, `from` and `to` included: not who left, sits, or asked for a seat already. */
export function nearPlaces(gate: Gate, status: StatusDocument, from: number, to: number): NearPlace[] {
  const places: NearPlace[] = []
  for (let number = from; number <= to; number++) {
    const place = gate.placeOf(status.cohort, number)
    if (place?.state !== 'waiting') continue
    const expected = estimateWait(status, number) ?? { lowSeconds: 0, likelySeconds: 0, highSeconds: 0 }
    const person = Buffer.from(place.person).toString('hex')
    places.push({ person, number, called: number <= status.serving, expected: rounded(expected) })
  }
  return places
}

const rounded = ({ lowSeconds, likelySeconds, highSeconds }: WaitRange): WaitRange => ({
  lowSeconds: Math.round(lowSeconds),
  likelySeconds: Math.round(likelySeconds),
  highSeconds: Math.round(highSeconds),
})
