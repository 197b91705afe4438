import type { RuleId } from '../../protocol/alerts.ts'
import { arrivalRules } from './rules/arrivals.ts'
import { capacityRules } from './rules/capacity.ts'
import { doorRules } from './rules/doors.ts'
import { flowRules } from './rules/flow.ts'
import type { AlarmRule } from './rules/form.ts'
import { openingRules } from './rules/opening.ts'
import { pageRules } from './rules/pages.ts'
import { serviceRules } from './rules/service.ts'
import { telemetryRules } from './rules/telemetry.ts'
import { webhookRules } from './rules/webhook.ts'

/** Rules about events, not readings (a command, an act of the safety net), are raised where the event happens. */
type JudgedRule = Exclude<RuleId, 'command-not-observed' | 'safety-net'>

/** Every rule that is held against each full sample. */
export const alarmRules: Readonly<Record<JudgedRule, AlarmRule>> = {
  ...flowRules,
  ...openingRules,
  ...pageRules,
  ...doorRules,
  ...arrivalRules,
  ...capacityRules,
  ...serviceRules,
  ...telemetryRules,
  ...webhookRules,
}
