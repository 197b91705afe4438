import type { LaunchInput } from '../backend/launch.ts'
import type { Scenario } from './scenario.ts'

const DAY_MS = 86_400_000

/** The launch plan that a scenario describes in short: its sites, and a slot for each site, day and time. */
export function launchOf({ id, name, launch }: Scenario): LaunchInput {
  const { slots, workers } = launch
  const sites = Array.from({ length: slots.sites }, (_, at) => {
    const region = slots.regions[at % slots.regions.length]
    const ordinal = Math.floor(at / slots.regions.length) + 1
    return {
      id: `site-${String(at + 1).padStart(3, '0')}`,
      name: { ko: `${region?.ko} 접종센터 ${ordinal}`, en: `${region?.en} vaccination centre ${ordinal}` },
      region: region?.en ?? '',
    }
  })
  const { vaccine, doses } = slots
  const dates = Array.from({ length: slots.days }, (_, day) => dayAfter(slots.firstDay, day))
  const times = timesOf(slots)
  return {
    id,
    name,
    mode: 'DRILL',
    cohorts: launch.cohorts,
    rate: launch.rate,
    workers: Array.from({ length: workers.count }, (_, at) => ({ id: `worker-${at + 1}`, seats: workers.seatsEach })),
    sites,
    slots: sites.flatMap(site =>
      dates.flatMap(date => times.map(time => ({ site: site.id, vaccine, date, time, doses }))),
    ),
    leaseMs: launch.leaseSeconds * 1000,
    extendMs: launch.extendSeconds * 1000,
    pollBudget: launch.pollBudget,
  }
}

/** Calendar dates in UTC, where every day has 24 hours. */
function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

function timesOf(plan: Scenario['launch']['slots']): string[] {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  const times: string[] = []
  for (let at = minutes(plan.firstTime); at <= minutes(plan.lastTime); at += plan.everyMinutes)
    times.push(`${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`)
  return times
}
