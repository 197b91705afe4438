import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Sample } from '../protocol/console.ts'
import type { Cohort } from '../protocol/nouns.ts'
import { createAlerts, type Alerts } from './alarms/alerts.ts'
import { createAnnotations } from './alarms/annotations.ts'
import { createMonitor } from './alarms/monitor.ts'
import { createAttempts, type Attempts } from './attempts.ts'
import { createRegistry, type Registry } from './booking/registry.ts'
import { openBookings, type BookingStore } from './booking/store.ts'
import { openThread } from './booking/thread.ts'
import { createCitizens } from './citizens.ts'
import type { Clock } from './clock.ts'
import type { Backend } from './contract.ts'
import { createCapacityPool } from './control/capacity.ts'
import { createControl } from './control/control.ts'
import { createFlow } from './control/flow.ts'
import type { LedgerBody } from './control/ledger.contract.ts'
import { createLedger } from './control/ledger.ts'
import type { Levers } from './control/levers.ts'
import { createPresence, type Presence } from './control/presence.ts'
import { persistent } from './control/persistence.ts'
import { createSafetyNet } from './control/safetyNet.ts'
import { loadSettings } from './control/settings.ts'
import { createGate } from './gate/gate.ts'
import { standInSecrets } from './gate/secrets.ts'
import type { Launch } from './launch.ts'
import { keepPlan, loadPlan, type Plan } from './plan.ts'
import { createPulse } from './pulse.ts'
import { hurried, livedUntil, reconcile, settled } from './recovery.ts'
import { loadSecrets } from './secrets.ts'
import { openGateStore } from './store/open.ts'
import { collectParts } from './telemetry/collectors.ts'
import { watchProcess } from './telemetry/process.ts'
import type { Meter, Telemetry } from './telemetry/contract.ts'
import { createTelemetry } from './telemetry/telemetry.ts'
import { startWebhook, type WebhookTarget } from './webhook/webhook.ts'

export interface BackendOptions {
  /** Data directory; made when missing, and held by one process at a time. */
  readonly dir: string
  /** What a new directory is seeded from; with one that is not new it must be the same launch, or left out. */
  readonly launch?: Launch
  readonly clock: Clock
  /** Commit only on `flush`: for a driver in virtual time. Operators' commands commit by themselves. */
  readonly manual?: boolean
  /** False commits bookings in this thread: for many backends in one process that each live a moment. */
  readonly thread?: boolean
  readonly log?: Logger
  /** Who is told of everybody whose turn is near. */
  readonly webhook?: WebhookTarget
}

/** A backend and what its planes need beyond the contract. */
export interface EmbeddedBackend extends Backend {
  readonly alerts: Alerts
  readonly presence: Presence
  readonly plan: Plan
  readonly cohorts: () => readonly Cohort[]
  /** Where refusals are counted, for what refuses before `citizens` is asked. */
  readonly attempts: Attempts
  /** The development registry, in drills. */
  readonly registry: Registry | undefined
  /** Keys the hash of an identity. */
  readonly personKey: Uint8Array
  /** Keys what is kept in a device's cookie. */
  readonly clientKey: Uint8Array
  /** Undefined when ready, else what is missing. */
  notReady(): string | undefined
}

/** Opens, recovers and wires everything. Throws `StartError` or `RefusalError` with a message for whoever starts it. */
export async function createBackend(options: BackendOptions): Promise<EmbeddedBackend> {
  const { dir, clock, manual = false, thread = true, log } = options
  const onError = (error: unknown) => log?.error({ err: error }, 'not durable')
  mkdirSync(dir, { recursive: true })

  const telemetry = createTelemetry({ clock })
  const meter = meterOf(telemetry, manual)
  const onCommit = (ms: number) => meter.observe('process.commitLatency', ms)
  const store = openGateStore({ dir, manual, onError, onCommit })
  clock.resume(livedUntil(store))
  let bookings: BookingStore | undefined
  try {
    const { plan, firstBoot } = loadPlan(dir, store.documents, options.launch)
    const secrets = loadSecrets(dir, firstBoot)
    const seed = firstBoot ? options.launch : undefined
    // What builds the SQL is not loaded where the thread has it.
    const open = thread ? openThread : (await import('./booking/sqlTables.ts')).openFile
    const tables = await open(join(dir, 'booking.db'), seed)
    bookings = await openBookings(tables, { onCommit, onError })
    return await compose({ ...options, manual, onError, telemetry, store, bookings, plan, firstBoot, secrets })
  } catch (error) {
    await bookings?.close()
    store.close()
    throw error
  }
}

/** In virtual time a duration says how busy the driver is, and nothing of the night: it is not measured. */
const meterOf = ({ meter }: Telemetry, manual: boolean): Meter =>
  manual ? { ...meter, observe: () => undefined } : meter

interface Opened extends BackendOptions {
  readonly manual: boolean
  readonly onError: (error: unknown) => void
  readonly telemetry: ReturnType<typeof createTelemetry>
  readonly store: ReturnType<typeof openGateStore>
  readonly bookings: BookingStore
  readonly plan: Plan
  readonly firstBoot: boolean
  readonly secrets: ReturnType<typeof loadSecrets>
}

async function compose(opened: Opened): Promise<EmbeddedBackend> {
  const { clock, manual, onError, telemetry, store, bookings, plan, firstBoot, secrets } = opened
  const meter = meterOf(telemetry, manual)
  const flush = async () => {
    await Promise.all([store.committer.flush(), bookings.flush()])
  }
  const hurry = manual ? soon(() => void flush().catch(onError)) : undefined
  const documents = persistent(store.documents, hurry)
  // What watches by itself waits for nobody: in virtual time it is written with the next commit of the driver.
  const notes = persistent(store.documents)
  const ledger = createLedger({
    clock,
    rows: store.ledgerRows,
    committer: store.committer,
    operations: store.operations,
  })
  /** For what is in force whatever the disk says. */
  const record = (body: LedgerBody) => {
    try {
      ledger.append(body)
    } catch (error) {
      onError(error)
    }
  }
  if (firstBoot) record({ kind: 'launch', launch: plan.id, mode: plan.mode, cohorts: plan.cohorts })

  const settings = loadSettings(documents, plan, body => {
    if (body.kind === 'intake') record({ kind: 'intake', intake: body.intake })
    telemetry.emit(body)
  })
  // Before anybody is shown it.
  bookings.expire(clock.event())
  const { workers, revision } = settings.workers.current
  const seatsNow = () => record({ kind: 'capacity', seats: capacity.seats(), alive: capacity.alive() })
  const capacity = createCapacityPool({
    clock,
    workers,
    revision,
    onChange(reading) {
      seatsNow()
      telemetry.emit({ kind: 'capacity', capacity: reading })
    },
  })
  seatsNow()
  record({ kind: 'intake', intake: settings.intake.current })

  const gate = createGate({
    clock,
    ledger,
    store: store.store,
    key: secrets.tokenKey,
    secrets: standInSecrets(secrets.drawKey),
    seats: () => capacity.alive(),
    doses() {
      const { doses, left } = bookings.stock()
      return { all: doses, left, booked: bookings.total() }
    },
    launch: plan,
  })
  for (const { current } of settings.cohorts.values()) gate.setCohort(current)
  gate.setIntake(settings.intake.current)
  gate.bar(settings.revocations.current.revoked.map(({ target }) => target))
  const follow = (id: string, state: Cohort['state']) => {
    const held = settings.cohorts.get(id)
    if (held && held.current.state !== state) held.put({ ...held.current, state }, null).catch(onError)
  }
  gate.onCohortState(follow)
  // A crash may have come between the gate's record of an opening and the settings': the gate's is the older.
  for (const { cohort, state } of gate.reading().cohorts) follow(cohort, state)
  reconcile(gate, bookings)

  const flow = createFlow({ clock, gate, bookings, leaseMs: plan.leaseMs })
  const presence = createPresence()
  const alerts = createAlerts({
    clock,
    documents: notes,
    onError,
    operators: () => presence.operators(),
    onChange: alert => telemetry.emit({ kind: 'alert', alert }),
    onLoad: alarms => telemetry.emit({ kind: 'alarms', alarms }),
    onAct: ({ id }, { act, by, text }) => record({ kind: 'alert', alert: id, act, by: by ?? 'system', text }),
  })
  const annotations = createAnnotations({
    clock,
    documents: notes,
    onError,
    onNote: annotation => telemetry.emit({ kind: 'annotation', annotation }),
  })
  const safetyNet = createSafetyNet({
    clock,
    documents: notes,
    gate,
    intake: () => settings.intake.current,
    alerts,
    record,
    onChange: safetyNet => telemetry.emit({ kind: 'safety-net', safetyNet }),
    onError,
  })
  const levers: Levers = {
    clock,
    gate,
    capacity,
    settings,
    safetyNet,
    bookings: hurried(bookings, hurry),
  }
  if (firstBoot) keepPlan(documents, plan).catch(onError)
  const control = await settled(
    createControl({ levers, flow, launch: plan, documents, ledger, telemetry, alerts, annotations, onError }),
    flush,
  )
  const cohorts = () => [...settings.cohorts.values()].map(({ current }) => current)
  const attempts = createAttempts(ledger, meter)
  const citizens = createCitizens({
    gate,
    bookings,
    clock,
    cohorts,
    meter,
    attempts,
    leaseMs: plan.leaseMs,
    clientKey: secrets.clientKey,
  })
  const watched = watchProcess()
  collectParts(telemetry, { gate, bookings, capacity, settings, flow, clock })
  // In virtual time the loop runs as late as the driver likes.
  if (!manual) telemetry.collect(meter => watched.collect(meter))
  ledger.onAppend(({ index, hash, body: { kind } }) => {
    // What the gate does stands in the samples; telling every batch of it would push all else out of memory.
    if (kind !== 'gate' && kind !== 'refusals') telemetry.emit({ kind: 'ledger', ledger: { index, hash, kind } })
  })
  const monitor = createMonitor({
    alerts,
    annotations,
    gate,
    bookings,
    settings,
    telemetry,
    commands: control.snapshot().commands,
  })
  const judge = (sample: Sample) => {
    monitor.judge(sample)
    safetyNet.judge(sample)
  }
  const pulse = createPulse({ clock, telemetry, control, judge, headline: !manual })
  await flush()
  const webhook =
    opened.webhook && (await startWebhook({ ...opened.webhook, gate, clock, documents, launch: plan, log: opened.log }))
  if (webhook) telemetry.collect(meter => webhook.collect(meter))

  return {
    clock,
    gate,
    bookings,
    citizens,
    control,
    capacity,
    ledger,
    telemetry,
    alerts,
    presence,
    plan,
    cohorts,
    attempts,
    registry: plan.mode === 'DRILL' ? registryOf(secrets) : undefined,
    personKey: secrets.personKey,
    clientKey: secrets.clientKey,
    tick() {
      capacity.beat()
      capacity.check()
      bookings.expire(clock.event())
      gate.tick()
      if (store.committer.writable) attempts.report(clock.event())
      pulse.tick()
    },
    flush,
    flushLines: () => store.committer.flush(),
    notReady: () => (store.committer.writable ? pulse.late() : 'the disk does not take writes'),
    async close() {
      watched.close()
      await webhook?.close()
      documents.close()
      notes.close()
      await flush().catch(onError)
      await bookings.close()
      store.close()
    },
  }
}

/** Does it once at the end of this turn of the event loop, however often it is asked for. */
function soon(work: () => void): () => void {
  let asked = false
  return () => {
    if (asked) return
    asked = true
    setImmediate(() => {
      asked = false
      work()
    })
  }
}

const registryOf = ({ registryKey, personKey }: Opened['secrets']) =>
  createRegistry({ keySeed: registryKey.toString('base64url'), personKey })
