import type { Logger } from 'pino'
import { createBackend, type BackendOptions, type EmbeddedBackend } from './backend.ts'
import { createAssertionVerifier, type IdentityProvider } from './booking/identity.ts'
import type { Accounts } from './control/accounts.ts'
import { TICK_MS } from './gate/contract.ts'
import { serveCitizens } from './http/citizen.ts'
import { serveOperators } from './http/operator.ts'
import { issuerKey, preflight, withoutIssuer, type Issuer } from './preflight.ts'

export interface RunOptions extends Omit<BackendOptions, 'manual'> {
  readonly log: Logger
  readonly accounts: Accounts
  readonly host: string
  /** 0 means any. */
  readonly citizenPort: number
  readonly operatorPort: number
  /** A drill has its development registry; a live launch needs one. */
  readonly issuer?: Issuer
  readonly trustProxy?: boolean
  /** Changing requests a minute from one device; see `CitizenPlaneOptions`. */
  readonly perMinute?: number
}

export interface RunningBackend {
  readonly backend: EmbeddedBackend
  /** `http://host:port` */
  readonly citizenUrl: string
  /** `ws://host:port/v1/console` */
  readonly operatorUrl: string
  close(): Promise<void>
}

/** A backend on real time, with both planes served. Throws `StartError`, `RefusalError`, or the error of `listen`. */
export async function runBackend(options: RunOptions): Promise<RunningBackend> {
  const { log, accounts, host, citizenPort, operatorPort, issuer, trustProxy = false, perMinute } = options
  await preflight({ ...options, ports: [citizenPort, operatorPort] })
  const backend = await createBackend(options)
  const closers: Array<() => Promise<unknown>> = [() => backend.close()]
  const close = async () => {
    for (const step of closers.splice(0).reverse()) await step()
  }
  try {
    const onError = (error: unknown) => log.error({ err: error }, 'a citizen request could not be answered')
    const { clock, citizens, cohorts, attempts, clientKey, registry, telemetry } = backend
    const { meter } = telemetry
    const citizenPlane = await serveCitizens({
      citizens,
      identity: identityOf(backend, issuer),
      cohorts,
      attempts,
      clientKey,
      clock,
      meter,
      host,
      trustProxy,
      onError,
      port: citizenPort,
      ...(perMinute !== undefined && { perMinute }),
      issuerUrl: issuer?.url,
      ...(registry && { registry }),
    })
    closers.push(() => citizenPlane.close())
    telemetry.collect(meter => citizenPlane.collect(meter))
    const operatorPlane = await serveOperators({
      parts: backend,
      accounts,
      host,
      log,
      port: operatorPort,
      notReady: () => backend.notReady(),
    })
    closers.push(() => operatorPlane.close())
    const ticking = setInterval(() => step(backend, log), TICK_MS)
    closers.push(async () => clearInterval(ticking))
    return { backend, citizenUrl: citizenPlane.url, operatorUrl: operatorPlane.url, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** A step that fails is told and not the last: the next one finds the parts as their stores have them. */
function step(backend: EmbeddedBackend, log: Logger): void {
  try {
    backend.tick()
  } catch (error) {
    log.error({ err: error }, 'a tick failed')
  }
}

function identityOf({ registry, personKey, plan }: EmbeddedBackend, issuer: Issuer | undefined): IdentityProvider {
  if (registry) return registry.identity
  if (!issuer) throw withoutIssuer(plan)
  const { name, audience } = issuer
  return createAssertionVerifier({ issuer: name, audience, publicKey: issuerKey(issuer), personKey })
}
