import type { Act, ActKind } from '../../protocol/annotations.ts'
import type { CommandRecord } from '../../protocol/commands.ts'
import type { LaunchEvent } from '../../protocol/console.ts'
import type { CohortState } from '../../protocol/nouns.ts'
import type { Settings } from '../control/settings.ts'
import type { Telemetry } from '../telemetry/contract.ts'

export interface ActsOptions {
  readonly settings: Pick<Settings, 'cohorts'>
  /** Where commands and the states of cohorts are told. */
  readonly telemetry: Pick<Telemetry, 'subscribe'>
  /** Those known at the start: what was done before a restart goes on explaining. */
  readonly commands: readonly CommandRecord[]
}

/** What it means that a cohort has come to a state, whoever brought it about. */
const actOfState: Partial<Record<CohortState, ActKind>> = {
  prequeue: 'open-pre-queue',
  open: 'open-cohort',
  closed: 'close-cohort',
}

/**
 * Collects what is done, from what every console is told: commands as they take effect, and cohorts as they move. Returns
 * a function that hands over what was done since it was last called.
 */
export function collectActs({ settings, telemetry, commands }: ActsOptions): () => Act[] {
  const states = new Map([...settings.cohorts].map(([id, { current }]) => [id, current.state]))
  const given = new Set<string>()
  let acts: Act[] = []

  const hearCommand = ({ id, refusal, number, order }: CommandRecord, at: number) => {
    if (refusal !== null || number === null || given.has(id)) return
    given.add(id)
    const cohort = 'cohort' in order.args ? order.args.cohort : null
    acts.push({ kind: order.kind, at, cohort, command: { id, number, order } })
  }
  for (const command of [...commands].sort((a, b) => a.eventTime - b.eventTime)) hearCommand(command, command.eventTime)
  for (const [cohort, { current }] of settings.cohorts)
    if (current.state === 'open') acts.push({ kind: 'open-cohort', at: current.opensAt, cohort, command: null })

  telemetry.subscribe(message => {
    if (message.type === 'event') hear(message)
  })
  const hear = ({ body, eventTime }: LaunchEvent) => {
    if (body.kind === 'command') hearCommand(body.command, eventTime)
    if (body.kind !== 'cohort' || states.get(body.cohort.id) === body.cohort.state) return
    const { id, state } = body.cohort
    states.set(id, state)
    const kind = actOfState[state]
    if (kind) acts.push({ kind, at: eventTime, cohort: id, command: null })
  }

  return () => {
    const done = acts
    acts = []
    return done
  }
}
