import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createThrottle, throttle, type Strain, type ThrottleAct } from '../../../src/backend/control/aimd.ts'

const calm: Omit<Strain, 'at'> = { errorRatio: 0, latencyMs: 80 }
const failing: Omit<Strain, 'at'> = { errorRatio: 0.2, latencyMs: 80 }
const slow: Omit<Strain, 'at'> = { errorRatio: 0, latencyMs: 2_500 }

/** Seconds of one kind after the other; returns what was done, with its second. */
function run(...stretches: ReadonlyArray<readonly [number, Omit<Strain, 'at'>]>) {
  const net = createThrottle()
  const acts: Array<ThrottleAct & { second: number }> = []
  let second = 0
  for (const [seconds, strain] of stretches)
    for (let n = 0; n < seconds; n++, second++) {
      const act = net.step({ at: second * 1000, ...strain })
      if (act) acts.push({ ...act, second })
    }
  return { net, acts }
}

describe('the throttle', () => {
  it('does nothing in a calm hour, nor for a strain of two seconds, nor for seconds without a measure', () => {
    expect(run([3_600, calm]).acts).toEqual([])
    expect(run([10, calm], [2, failing], [60, calm], [2, slow], [60, calm]).acts).toEqual([])
    expect(run([600, { errorRatio: undefined, latencyMs: undefined }]).acts).toEqual([])
  })

  it('lowers to 70 % after three strained seconds, again only after the effect could show, down to a floor', () => {
    const { acts } = run([5, calm], [200, failing])
    expect(acts[0]).toEqual({ second: 8, limit: 0.7, cause: 'errors' })
    expect(acts[1]).toEqual({ second: 18, limit: 0.49, cause: 'errors' })
    expect(acts.at(-1)?.limit).toBe(throttle.floor)
    expect(run([20, slow]).acts[0]?.cause).toBe('latency')
  })

  it('gives back five points at a time once it has been calm, up to all that operators set and no further', () => {
    const { net, acts } = run([10, failing], [300, calm])
    const back = acts.filter(({ cause }) => cause === 'recovery')
    expect(back[0]).toMatchObject({ second: 25, limit: 0.75 })
    expect(back.map(({ limit }) => limit)).toEqual([0.75, 0.8, 0.85, 0.9, 0.95, 1])
    expect(net.limit).toBe(1)
  })

  it('starts anew when released, and may lower again', () => {
    const { net } = run([10, failing])
    net.release()
    expect(net.limit).toBe(1)
    expect([0, 1, 2, 3].map(s => net.step({ at: 60_000 + s * 1000, ...failing })?.limit)).toEqual([
      undefined,
      undefined,
      undefined,
      0.7,
    ])
  })

  it('never leaves its bounds and never moves twice within ten seconds, whatever it hears', () => {
    const strains = fc.array(
      fc.record({
        errorRatio: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
        latencyMs: fc.option(fc.double({ min: 0, max: 60_000, noNaN: true }), { nil: undefined }),
      }),
      { maxLength: 300 },
    )
    fc.assert(
      fc.property(strains, heard => {
        const net = createThrottle()
        let last = -Infinity
        for (const [second, strain] of heard.entries()) {
          const act = net.step({ at: second * 1000, ...strain })
          expect(net.limit).toBeGreaterThanOrEqual(throttle.floor)
          expect(net.limit).toBeLessThanOrEqual(1)
          if (!act) continue
          expect(second * 1000 - last).toBeGreaterThanOrEqual(throttle.settleMs)
          last = second * 1000
        }
      }),
      { seed: 1989, numRuns: 300 },
    )
  })
})
