import { normalizeIP } from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { RefusalError } from '../../protocol/errors.ts'
import { createMac } from '../mac.ts'
import { clientOf, keepClient, markOf } from './citizenClient.ts'

/**
 * How much anybody may ask. A carrier puts thousands of people behind one address, so an address says little; a cookie
 * says nothing, since whoever drops it gets a new one. What does say something is an identity check: whoever has passed one is
 * limited by themselves alone, whatever their neighbours do. Everybody else is limited by their device and by their network,
 * and a network is given more with each newcomer who passes the check, so that one from which people join never runs dry.
 *
 * That a device has passed is remembered in its cookie, as a mark that only we can write: a night of millions costs no memory,
 * and a restart forgets nobody.
 */
export interface CitizenLimits {
  /** Options of a route that changes or looks something up. */
  readonly limited: object
  /** Options of a route that checks or issues an identity, which costs more than all the rest of it. */
  readonly costly: object
  /** The user of this device has proved who they are. */
  vouch(request: FastifyRequest, reply: FastifyReply, client: string): void
}

export interface CitizenLimitsOptions {
  /** Requests a minute from one device. */
  readonly perMinute: number
  /** Keys the marks; any length. */
  readonly key: Uint8Array
}

const WINDOW_MS = 60_000
/** Devices and networks of which the count is kept; beyond them those that asked least lately are forgotten. */
const KEPT = 50_000
/** What a network may ask beside its verified devices, in devices' worth; of identity checks a tenth. */
const NETWORK = 250
const NETWORK_COSTLY = 25
/** What a network may ask more, in the minute and the next, for each device that was verified. */
const EARNED = 10
const MARK_CHARS = 11

/** An IPv6 network is taken by its /64. Who has gone in the meantime has no address any more, and hears no answer. */
const networkOf = ({ ip }: { readonly ip: string | undefined }): string => (ip === undefined ? '' : normalizeIP(ip))

/** `app` has @fastify/rate-limit. */
export function createCitizenLimits(app: FastifyInstance, { perMinute, key }: CitizenLimitsOptions): CitizenLimits {
  const mac = createMac(key)
  const earned = createEarnings()
  const markFor = (client: string) => mac.base64url(`verified ${client}`).slice(0, MARK_CHARS)

  function isVerified(request: FastifyRequest): boolean {
    const mark = markOf(request)
    return mark !== '' && mark === markFor(clientOf(request))
  }

  const limiter = { timeWindow: WINDOW_MS, cache: KEPT }
  const byDevice = app.createRateLimit({ ...limiter, max: perMinute, keyGenerator: clientOf })
  const byNetwork = (devices: number) =>
    app.createRateLimit({
      ...limiter,
      keyGenerator: networkOf,
      max: (_request, network) => perMinute * devices + EARNED * earned.by(network),
    })

  const guard = (networkLimit: ReturnType<typeof byNetwork>) => ({
    async onRequest(request: FastifyRequest, reply: FastifyReply) {
      const limits = [...(clientOf(request) === '' ? [] : [byDevice]), ...(isVerified(request) ? [] : [networkLimit])]
      for (const limit of limits) {
        const found = await limit(request)
        if (found.isAllowed || !found.isExceeded) continue
        reply.header('retry-after', found.ttlInSeconds)
        throw new RefusalError('too-many-requests')
      }
    },
  })

  return {
    limited: guard(byNetwork(NETWORK)),
    costly: guard(byNetwork(NETWORK_COSTLY)),
    vouch(request, reply, client) {
      if (isVerified(request)) return
      earned.add(networkOf(request))
      keepClient(request, reply, `${client}.${markFor(client)}`)
    },
  }
}

/** How many devices of each network were verified in this minute and the last. */
function createEarnings() {
  const none = () => new Map<string, number>()
  let current = none()
  let previous = none()
  let until = performance.now() + WINDOW_MS

  function turn(): void {
    const now = performance.now()
    if (now < until) return
    previous = now < until + WINDOW_MS ? current : none()
    current = none()
    until = now + WINDOW_MS
  }

  return {
    add(network: string): void {
      turn()
      current.set(network, (current.get(network) ?? 0) + 1)
    },
    by(network: string): number {
      turn()
      return (current.get(network) ?? 0) + (previous.get(network) ?? 0)
    },
  }
}
