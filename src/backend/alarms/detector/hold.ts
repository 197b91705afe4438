/** How long a message silences what follows it. */
export interface HoldOptions {
  /** The longest hold, in samples. */
  readonly longest: number
  /** A young series holds for this part of its age only: it has not yet shown how long its events last. */
  readonly partOfAge: number
  /** By how much (decades) a surprise must exceed the one told last to be told within the hold. */
  readonly margin: number
  /** Surprises up to this (decades) are nothing to tell and begin no hold. */
  readonly floor: number
}

/**
 * The refractory hold: one change is one message. Within the hold only a clearly larger surprise passes, so a change
 * that grows is told again and its long tail is not. Returns a function of each sample's surprise and the age of the
 * series in samples, giving the surprise to tell, or 0.
 */
export const createHold = (options: HoldOptions): ((surprise: number, age: number) => number) => {
  const { longest, partOfAge, margin, floor } = options
  let bar = floor
  let quietFor = 0
  return (surprise, age) => {
    quietFor++
    if (quietFor > Math.min(longest, partOfAge * age)) bar = floor
    if (surprise <= bar) return 0
    bar = surprise + margin
    quietFor = 0
    return surprise
  }
}
