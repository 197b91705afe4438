/** What is on its way: how many come out per second, at the least and at the most. */
export interface Outflow {
  least: number
  most: number
}

/** Stages of a chain: with three the delay has a deviation of 0.6 of its mean, about that of people filling in a form. */
const STAGES = 3

/** Outflows that differ by less than this are of one steady flow. */
const ALIKE = 0.8

/**
 * A delay of random length, as a chain of stages that each empty at a constant rate (Erlang's law). O(1) memory, and exact
 * for a step of any length as long as the inflow is even.
 */
function createChain(): (inflow: number, seconds: number, mean: number) => number {
  const stages = new Float64Array(STAGES)
  return (inflow, seconds, mean) => {
    const kept = Math.exp((-STAGES * seconds) / mean)
    let into = inflow
    for (let stage = 0; stage < STAGES; stage++) {
      const held = (stages[stage] ?? 0) + into
      into = held * (1 - kept)
      stages[stage] = held - into
    }
    return into
  }
}

/**
 * How many of those who went in must have come out, when the mean delay is known within a factor only: between what a
 * quick chain and a slow one let out. In a steady flow both agree; after an opening or a pause they differ, and the more
 * they do, the less is promised.
 * Returns a function of the number that went in, the seconds it took and the bounds of the mean delay (s); its answer is
 * the same object each time.
 */
export function createDelay(): (inflow: number, seconds: number, quick: number, slow: number) => Outflow {
  const quickly = createChain()
  const slowly = createChain()
  const out: Outflow = { least: 0, most: 0 }
  return (inflow, seconds, quick, slow) => {
    const one = quickly(inflow, seconds, quick)
    const other = slowly(inflow, seconds, slow)
    out.most = Math.max(one, other)
    // After a gap those before it are out and those behind it not yet: then the truth may lie below both.
    const lesser = Math.min(one, other)
    out.least = out.most > 0 ? lesser * Math.min(1, lesser / (ALIKE * out.most)) : 0
    return out
  }
}
