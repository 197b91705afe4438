import { hash } from 'node:crypto'
import { expect, test } from 'vitest'
import { createBackend } from '../../../src/backend/backend.ts'
import { manualClock } from '../../../src/backend/clock.ts'
import type { RefusalError } from '../../../src/protocol/errors.ts'
import { EARLIEST_BIRTH } from '../../../src/rules/eligibility.ts'
import { parseKst } from '../../../src/rules/kst.ts'
import { openLaunch } from '../operator/fixture.ts'
import { tempDir } from '../gate/stage.ts'

const DAY = 86_400_000
const lastSecond = parseKst('2021-07-19', '23:59:59')

/** The cohorts of the four nights, all with their pre-queue open around a midnight. */
const bands = [
  { id: '30-up', bornFrom: EARLIEST_BIRTH, bornTo: '1991-12-31', from: 1987 },
  { id: '55-59', bornFrom: '1962-01-01', bornTo: '1966-12-31', from: 1960 },
  { id: '53-54', bornFrom: '1967-01-01', bornTo: '1968-12-31', from: 1965 },
  { id: '50-52', bornFrom: '1969-01-01', bornTo: '1971-12-31', from: 1967 },
]

function launch() {
  const plan = openLaunch(lastSecond)
  const opensAt = lastSecond + DAY
  return {
    ...plan,
    cohorts: bands.flatMap(({ from: _from, ...band }) =>
      plan.cohorts.map(cohort => ({
        ...cohort,
        ...band,
        prequeueAt: lastSecond - DAY,
        opensAt,
        closesAt: opensAt + DAY,
      })),
    ),
  }
}

/** Every day from two years before to two years after the band, or before its end where it has no beginning. */
function* birthDates({ from, bornTo }: (typeof bands)[number]): Iterable<string> {
  for (let at = Date.UTC(from, 0, 1); at < Date.UTC(Number(bornTo.slice(0, 4)) + 3, 0, 1); at += DAY)
    yield new Date(at).toISOString().slice(0, 10)
}

test('everybody born within a band is let into its line, and nobody else, at the last second of a day and at the first of the next', async () => {
  const clock = manualClock(lastSecond)
  const backend = await createBackend({ dir: tempDir(), clock, launch: launch(), manual: true, thread: false })
  const personOf = (text: string) => new Uint8Array(hash('sha256', text, 'buffer').subarray(0, 16))
  const join = (cohort: string, birthDate: string) =>
    backend.citizens.join(
      cohort,
      { person: personOf(`${cohort} ${birthDate}`), birthDate },
      [],
      `device of ${birthDate}`,
    )
  let refused = 0
  for (const at of [lastSecond, lastSecond + 1_000]) {
    clock.advance(at - clock.event())
    for (const band of bands) {
      const births = [...birthDates(band)]
      const answers = Promise.allSettled(births.map(birth => join(band.id, birth)))
      await backend.flush()
      for (const [one, answer] of (await answers).entries()) {
        const birth = births[one] ?? ''
        const inside = band.bornFrom <= birth && birth <= band.bornTo
        const code = answer.status === 'fulfilled' ? 'let in' : (answer.reason as RefusalError).code
        if (code !== (inside ? 'let in' : 'not-eligible')) expect.fail(`${birth} in ${band.id}: ${code}`)
        if (!inside) refused++
      }
    }
  }
  // Asked for again a second later, which gives nobody a second place.
  expect(backend.gate.reading().cohorts.map(({ issued }) => issued)).toEqual([1_826, 1_826, 731, 1_095])
  expect(refused).toBeGreaterThan(2 * 4_000)
  await backend.close()
})
