/** One exchange: when it was asked and answered by the local monotonic clock, and what the server said; all in ms. */
interface Exchange {
  readonly sentAt: number
  readonly receivedAt: number
  readonly serverTime: number
  readonly eventTime: number
}

export interface TimeSync {
  add(exchange: Exchange): void
  clear(): void
  /** Server and event time at the local monotonic time `at`; undefined before the first exchange. */
  read(at: number): { serverTime: number; eventTime: number; roundTrip: number } | undefined
}

const kept = 8

/**
 * Time of the server from round trips: the exchange with the shortest one of the last few bounds the error best
 * (Cristian's algorithm, 1989; the "minimum filter" of NTP, RFC 5905 §10). It counts on the monotonic clock, so that a
 * step of this machine's clock changes no age.
 */
export function timeSync(speed: () => number): TimeSync {
  const recent: Exchange[] = []
  const trip = (exchange: Exchange) => exchange.receivedAt - exchange.sentAt
  return {
    add(exchange) {
      recent.push(exchange)
      if (recent.length > kept) recent.shift()
    },
    clear() {
      recent.length = 0
    },
    read(at) {
      const [first, ...others] = recent
      if (!first) return undefined
      const best = others.reduce((best, other) => (trip(other) <= trip(best) ? other : best), first)
      // The server spoke, as far as anybody knows, half way between question and answer.
      const elapsed = at - (best.sentAt + best.receivedAt) / 2
      return {
        serverTime: best.serverTime + elapsed,
        eventTime: best.eventTime + elapsed * speed(),
        roundTrip: trip(best),
      }
    },
  }
}
