import { pino } from 'pino'
import { systemClock } from '../../../src/backend/clock.ts'
import { createAccounts } from '../../../src/backend/control/accounts.ts'
import { launchSchema } from '../../../src/backend/launch.ts'
import { runBackend } from '../../../src/backend/run.ts'
import { launchOf } from '../../../src/simulator/launch.ts'
import { startLiveNight } from '../../../src/simulator/live.ts'
import { loadScenario } from '../../../src/simulator/scenario.ts'
import { announce } from './serve.ts'

/**
 * The backend with a crowd, as `npm start` runs it, on a data directory given as the first argument. It begins shortly
 * before its cohort opens, and tells its bench when the gate decided under a new rate and when a command's acceptance was
 * emitted: both by the machine's time of day (ms), which the bench and the browser read as well.
 */
const [dir = ''] = process.argv.slice(2)
const SPEED = 10
/** Event ms before the opening at which it begins: 3 s of real time. */
const LEAD_MS = 30_000

const token = 'bench-token-0123456789abcdef'
const scenario = loadScenario('calm')
const opensAt = Math.min(...scenario.launch.cohorts.map(cohort => cohort.opensAt))
const { backend, citizenUrl, operatorUrl } = await runBackend({
  dir,
  launch: launchSchema.parse(launchOf(scenario)),
  clock: systemClock({ eventStart: opensAt - LEAD_MS, speed: SPEED }),
  log: pino({ level: 'silent' }),
  accounts: createAccounts([{ id: 'duty-1', name: 'Duty 1', role: 'commander', token }]),
  host: '127.0.0.1',
  citizenPort: 0,
  operatorPort: 0,
})
backend.gate.onDecision(({ rate }) => process.send?.({ decided: { rate, at: Date.now() } }))
backend.telemetry.subscribe(message => {
  if (message.type !== 'event' || message.body.kind !== 'command') return
  const { state, number } = message.body.command
  if (state === 'accepted' && number !== null) process.send?.({ accepted: { number, at: Date.now() } })
})
startLiveNight({ backend, scenario, scripted: false })
announce({ url: citizenUrl, operators: operatorUrl, token })
