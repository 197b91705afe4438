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
 * that grows is told again and its long tail is not.
 */
export class Hold {
  readonly #options: HoldOptions
  #bar: number
  #quietFor = 0

  constructor(options: HoldOptions) {
    this.#options = options
    this.#bar = options.floor
  }

  /** What to tell of a sample's surprise (decades) when the series is `age` samples old: the surprise, or 0. */
  tell(surprise: number, age: number): number {
    const { longest, partOfAge, margin, floor } = this.#options
    this.#quietFor++
    if (this.#quietFor > Math.min(longest, partOfAge * age)) this.#bar = floor
    if (surprise <= this.#bar) return 0
    this.#bar = surprise + margin
    this.#quietFor = 0
    return surprise
  }
}
