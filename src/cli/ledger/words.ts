import { kstDateTime } from '../../rules/kst.ts'
import type { CohortVerdict, Fault, Subject, Verdict } from './judge.ts'

const count = (value: number) => value.toLocaleString('en-US')
const shown = (at: number | null) => (at === null ? '–' : `${kstDateTime(at)} KST`)
const many = (value: number, noun: string) => `${count(value)} ${noun}${value === 1 ? '' : 's'}`

/** What is said of a subject in which nothing is wrong. */
const sound: Record<Subject, (verdict: Verdict, head: string | undefined) => string | undefined> = {
  chain: ({ records, head }) => `${many(records, 'record')} follow one another; the head is ${head.index} ${head.hash}`,
  head: ({ headAt }, head) =>
    head === undefined
      ? 'not given: with --head HASH, as a status document or an operator noted it, a cut end is found too'
      : `it is the hash of record ${headAt}`,
  record: () => undefined,
  draw: ({ cohorts }) => cohorts.map(drawText).join('; ') || 'none on record',
  order: ({ cohorts }) =>
    `${many(sum(cohorts, 'admitted'), 'admission')} and ${many(sum(cohorts, 'called'), 'call')}, none out of order`,
  seats: ({ peakSeats }) => `never more taken than there were; at most ${count(peakSeats)}`,
  opening: ({ cohorts }) => cohorts.map(openingText).join('; ') || 'none on record',
  time: ({ from, to }) => `${shown(from)} to ${shown(to)}, never back`,
  store: ({ cohorts }) =>
    cohorts.some(({ storeChecked }) => storeChecked)
      ? 'its places, calls and admissions are those on record'
      : undefined,
}

const sum = (cohorts: readonly CohortVerdict[], key: 'admitted' | 'called') =>
  cohorts.reduce((total, cohort) => total + cohort[key], 0)

function drawText({ cohort, n, standIn, seed, storeChecked }: CohortVerdict): string {
  if (n === null) return `${cohort} not drawn yet`
  if (seed === null) return `${cohort} fixed at ${count(n)}, not revealed yet`
  const witness = standIn ? ', with a stand-in for the witness' : ''
  const root = storeChecked
    ? 'the root is that of the entrants'
    : 'the root was not recomputed: only a data directory has the entrants'
  return `${cohort}: both commitments kept${witness}, ${count(n)} numbers recomputed from seed ${seed.slice(0, 16)}…, ${root}`
}

function openingText({ cohort, opensAt, openedAt }: CohortVerdict): string {
  if (openedAt === null) return `${cohort} has not opened`
  const late = openedAt - (opensAt ?? openedAt)
  return `${cohort} at ${shown(openedAt)}${late === 0 ? '' : `, ${count(late)} ms after its time`}`
}

const blame = ({ index, why }: Fault) => (index === null ? why : `record ${index} ${why}`)

/** The verdict, a line a subject. */
export function describe(where: string, verdict: Verdict, head: string | undefined): string {
  const lines = Object.entries(sound).flatMap(([subject, say]) => {
    const fault = verdict.faults.find(one => one.subject === subject)
    const text = fault ? blame(fault) : say(verdict, head)
    return text === undefined ? [] : [`${subject.padEnd(8)}  ${fault ? 'BROKEN' : 'ok    '}  ${text}`]
  })
  return `${where}\n${lines.join('\n')}\n`
}
