import type { Evidence, Priority, RuleId, StatisticId } from '../../protocol/alerts.ts'
import type { Annotation } from '../../protocol/annotations.ts'
import type { Order } from '../../protocol/commands.ts'
import type { MetricId } from '../../protocol/metrics.ts'
import { createExplanations } from './explained.ts'
import { KEPT_SECONDS, type Minute, type Observation } from './observation.ts'
import { alarmRules } from './rules.ts'
import type { AlarmRule, Finding, Judge } from './rules/form.ts'

/** What an evaluation asks of the alerts: raise (or raise again, worse), or resolve. */
export interface Verdict {
  readonly rule: RuleId
  readonly subject: string
  readonly active: boolean
  readonly priority: Priority
  readonly metric: MetricId | null
  readonly value: number
  readonly threshold: number
  readonly evidence?: Evidence
  readonly suggestion?: Order
}

/** What would have been an alert, and is the consequence of something that was done. */
export type Explained = Omit<Annotation, 'id' | 'at' | 'eventTime'>

interface Standing {
  active: boolean
  /** Real time since when the finding has been bad, or fine; undefined in between. */
  badSince: number | undefined
  fineSince: number | undefined
  /** The same while an act explains what is found, and the act that was named for it. */
  explainedSince: number | undefined
  explainedBy: Explained['act'] | undefined
}

export interface Evaluator {
  /** Judges one more full sample. Verdicts come for every alert that is active, and once for each that ends. */
  judge(observation: Observation): Verdict[]
  /** What the last judgement was the first to find bad, and explained by an act: once an act, rule and subject. */
  readonly explained: readonly Explained[]
}

export interface EvaluatorOptions {
  /** Alerts that stood before a restart. */
  readonly active?: ReadonlyArray<{ rule: RuleId; subject: string }>
  /** The rules; a parameter so that one can be tested alone. */
  readonly table?: Partial<Record<RuleId, AlarmRule>>
}

interface Running {
  readonly id: RuleId
  readonly rule: AlarmRule
  readonly judge: Judge
  /** By subject. */
  readonly standings: Map<string, Standing>
}

/** Pure: time is the sample's. */
export function createEvaluator({ active = [], table = alarmRules }: EvaluatorOptions = {}): Evaluator {
  const kept: Observation[] = []
  const explanations = createExplanations()
  const rules = (Object.entries(table) as [RuleId, AlarmRule][]).map(([id, rule]): Running => ({
    id,
    rule,
    judge: rule.watch(),
    standings: new Map(),
  }))
  let explained: Explained[] = []

  for (const { rule, subject } of active) {
    const running = rules.find(({ id }) => id === rule)
    if (running) standingOf(running, subject).active = true
  }

  const ago = (now: Observation, seconds: number): Observation => {
    const at = now.sample.at - seconds * 1000
    return kept.findLast(({ sample }) => sample.at <= at) ?? kept[0] ?? now
  }

  return {
    judge(observation) {
      const { at, eventTime } = observation.sample
      const before = kept.at(-1) ?? observation
      kept.push(observation)
      while ((kept[1]?.sample.at ?? at) <= at - KEPT_SECONDS * 1000) kept.shift()
      explanations.note(observation)
      explained = []
      const minute: { -readonly [K in keyof Minute]: Minute[K] } = {
        now: observation,
        before,
        seconds: Math.max(0, eventTime - before.sample.eventTime) / 1000,
        act: undefined,
        ago: seconds => ago(observation, seconds),
      }
      const verdicts: Verdict[] = []
      for (const running of rules) {
        const { id, rule, judge } = running
        const act = explanations.of(id)
        minute.act = act
        for (const found of judge(minute)) {
          const standing = standingOf(running, found.subject)
          const wasActive = standing.active
          if (act && !wasActive && isNews(standing, found, { rule, act, at }))
            explained.push(explainedOf(running, found, act))
          if (!act) standing.explainedSince = undefined
          // What an act disturbs neither begins nor ends.
          advance(standing, act ? 'between' : found.is, rule, at)
          if (standing.active || wasActive) verdicts.push(verdictOf(id, rule, found, standing.active, observation))
        }
      }
      return verdicts
    },
    get explained() {
      return explained
    },
  }
}

function standingOf({ standings }: Running, subject: string): Standing {
  let standing = standings.get(subject)
  if (!standing) {
    const fresh = { badSince: undefined, fineSince: undefined, explainedSince: undefined, explainedBy: undefined }
    standings.set(subject, (standing = { active: false, ...fresh }))
  }
  return standing
}

/** Whether it would become an alert now if the act did not explain it, and the act was not named for it before. */
function isNews(
  standing: Standing,
  { is }: Finding,
  { rule, act, at }: { rule: AlarmRule; act: Explained['act']; at: number },
): boolean {
  standing.explainedSince = is === 'bad' ? (standing.explainedSince ?? at) : undefined
  const since = standing.explainedSince
  if (since === undefined || at - since < rule.forSeconds * 1000 || standing.explainedBy === act) return false
  standing.explainedBy = act
  return true
}

const explainedOf = ({ id, rule }: Running, found: Finding, act: Explained['act']): Explained => ({
  rule: id,
  subject: found.subject,
  metric: found.metric ?? rule.metric,
  value: found.value,
  threshold: found.threshold,
  act,
})

function advance(standing: Standing, is: Finding['is'], rule: AlarmRule, at: number): void {
  standing.badSince = is === 'bad' ? (standing.badSince ?? at) : undefined
  standing.fineSince = is === 'fine' ? (standing.fineSince ?? at) : undefined
  if (standing.badSince !== undefined && at - standing.badSince >= rule.forSeconds * 1000) standing.active = true
  if (standing.fineSince !== undefined && at - standing.fineSince >= rule.clearSeconds * 1000) standing.active = false
}

function verdictOf(id: RuleId, rule: AlarmRule, finding: Finding, active: boolean, now: Observation): Verdict {
  const { subject, value, threshold } = finding
  const suggestion = active ? rule.suggest?.(finding, now) : undefined
  const evidence = active ? evidenceOf(rule, finding, now.sample.at) : undefined
  return {
    rule: id,
    subject,
    active,
    priority: finding.priority ?? rule.priority,
    metric: finding.metric ?? rule.metric,
    value,
    threshold,
    ...(evidence && { evidence }),
    ...(suggestion && { suggestion }),
  }
}

/** Shown before an alert, so that one sees what was usual (ms). */
const LEAD_MS = 120_000

function evidenceOf(rule: AlarmRule, finding: Finding, at: number): Evidence | undefined {
  const metric = finding.metric ?? rule.metric
  if (metric === null) return undefined
  const metrics = [...new Set([metric, ...(rule.beside ?? [])])].slice(0, 6)
  const since = ((finding.lasted ?? 0) + rule.forSeconds) * 1000
  const weights = Object.entries(finding.explanation ?? { threshold: 1 }) as [StatisticId, number][]
  const explanation = weights
    .filter(([, share]) => share > 0)
    .sort(([, one], [, other]) => other - one)
    .map(([statistic, share]) => ({ statistic, share: Math.min(1, share) }))
  return { metrics, from: Math.max(0, Math.floor(at - since - LEAD_MS)), to: Math.floor(at), explanation }
}
