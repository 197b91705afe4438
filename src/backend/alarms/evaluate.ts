import type { Priority, RuleId } from '../../protocol/alerts.ts'
import type { MetricId } from '../../protocol/metrics.ts'
import { KEPT_SECONDS, type Minute, type Observation } from './observation.ts'
import { alarmRules, type AlarmRule, type Finding } from './rules.ts'

/** What an evaluation asks of the alerts: raise (or raise again, worse), or resolve. */
export interface Verdict {
  readonly rule: RuleId
  readonly subject: string
  readonly active: boolean
  readonly priority: Priority
  readonly metric: MetricId | null
  readonly value: number
  readonly threshold: number
}

interface Standing {
  active: boolean
  /** Real time since when the finding has been bad, or fine; undefined in between. */
  badSince: number | undefined
  fineSince: number | undefined
}

export interface Evaluator {
  /** Judges one more full sample. Verdicts come for every alert that is active, and once for each that ends. */
  judge(observation: Observation): Verdict[]
}

/**
 * Pure: time is the sample's, memory one minute. `active` are alerts that stood before a restart; `table` is a
 * parameter so that a rule can be tested alone.
 */
export function createEvaluator(
  active: ReadonlyArray<{ rule: RuleId; subject: string }> = [],
  table: Partial<Record<RuleId, AlarmRule>> = alarmRules,
): Evaluator {
  const kept: Observation[] = []
  const standings = new Map<string, Standing>()

  for (const { rule, subject } of active) standingOf(standings, `${rule}\n${subject}`).active = true

  const minuteOf = (now: Observation): Minute => ({
    now,
    ago(seconds) {
      const at = now.sample.at - seconds * 1000
      return kept.findLast(({ sample }) => sample.at <= at) ?? kept[0] ?? now
    },
  })

  return {
    judge(observation) {
      const { at } = observation.sample
      kept.push(observation)
      while ((kept[1]?.sample.at ?? at) <= at - KEPT_SECONDS * 1000) kept.shift()
      const minute = minuteOf(observation)
      const verdicts: Verdict[] = []
      for (const [id, rule] of Object.entries(table) as [RuleId, AlarmRule][]) {
        for (const finding of rule.judge(minute)) {
          const standing = standingOf(standings, `${id}\n${finding.subject}`)
          const before = standing.active
          advance(standing, finding, rule, at)
          if (standing.active || before) verdicts.push(verdictOf(id, rule, finding, standing.active))
        }
      }
      return verdicts
    },
  }
}

function standingOf(standings: Map<string, Standing>, key: string): Standing {
  let standing = standings.get(key)
  if (!standing) standings.set(key, (standing = { active: false, badSince: undefined, fineSince: undefined }))
  return standing
}

function advance(standing: Standing, finding: Finding, rule: AlarmRule, at: number): void {
  standing.badSince = finding.is === 'bad' ? (standing.badSince ?? at) : undefined
  standing.fineSince = finding.is === 'fine' ? (standing.fineSince ?? at) : undefined
  if (standing.badSince !== undefined && at - standing.badSince >= rule.forSeconds * 1000) standing.active = true
  if (standing.fineSince !== undefined && at - standing.fineSince >= rule.clearSeconds * 1000) standing.active = false
}

function verdictOf(rule: RuleId, { metric, priority }: AlarmRule, finding: Finding, active: boolean): Verdict {
  const { subject, value, threshold } = finding
  return { rule, subject, active, priority: finding.priority ?? priority, metric, value, threshold }
}
