import { describe, expect, it } from 'vitest'
import { createCusum } from '../../../src/backend/alarms/counts/cusum.ts'
import { createDelay } from '../../../src/backend/alarms/counts/delay.ts'
import { createShare } from '../../../src/backend/alarms/counts/share.ts'
import { createRandom } from '../../../src/rules/random.ts'

/** False alarms in so many samples of Poisson counts, each one beginning anew. */
function falseAlarms(mean: number, options: Parameters<typeof createCusum>[0], samples: number): number {
  const random = createRandom(17)
  const cusum = createCusum(options)
  let alarms = 0
  for (let sample = 0; sample < samples; sample++) {
    if (cusum.push(random.poisson(mean), mean, mean).level < 1) continue
    alarms++
    cusum.reset()
  }
  return alarms
}

describe('the charts of counts', () => {
  // Ten hours are 36,000 samples. Eight times that, at one false alarm a side, are sixteen, give or take four.
  it.each([0.3, 1, 4, 40])('cry wolf about once in ten hours a side, at a mean of %d', mean => {
    const alarms = falseAlarms(mean, { fewer: [0.02, 0.35, 0.6, 0.8], more: [1.5, 3] }, 8 * 36_000)
    expect(alarms).toBeLessThan(20)
  })

  it('see a total loss at 3.9 a second in three seconds, and name it', () => {
    const cusum = createCusum({ fewer: [0.02, 0.35, 0.6, 0.8] })
    for (let sample = 0; sample < 100; sample++) cusum.push(4, 3.9, 3.9)
    const levels = [0, 0, 0].map(count => cusum.push(count, 3.9, 3.9).level)
    expect(levels.map(level => level >= 1)).toEqual([false, false, true])
    expect(cusum.push(0, 3.9, 3.9)).toMatchObject({ side: 'fewer', ratio: 0.02 })
  })

  it('do not believe an excursion younger than they are told to', () => {
    const cusum = createCusum({ fewer: [0.02], youngest: 3 })
    expect([0, 0].map(count => cusum.push(count, 40, 40).level)).toEqual([0, 0])
    expect(cusum.push(0, 40, 40).level).toBeGreaterThan(1)
  })

  it('forget an excursion in about the time it took', () => {
    const cusum = createCusum({ fewer: [0.35] })
    for (let sample = 0; sample < 10_000; sample++) cusum.push(0, 4, 4)
    let after = 0
    while (cusum.push(4, 4, 4).level > 0) after++
    expect(after).toBeLessThan(60)
  })
})

describe('a delay of unknown length', () => {
  it('bounds what must have come out, and both bounds agree in a steady flow', () => {
    const delay = createDelay()
    const steps = Array.from({ length: 600 }, () => ({ ...delay(10, 1, 60, 150) }))
    expect(steps[5]?.least).toBeLessThan(0.01)
    expect(steps[60]?.least).toBeLessThan(5)
    expect(steps[60]?.most).toBeGreaterThan(5)
    expect(steps.at(-1)?.least).toBeCloseTo(10, 0)
    expect(steps.at(-1)?.most).toBeCloseTo(10, 0)
  })

  it('loses nobody', () => {
    const delay = createDelay()
    let out = 0
    for (let second = 0; second < 2_000; second++) out += delay(second < 100 ? 3 : 0, 1, 50, 50).least
    expect(out).toBeCloseTo(300, 6)
  })
})

describe('a share that is learnt', () => {
  it('comes to what is seen, with a doubt that falls as more is seen', () => {
    const share = createShare({ share: 0.5, events: 10 }, 100_000)
    expect(share.doubt).toBeCloseTo(0.316, 2)
    for (let sample = 0; sample < 2_000; sample++) share.learn(9, 10, false)
    expect(share.value).toBeCloseTo(0.9, 2)
    expect(share.doubt).toBeLessThan(0.01)
  })

  it('does not learn what was under suspicion, nor what is younger than a minute', () => {
    const share = createShare(undefined, 1_000)
    expect(share.value).toBeNaN()
    for (let sample = 0; sample < 79; sample++) share.learn(9, 10, false)
    expect(share.value).toBeNaN()
    share.learn(9, 10, false)
    expect(share.value).toBeCloseTo(0.9, 9)
    for (let sample = 0; sample < 60; sample++) share.learn(0, 10, false)
    share.drop()
    expect(share.value).toBeCloseTo(0.9, 9)
  })

  it('forgets the distant past', () => {
    const share = createShare({ share: 0.9, events: 10 }, 1_000)
    for (let sample = 0; sample < 1_000; sample++) share.learn(9, 10, false)
    for (let sample = 0; sample < 1_000; sample++) share.learn(5, 10, false)
    expect(share.value).toBeCloseTo(0.5, 1)
  })
})
