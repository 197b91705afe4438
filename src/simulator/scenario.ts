import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { orderSchema } from '../protocol/commands.ts'
import { calendarDateSchema, cohortSchema, idSchema, rateSchema } from '../protocol/nouns.ts'
import { parseKst } from '../rules/kst.ts'
import { attackersSchema } from './attacks/table.ts'
import { behaviourSchema } from './behaviour.ts'

const inBothLanguages = z.strictObject({ ko: z.string().min(1), en: z.string().min(1) })

/** 'YYYY-MM-DD HH:MM[:SS]', Korean time, read as ms since the epoch. */
const kstInstant = z.string().transform((text, context) => {
  const [date = '', time = '', ...rest] = text.split(' ')
  try {
    if (rest.length === 0) return parseKst(date, time)
  } catch {
    // Told below, with the form that is expected.
  }
  context.addIssue({ code: 'custom', message: `expected 'YYYY-MM-DD HH:MM[:SS]' in Korean time, got '${text}'` })
  return z.NEVER
})
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const whole = z.number().int().positive()

const cohortPlanSchema = z.strictObject({
  ...cohortSchema.pick({ id: true, name: true, bornFrom: true, bornTo: true }).shape,
  weight: cohortSchema.shape.weight.default(1),
  prequeueAt: kstInstant,
  opensAt: kstInstant,
  closesAt: kstInstant,
})

/** Sites × days × times, each with the same doses. */
const slotPlanSchema = z.strictObject({
  sites: whole.max(999),
  regions: z.array(inBothLanguages).min(1),
  vaccine: idSchema,
  firstDay: calendarDateSchema,
  days: whole.max(366),
  firstTime: clockTime,
  lastTime: clockTime,
  everyMinutes: whole.max(1440),
  doses: whole.max(100_000),
})

/** People who arrive between two instants: at an even pace, or with a rush that halves every so many seconds. */
const arrivalsSchema = z.strictObject({
  cohort: idSchema,
  from: kstInstant,
  to: kstInstant,
  people: whole.max(10_000_000),
  halvesEverySeconds: z.number().positive().optional(),
})
export type Arrivals = z.infer<typeof arrivalsSchema>

const actSchema = z.strictObject({ at: kstInstant, order: orderSchema, reason: z.string().min(1).max(300) })
export type Act = z.infer<typeof actSchema>

export const scenarioSchema = z
  .strictObject({
    id: idSchema,
    name: inBothLanguages,
    /** What happened that night, and what of it is replayed. */
    about: inBothLanguages,
    start: kstInstant,
    end: kstInstant,
    launch: z.strictObject({
      rate: rateSchema,
      workers: z.strictObject({ count: whole.max(4096), seatsEach: whole.max(1_000_000) }),
      leaseSeconds: whole.default(300),
      extendSeconds: whole.default(180),
      /** Requests a second the whole line may cost. */
      pollBudget: z.number().positive().default(5000),
      cohorts: z.array(cohortPlanSchema).min(1).max(64),
      slots: slotPlanSchema,
    }),
    arrivals: z.array(arrivalsSchema).min(1),
    behaviour: behaviourSchema,
    attackers: attackersSchema,
    /** What the shift did that night; performed by two operators, one proposing, one approving. */
    script: z.array(actSchema).default([]),
  })
  .superRefine((scenario, context) => {
    const say = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
    if (scenario.end <= scenario.start) say(['end'], 'is not after start')
    const cohorts = new Set(scenario.launch.cohorts.map(cohort => cohort.id))
    for (const [at, arrivals] of scenario.arrivals.entries()) {
      if (!cohorts.has(arrivals.cohort)) say(['arrivals', at, 'cohort'], `no cohort '${arrivals.cohort}'`)
      if (arrivals.to <= arrivals.from) say(['arrivals', at, 'to'], 'is not after from')
    }
    for (const [at, act] of scenario.script.entries())
      if (act.at < (scenario.script[at - 1]?.at ?? scenario.start))
        say(['script', at, 'at'], 'is before the act above it')
  })
export type Scenario = z.infer<typeof scenarioSchema>

/** A scenario that cannot be used: the message names the file and the field, or the scenarios there are. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError'
}

const folder = fileURLToPath(new URL('../../resources/scenarios/', import.meta.url))

export function scenarioIds(from = folder): string[] {
  return readdirSync(from)
    .filter(file => file.endsWith('.json'))
    .map(file => basename(file, '.json'))
    .sort()
}

/** Throws `ScenarioError`. */
export function loadScenario(id: string, from = folder): Scenario {
  const known = scenarioIds(from)
  if (!known.includes(id)) throw new ScenarioError(`unknown scenario '${id}'; there are: ${known.join(', ')}`)
  const scenario = parseScenario(readFileSync(join(from, `${id}.json`), 'utf8'), `${id}.json`)
  if (scenario.id !== id) throw new ScenarioError(`${id}.json: id: is '${scenario.id}', not the name of the file`)
  return scenario
}

/** @param file what to call the text in errors. Throws `ScenarioError`. */
export function parseScenario(text: string, file: string): Scenario {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new ScenarioError(`${file}: not JSON: ${error instanceof Error ? error.message : 'unreadable'}`)
  }
  const result = scenarioSchema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new ScenarioError(`${file}: ${issue?.path.map(String).join('.') || 'scenario'}: ${issue?.message ?? 'invalid'}`)
}

/** How many people come in the whole night. */
export function peopleOf(scenario: Scenario): number {
  return scenario.arrivals.reduce((sum, { people }) => sum + people, 0)
}
