import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command, Order } from '../../../src/protocol/commands.ts'
import type { EventBody } from '../../../src/protocol/console.ts'
import type { Account, Cohort, CohortState, Intake } from '../../../src/protocol/nouns.ts'
import { createAlerts } from '../../../src/backend/alarms/alerts.ts'
import type { Bookings, SlotAddition } from '../../../src/backend/booking/contract.ts'
import { manualClock } from '../../../src/backend/clock.ts'
import { createCapacityPool } from '../../../src/backend/control/capacity.ts'
import type { Control } from '../../../src/backend/control/contract.ts'
import { createControl } from '../../../src/backend/control/control.ts'
import { createFlow } from '../../../src/backend/control/flow.ts'
import { createLedger } from '../../../src/backend/control/ledger.ts'
import type { Levers } from '../../../src/backend/control/levers.ts'
import { createSafetyNet } from '../../../src/backend/control/safetyNet.ts'
import { loadSettings } from '../../../src/backend/control/settings.ts'
import { rateInForce } from '../../../src/backend/gate/intake.ts'
import type { Gate, GateReading } from '../../../src/backend/gate/contract.ts'
import { launchSchema } from '../../../src/backend/launch.ts'
import { openGateStore } from '../../../src/backend/store/open.ts'
import { createTelemetry } from '../../../src/backend/telemetry/telemetry.ts'

export const start = Date.UTC(2021, 6, 19, 11, 0, 0)

export const launch = launchSchema.parse({
  id: 'night',
  name: { ko: '밤', en: 'Night' },
  mode: 'DRILL',
  cohorts: ['a', 'b'].map((id, at) => ({
    id,
    name: { ko: id, en: id },
    bornFrom: '1966-01-01',
    bornTo: '1967-12-31',
    prequeueAt: start - 600_000,
    opensAt: start + at * 3_600_000,
    closesAt: start + 86_400_000,
    weight: 1,
  })),
  rate: 10,
  workers: [{ id: 'worker-1', seats: 4000 }],
  sites: [],
  slots: [],
})

export const officers = {
  viewer: { id: 'viewer-1', name: 'V', role: 'viewer' },
  duty: { id: 'duty-1', name: 'D', role: 'operator' },
  second: { id: 'duty-2', name: 'E', role: 'operator' },
  chief: { id: 'chief', name: 'C', role: 'commander' },
} as const satisfies Record<string, Account>

/** A gate whose readings the test sets: what a healthy or a stuck one would show. */
export function scriptedGate(now: () => number) {
  const state = {
    intake: { rate: 10, paused: false, ramp: null, revision: 0 } as Intake,
    states: new Map<string, CohortState>(launch.cohorts.map(({ id }, at) => [id, at === 0 ? 'open' : 'prequeue'])),
    opensAt: new Map(launch.cohorts.map(({ id, opensAt }) => [id, opensAt])),
    waiting: 1000,
    leases: 100,
    admitted: 0,
    calls: [] as string[],
    /** A stuck gate takes orders and works on as before. */
    stuck: false,
    /** The rate that is admitted, whatever is set; undefined: as set. */
    actual: undefined as number | undefined,
    share: 1,
  }
  const force = () => state.actual ?? rateInForce(state.intake, now()) * state.share
  const set = (call: string, act: () => void) => {
    state.calls.push(call)
    if (!state.stuck) act()
  }
  const gate = {
    setCohort: (cohort: Cohort) => set(`set ${cohort.id}`, () => state.opensAt.set(cohort.id, cohort.opensAt)),
    openCohort: (id: string) => set(`open ${id}`, () => state.states.set(id, 'open')),
    closeCohort: (id: string) => set(`close ${id}`, () => state.states.set(id, 'closed')),
    setIntake: (intake: Intake) =>
      set(`intake ${intake.rate}${intake.paused ? ' paused' : ''}`, () => (state.intake = intake)),
    setShare: (share: number) => void (state.share = share),
    status: (id: string) => ({ opensAt: state.opensAt.get(id) }),
    onCohortState: () => undefined,
    reading: (): GateReading => ({
      cohorts: launch.cohorts.map(({ id }) => ({
        cohort: id,
        state: state.states.get(id) ?? 'scheduled',
        issued: state.waiting,
        serving: 0,
        waiting: state.waiting,
        parked: 0,
        admitted: state.admitted,
        shortfall: 0,
      })),
      activeLeases: state.leases,
      expiredLeases: 0,
      admitted: state.admitted,
      called: state.admitted,
      claimed: state.admitted,
      sessionsSeen: state.admitted,
      showRatio: 1,
      rateInForce: force(),
      abandonRatio: 0,
    }),
  } as unknown as Gate
  return { gate, state, admit: (ms: number) => (state.admitted += (force() * ms) / 1000) }
}

export function scriptedBookings() {
  const state = { doses: 5000, left: 4000, added: [] as SlotAddition[], failing: false }
  const bookings = {
    sites: () => [{ id: 'site', name: { ko: '', en: '' }, region: '', left: 0 }],
    stock: () => ({ slots: 10, doses: state.doses, left: state.left }),
    total: () => 0,
    planned: () => state.added,
    addSites: () => Promise.resolve(),
    addSlots: async (slots: readonly SlotAddition[]) => {
      if (state.failing) throw new Error('killed')
      state.added.push(...slots)
      const doses = slots.reduce((sum, slot) => sum + slot.doses, 0)
      state.doses += doses
      state.left += doses
    },
  } as unknown as Bookings
  return { bookings, state }
}

/** A control on a real store, with a gate and bookings that do as the test says. */
export async function createBench(
  dir = mkdtempSync(join(tmpdir(), 'sluice-control-')),
  script?: {
    gate: ReturnType<typeof scriptedGate>
    bookings: ReturnType<typeof scriptedBookings>
    clock: ReturnType<typeof manualClock>
  },
) {
  const clock = script?.clock ?? manualClock(start + 60_000)
  const gate = script?.gate ?? scriptedGate(() => clock.event())
  const bookings = script?.bookings ?? scriptedBookings()
  const store = openGateStore({ dir })
  const telemetry = createTelemetry({ clock })
  const events: EventBody[] = []
  const errors: unknown[] = []
  const onError = (error: unknown) => void errors.push(error)
  telemetry.subscribe(message => {
    if (message.type === 'event') events.push(message.body)
  })
  const { documents } = store
  const settings = loadSettings(documents, launch, body => void telemetry.emit(body))
  for (const [id, held] of settings.cohorts) {
    const state = gate.state.states.get(id) ?? 'scheduled'
    if (held.current.state !== state) await held.put({ ...held.current, state }, null)
  }
  const { workers, revision } = settings.workers.current
  const capacity = createCapacityPool({ clock, workers, revision, onChange: () => undefined })
  const ledger = createLedger({
    clock,
    rows: store.ledgerRows,
    committer: store.committer,
    operations: store.operations,
  })
  const alerts = createAlerts({
    clock,
    documents,
    onError,
    operators: () => 1,
    onChange: alert => void telemetry.emit({ kind: 'alert', alert }),
    onLoad: () => undefined,
    onAct: () => undefined,
  })
  const safetyNet = createSafetyNet({
    clock,
    documents,
    gate: gate.gate,
    intake: () => settings.intake.current,
    alerts,
    record: body => void ledger.append(body),
    onChange: safetyNet => void telemetry.emit({ kind: 'safety-net', safetyNet }),
    onError,
  })
  const levers: Levers = {
    clock,
    gate: gate.gate,
    bookings: bookings.bookings,
    capacity,
    settings,
    safetyNet,
  }
  const flow = createFlow({ clock, gate: gate.gate, bookings: bookings.bookings, leaseMs: launch.leaseMs })
  const control = await createControl({
    levers,
    flow,
    launch,
    documents,
    ledger,
    telemetry,
    alerts,
    annotations: { list: () => [] },
    onError,
  })
  return {
    dir,
    clock,
    gate,
    bookings,
    store,
    telemetry,
    events,
    errors,
    settings,
    capacity,
    ledger,
    alerts,
    safetyNet,
    control,
    /** Lets time pass in steps of 250 ms, admissions and heartbeats going on. */
    async pass(ms: number) {
      for (let left = ms; left > 0; left -= 250) {
        clock.advance(Math.min(250, left))
        gate.admit(Math.min(250, left))
        capacity.beat()
        control.tick()
      }
      await store.committer.flush()
    },
    close() {
      store.close()
    },
    remove() {
      store.close()
      rmSync(dir, { recursive: true })
    },
  }
}

export type Bench = Awaited<ReturnType<typeof createBench>>

export function commandOf(order: Order, expectedRevision: number | null, more: Partial<Command> = {}): Command {
  return {
    id: crypto.randomUUID(),
    order,
    expectedRevision,
    reason: '',
    previewId: null,
    override: false,
    ...more,
  }
}

/** Previews and gives a command as a console would. */
export async function give(control: Control, order: Order, revision: number, by: Account) {
  const preview = control.preview(order, by)
  return control.command(commandOf(order, revision, { previewId: preview.id }), by)
}
