import { expect, test } from 'vitest'
import { description } from '../../../src/backend/http/citizenDescription.ts'
import { estimateWait, isSampled, peopleAhead, type LineStatus } from '../../../src/rules/eta.ts'

/**
 * The waiting range as a stranger computes it from the API document alone: step by step as it stands there, the integral
 * in small steps. What the pages show must be the same.
 */
function asDescribed(status: LineStatus, number: number): [number, number, number] | undefined {
  const calls = number - status.serving
  if (calls <= 0) return [0, 0, 0]
  if (status.state !== 'open' || status.slotsLeft === 0) return undefined
  const show = Math.max(0.01, status.showRatio)
  const open = (status.serverTime - status.opensAt) / 1000
  const set = status.admissionsPerSecond / show
  const measured = status.callsPerSecond < 0.85 * set && open >= 60 && status.issued - status.serving > 10 * set
  const rate = measured ? status.callsPerSecond : set
  if (rate <= 0.000001) return undefined

  const { serving, issued, draw } = status
  const drawn = draw?.n ?? 0
  const supposed: Array<readonly [number, number]> =
    serving < drawn
      ? [
          [serving, 0],
          [drawn, 0],
          [issued, open],
        ]
      : [
          [serving, Math.max(0, open - (issued - serving) / rate)],
          [issued, open],
        ]
  const points = status.entered ?? supposed
  const joined = (at: number): number => {
    const after = points.findIndex(([n]) => n >= at)
    const [to, from] = [points[after], points[after - 1]]
    if (!to || !from) return (to ?? points.at(-1))?.[1] ?? 0
    return from[1] + ((to[1] - from[1]) * (at - from[0])) / (to[0] - from[0])
  }
  const [j0, a] = [joined(status.serving), status.abandonPerSecond ?? 0]
  let work = 0
  for (let at = status.serving; at < number; at++) work += Math.exp(a * (joined(at + 0.5) - j0))
  const paceAt = (t: number) => (status.pace ?? []).findLast(([from]) => from <= t)?.[1] ?? 1
  let likely = 0
  for (const step = 0.01; work > 0; likely += step) work -= rate * paceAt(likely) * Math.exp(a * likely) * step

  const waited = open - j0
  const gives = status.abandonPerSecond ?? (waited > 60 ? -Math.log(show) / waited : 0)
  const gone = (1 - Math.exp(-gives * Math.max(waited, likely))) * (status.abandonPerSecond === undefined ? 0.18 : 0.03)
  const spread = Math.sqrt(0.009 ** 2 + ((1 - show) / show) * (1 / calls + 1 / 1000) + gone ** 2)
  return [likely * Math.exp(-1.28 * spread) - 0.5, likely, likely * Math.exp(1.28 * spread) + 0.5]
}

const opensAt = 1_626_692_400_000
const line: LineStatus = {
  state: 'open',
  serverTime: opensAt + 600_000,
  opensAt,
  serving: 2_400,
  issued: 9_000,
  callsPerSecond: 4.6,
  admissionsPerSecond: 3.92,
  showRatio: 0.85,
  slotsLeft: 5_000,
  pollAfterMs: 2_000,
  entered: [
    [2_400, 0],
    [7_000, 0],
    [9_000, 590],
  ],
}

test.each<[string, Partial<LineStatus>, number]>([
  ['in the middle of a line', {}, 5_000],
  ['limited by the seats', { callsPerSecond: 2 }, 5_000],
  ['just opened', { serverTime: opensAt + 30_000, callsPerSecond: 2 }, 5_000],
  ['in a short line', { issued: 2_430, callsPerSecond: 1 }, 2_425],
  ['with people who give up', { abandonPerSecond: 0.0004 }, 8_500],
  ['with another line that opens', { pace: [[200, 0.5]], abandonPerSecond: 0.0004 }, 8_500],
  [
    'with the drawn, where nobody knows who joined when',
    { entered: undefined, draw: { n: 7_000 }, abandonPerSecond: 0.0004 },
    8_500,
  ],
  ['behind the drawn, where nobody knows', { entered: undefined, draw: { n: 1_000 }, abandonPerSecond: 0.0004 }, 8_500],
  ['next', {}, 2_401],
  ['where nobody has claimed', { showRatio: 0 }, 3_000],
])('the waiting range %s is the one that the API document describes', (_, changes, number) => {
  const status = { ...line, ...changes }
  const { lowSeconds, likelySeconds, highSeconds } = estimateWait(status, number) ?? expect.fail('nobody can say')
  const [low, likely, high] = asDescribed(status, number) ?? expect.fail('nobody can say')
  expect(Math.abs(likely - likelySeconds)).toBeLessThan(0.01 + 0.001 * likelySeconds)
  expect(Math.abs(Math.max(0, low) - lowSeconds)).toBeLessThan(0.01 + 0.001 * lowSeconds)
  expect(Math.abs(high - highSeconds)).toBeLessThan(0.01 + 0.001 * highSeconds)
})

test('and so are its ends, the position, and who sends heartbeats', () => {
  for (const changes of [
    { state: 'paused' },
    { slotsLeft: 0 },
    { admissionsPerSecond: 0, callsPerSecond: 0 },
  ] as const) {
    const status = { ...line, ...changes }
    expect(asDescribed(status, 5_000)).toBeUndefined()
    expect(estimateWait(status, 5_000)).toBeUndefined()
    expect(estimateWait(status, 2_400)).toEqual({ lowSeconds: 0, likelySeconds: 0, highSeconds: 0 })
  }
  expect(peopleAhead(line, 2_403)).toBe(2)
  expect(description).toContain('divisible by 64')
  expect([1, 63, 64, 65, 128].filter(number => isSampled(number))).toEqual([64, 128])
})
