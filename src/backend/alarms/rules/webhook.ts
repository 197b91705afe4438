import type { RuleId } from '../../../protocol/alerts.ts'
import { metricSpecs } from '../../../protocol/metrics.ts'
import { counted, valueOf } from '../observation.ts'
import { one, type AlarmRule, type Judge } from './form.ts'

const { warn = Infinity } = metricSpecs['webhook.backlog']

/**
 * People whose turn is near are not told of it: the receiver refuses (P2), or is so slow that they heap up (P3). An attempt
 * that failed counts until something is taken again: the pauses between attempts grow to minutes.
 */
function deliveries(): Judge {
  let failing = false
  let least = Infinity
  return minute => {
    const backlog = valueOf(minute.now, 'webhook.backlog')
    if (backlog === undefined) return []
    const failed = counted(minute, 'webhook.failures') ?? 0
    // Numbers come near one by one and are told by the hundred: only a message that was taken makes them fewer.
    if (failed > 0) failing = true
    else if (backlog === 0 || backlog < least) failing = false
    least = backlog
    if (failing) return one('bad', backlog, 0, 2)
    return one(backlog >= warn ? 'bad' : backlog < warn / 2 ? 'fine' : 'between', backlog, warn)
  }
}

export const webhookRules = {
  'webhook-failing': {
    metric: 'webhook.backlog',
    beside: ['webhook.failures', 'queue.serving'],
    priority: 3,
    forSeconds: 30,
    clearSeconds: 10,
    watch: deliveries,
  },
} as const satisfies Partial<Record<RuleId, AlarmRule>>
