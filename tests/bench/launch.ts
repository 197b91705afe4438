import { launchSchema, type Launch } from '../../src/backend/launch.ts'

export const benchCohort = 'bench'

/** A launch that is open, with more seats and doses than any benchmark uses. */
export function benchLaunch(now: number, rate: number): Launch {
  return launchSchema.parse({
    id: 'bench',
    name: { ko: '측정', en: 'Benchmark' },
    mode: 'DRILL',
    cohorts: [
      {
        id: benchCohort,
        name: { ko: '측정', en: 'Benchmark' },
        bornFrom: '1967-01-01',
        bornTo: '1968-12-31',
        prequeueAt: now - 600_000,
        opensAt: now - 120_000,
        closesAt: now + 86_400_000,
        weight: 1,
      },
    ],
    rate,
    workers: [{ id: 'worker-1', seats: 100_000 }],
    sites: [{ id: 'site-1', name: { ko: '접종센터', en: 'Centre' }, region: 'Seoul' }],
    slots: Array.from({ length: 100 }, (_, at) => ({
      site: 'site-1',
      vaccine: 'moderna',
      date: '2121-07-26',
      time: `${String(Math.floor(at / 60) + 10)}:${String(at % 60).padStart(2, '0')}`,
      doses: 100_000,
    })),
  })
}
