import { kstDate, kstTime, parseKst } from '../../rules/kst.ts'

/** A date 'YYYY-MM-DD' and a time of day 'HH:MM' in Korea, as a person types them: perhaps not one yet. */
export interface KstMoment {
  readonly date: string
  readonly time: string
}

export const momentOf = (ms: number): KstMoment => ({ date: kstDate(ms), time: kstTime(ms).slice(0, 5) })

/** The instant, ms since 1970 UTC; undefined where no calendar or clock shows what was typed. */
export function instantOf({ date, time }: KstMoment): number | undefined {
  try {
    return parseKst(date, time)
  } catch {
    return undefined
  }
}

/** Whether any day has this time: of a date that is none nothing follows for the time beside it. */
export const isTimeOfDay = (time: string): boolean => instantOf({ date: '2000-01-01', time }) !== undefined

/** The moment so many ms later or earlier; as it is where it is none, or where the calendar ends. */
export function moved(moment: KstMoment, ms: number): KstMoment {
  const instant = instantOf(moment)
  try {
    return instant === undefined ? moment : momentOf(instant + ms)
  } catch {
    return moment
  }
}
