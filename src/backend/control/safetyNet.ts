import type { Sample } from '../../protocol/console.ts'
import type { Intake } from '../../protocol/nouns.ts'
import { safetyNetSchema, type SafetyNet, type SafetyNetAct, type SafetyNetMode } from '../../protocol/safetyNet.ts'
import type { Alerts } from '../alarms/alerts.ts'
import type { Clock } from '../clock.ts'
import type { Gate } from '../gate/contract.ts'
import { createThrottle } from './aimd.ts'
import type { Documents } from './contract.ts'
import { createHeld } from './held.ts'
import type { LedgerBody } from './ledger.contract.ts'

/** The automatic throttle: it lowers what operators have set while errors or latency say so, and gives it back. */
export interface SafetyNetLever {
  readonly current: SafetyNet
  /** The share of the set rate that is in force: 1 unless it is on and limiting. */
  readonly share: number
  /** Durable when the promise resolves; in force at once. */
  setMode(mode: SafetyNetMode): Promise<void>
  /** Gives the whole rate back at once; it may lower it again. */
  release(): Promise<void>
  /** Takes in one full sample a second. */
  judge(sample: Sample): void
}

export interface SafetyNetOptions {
  readonly clock: Clock
  readonly documents: Documents
  readonly gate: Pick<Gate, 'setShare'>
  readonly intake: () => Intake
  readonly alerts: Pick<Alerts, 'raise' | 'resolve'>
  /** Puts an act on record. */
  readonly record: (body: LedgerBody) => void
  readonly onChange: (safetyNet: SafetyNet) => void
  readonly onError: (error: unknown) => void
}

const KEPT_ACTS = 40

export function createSafetyNet(options: SafetyNetOptions): SafetyNetLever {
  const { clock, documents, gate, intake, alerts, record, onChange, onError } = options
  const held = createHeld<SafetyNet>({
    documents,
    key: 'safety-net',
    schema: safetyNetSchema,
    seed: { mode: 'advise', limit: 1, acts: [], revision: 0 },
    onChange,
  })
  const throttle = createThrottle(held.current.limit)
  const share = () => (held.current.mode === 'on' ? held.current.limit : 1)
  gate.setShare(share())

  const tell = () => {
    const { mode, limit } = held.current
    if (limit === 1) return alerts.resolve('safety-net', '')
    const { rate } = intake()
    const allowed = Math.round(rate * limit * 100) / 100
    alerts.raise({
      rule: 'safety-net',
      subject: '',
      priority: mode === 'on' ? 2 : 3,
      metric: 'gate.rateInForce',
      value: allowed,
      threshold: rate,
      suggestion:
        mode === 'on' ? { kind: 'release-safety-net', args: {} } : { kind: 'set-rate', args: { rate: allowed } },
    })
  }

  const change = (mode: SafetyNetMode, limit: number, cause: SafetyNetAct['cause']): Promise<void> => {
    const act: SafetyNetAct = { eventTime: clock.event(), at: clock.real(), limit, cause, inForce: mode === 'on' }
    const moved = limit !== held.current.limit
    const acts = moved ? [...held.current.acts, act].slice(-KEPT_ACTS) : held.current.acts
    const written = held.put({ mode, limit, acts }, null)
    gate.setShare(share())
    record({ kind: 'safety-net', mode, limit, cause })
    tell()
    return written
  }

  return {
    get current() {
      return held.current
    },
    get share() {
      return share()
    },
    setMode(mode) {
      if (mode === 'off') throttle.release()
      return change(mode, throttle.limit, 'released')
    },
    release() {
      throttle.release()
      return change(held.current.mode, 1, 'released')
    },
    judge({ at, values }) {
      const { mode } = held.current
      // While nobody is let in, calm proves nothing.
      if (mode === 'off' || intake().paused) return
      const act = throttle.step({
        at,
        errorRatio: values['http.errorRatio'],
        latencyMs: values['booking.latencyP95'],
      })
      if (act) change(mode, act.limit, act.cause).catch(onError)
    },
  }
}
