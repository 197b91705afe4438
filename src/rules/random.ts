/**
 * A seeded source of chance for the simulator and for tests; never for secrets.
 *
 * sfc32 by Chris Doty-Humphrey (PractRand 0.95), seeded as there: b and c from the seed, counter 1, twelve steps unused.
 */
export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  readonly next: () => number
  /** Uniform integer in [0, n). RangeError unless n is an integer ≥ 1. */
  readonly int: (n: number) => number
  /** Standard normal: mean 0, deviation 1. */
  readonly normal: () => number
  /** Exponential with the given mean. */
  readonly exponential: (mean: number) => number
  /** Poisson count with the given mean ≥ 0. */
  readonly poisson: (mean: number) => number
}

/** @param seed any safe integer; equal seeds give equal sequences on every platform. */
export function createRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`not a seed: ${seed}`)
  let a = 0
  let b = seed | 0
  let c = Math.floor(seed / 2 ** 32) | 0
  let counter = 1
  let spare: number | undefined

  function bits(): number {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum
  }

  for (let step = 0; step < 12; step++) bits()

  function next(): number {
    return ((bits() >>> 5) * 2 ** 26 + (bits() >>> 6)) / 2 ** 53
  }

  /** Marsaglia's polar method: two deviates at a time, the second kept for the next call. */
  function normal(): number {
    if (spare !== undefined) {
      const kept = spare
      spare = undefined
      return kept
    }
    let u = 0
    let v = 0
    let s = 0
    while (s === 0 || s >= 1) {
      u = 2 * next() - 1
      v = 2 * next() - 1
      s = u * u + v * v
    }
    const scale = Math.sqrt((-2 * Math.log(s)) / s)
    spare = v * scale
    return u * scale
  }

  return {
    next,
    normal,
    int(n) {
      if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`cannot choose among ${n}`)
      return Math.floor(next() * n)
    },
    exponential: mean => -mean * Math.log1p(-next()),
    poisson(mean) {
      if (!(mean >= 0) || mean === Infinity) throw new RangeError(`not a mean count: ${mean}`)
      return mean < 10 ? poissonByProduct(mean, next) : poissonByRejection(mean, next)
    },
  }
}

/** Knuth, The Art of Computer Programming 2, 3.4.1: multiply uniforms until below e^−mean. */
function poissonByProduct(mean: number, next: () => number): number {
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = next(); product > limit; product *= next()) count++
  return count
}

/** PTRS: W. Hörmann, "The transformed rejection method for generating Poisson random variables" (1993). */
function poissonByRejection(mean: number, next: () => number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean)
  const a = -0.059 + 0.02483 * b
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
  const certain = 0.9277 - 3.6224 / (b - 2)
  for (;;) {
    const u = next() - 0.5
    const v = next()
    const us = 0.5 - Math.abs(u)
    const count = Math.floor(((2 * a) / us + b) * u + mean + 0.43)
    if (us >= 0.07 && v <= certain) return count
    if (count < 0 || (us < 0.013 && v > us)) continue
    const accepted = Math.log((v * inverseAlpha) / (a / (us * us) + b))
    if (accepted <= count * Math.log(mean) - mean - logFactorial(count)) return count
  }
}

/** ln n! by Stirling's series; the error is below 1e-9 from n = 9 on, and smaller n are multiplied out. */
function logFactorial(n: number): number {
  if (n < 9) {
    let product = 1
    for (let factor = 2; factor <= n; factor++) product *= factor
    return Math.log(product)
  }
  return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1260 * n ** 5)
}
