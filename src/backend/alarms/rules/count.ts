import type { Priority } from '../../../protocol/alerts.ts'
import { createCusum, type Judgement } from '../counts/cusum.ts'
import { createShare, type Prior } from '../counts/share.ts'
import type { Minute } from '../observation.ts'
import type { Finding, Judge } from './form.ts'

/** What was counted since the observation before, and between what and what that was to be expected. */
export interface Expectation {
  readonly count: number
  readonly least: number
  readonly most: number
}

/** The same for a share that is to be learnt: the bounds are what the count is a share of. */
export interface Exposure extends Expectation {
  /** What to learn the share against; left out while the bounds are too far apart to teach anything. */
  readonly of?: number
}

interface CountSpec {
  /** Multiples of the expected count that are looked for, see `counts/cusum.ts`. */
  readonly fewer?: readonly number[]
  readonly more?: readonly number[]
  /** Samples that an excursion must last; three where left out, since what is done in batches lumps its counts. */
  readonly youngest?: number
  /** The priority of what was found, when it is not the rule's own. */
  readonly priority?: (judgement: Judgement) => Priority | undefined
}

export interface ShareSpec extends CountSpec {
  /** Left out, nothing is judged before the first minute has taught something. */
  readonly prior?: Prior
  /** Counts after which old ones fade. */
  readonly memory: number
  /** A share up to this is in order, whatever was learnt. */
  readonly floor?: number
  /** A level that has stood for so many samples is the new one; left out, it never is. */
  readonly yieldsAfter?: number
}

/** From this part of the threshold on, what is seen has to wait with being learnt. */
const SUSPICIOUS = 0.4
/** Back at this part of the threshold, it is over. */
const OVER = 0.2
/** Counts are told as rates over the excursion, of its last so many samples. */
const TOLD_SAMPLES = 5

/** Counts and what was expected of them, per second, over the last so many samples. */
function createPace(): {
  push(seconds: number, count: number, expected: number): void
  over(samples: number): { value: number; threshold: number }
} {
  const recent = new Float64Array(TOLD_SAMPLES * 3)
  let pushed = 0
  return {
    push(seconds, count, expected) {
      recent.set([seconds, count, Number.isFinite(expected) ? expected : 0], (pushed % TOLD_SAMPLES) * 3)
      pushed++
    },
    over(samples) {
      const told = Math.min(pushed, TOLD_SAMPLES, Math.max(1, samples))
      let [seconds, counted, expected] = [0, 0, 0]
      for (let sample = pushed - told; sample < pushed; sample++) {
        const at = (sample % TOLD_SAMPLES) * 3
        seconds += recent[at] ?? 0
        counted += recent[at + 1] ?? 0
        expected += recent[at + 2] ?? 0
      }
      return seconds > 0 ? { value: counted / seconds, threshold: expected / seconds } : { value: 0, threshold: 0 }
    },
  }
}

function createFinder(
  spec: CountSpec,
  subject: string,
): (minute: Minute, seen: Expectation, judged: Judgement) => Finding {
  const pace = createPace()
  return (minute, { count, least, most }, judgement) => {
    const { level, side, lasted } = judgement
    const priority = spec.priority?.(judgement)
    pace.push(minute.seconds, count, side === 'fewer' ? least : most)
    return {
      subject,
      is: level >= 1 ? 'bad' : level <= OVER ? 'fine' : 'between',
      ...pace.over(level >= 1 ? lasted : TOLD_SAMPLES),
      lasted,
      explanation: { [side]: 1 },
      ...(priority && { priority }),
    }
  }
}

/** For so many samples after the time of an act the level from before it is as much in order as the one under it. */
const EITHER_SAMPLES = 600

/** Judges a count of known expectation. An act that explains it begins the count anew, and so does the end of its time. */
export function countJudge(spec: CountSpec, read: (minute: Minute) => Expectation | undefined, subject = ''): Judge {
  const cusum = createCusum({ youngest: 3, ...spec })
  const find = createFinder(spec, subject)
  let act: Minute['act']
  return minute => {
    const seen = read(minute)
    if (minute.act !== act) cusum.reset()
    act = minute.act
    return seen ? [find(minute, seen, cusum.push(seen.count, seen.least, seen.most))] : []
  }
}

/**
 * Judges a count that is a share of something, and learns the share. What is not yet known well widens the bounds by its
 * standard error. An act that explains a change begins the count anew, and the learning with it: what comes then is learnt
 * whatever it is, and counted apart, so that one can be told what followed from the act. When its time is over things may
 * stay as they have become, or return to what they were: for some minutes both are in order.
 */
export function shareJudge(spec: ShareSpec, read: (minute: Minute) => Exposure | undefined, subject = ''): Judge {
  const cusum = createCusum({ youngest: 3, ...spec })
  const aside = createCusum({ youngest: 3, ...spec })
  const share = createShare(spec.prior, spec.memory)
  const find = createFinder(spec, subject)
  let act: Minute['act']
  let badFor = 0
  /** The share before the act, and for how many samples it still counts. */
  let former = Number.NaN
  let formerFor = 0

  const begin = () => {
    cusum.reset()
    share.restart()
    badFor = 0
  }

  return minute => {
    const seen = read(minute)
    if (minute.act && !act) {
      former = share.value
      formerFor = EITHER_SAMPLES
      share.restart()
    } else if (!minute.act && formerFor > 0) formerFor--
    if (minute.act) cusum.reset()
    if (minute.act !== act) aside.reset()
    act = minute.act
    if (!seen) return []
    const { value, doubt } = share
    const other = formerFor > 0 && !Number.isNaN(former) ? former : value
    if (Number.isNaN(value)) {
      if (seen.of !== undefined) share.learn(seen.count, seen.of, false)
      return []
    }
    const expected: Expectation = {
      count: seen.count,
      least: Math.max(0, Math.min(value, other) * seen.least * (1 - doubt)),
      most: Math.max(spec.floor ?? 0, Math.max(value, other) * (1 + doubt)) * seen.most,
    }
    const judgement = cusum.push(expected.count, expected.least, expected.most)
    if (judgement.level >= 1) share.drop()
    else if (seen.of !== undefined) share.learn(seen.count, seen.of, judgement.level > SUSPICIOUS)
    badFor = judgement.level >= 1 ? badFor + 1 : 0
    const told = act ? aside.push(expected.count, expected.least, expected.most) : judgement
    const finding = find(minute, expected, told)
    if (badFor >= (spec.yieldsAfter ?? Infinity)) begin()
    return [finding]
  }
}
