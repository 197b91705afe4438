/**
 * Server time as this page knows it. It is anchored to the page's monotonic clock, so that neither a wrong local clock
 * nor one that is set meanwhile changes an age.
 *
 * Every stamped message gives a lower bound (it was on its way for some time), so the largest of the recent ones is
 * the best: the minimum filter of NTP (RFC 5905, 10). The window lets the two clocks drift apart slowly.
 */
export interface ServerClock {
  /** A message carries the server's time and event time (ms); `monotonic` is when it came in. */
  heard(serverTime: number, eventTime: number, monotonic: number): void
  /** Server time and event time now; undefined before the first message. */
  now(monotonic: number): { server: number; event: number } | undefined
  setSpeed(speed: number): void
  /** Another server, or the same one after a restart. */
  reset(): void
}

const slotMs = 15_000
const slots = 4

export function serverClock(): ServerClock {
  let best: { slot: number; offset: number }[] = []
  let event: { server: number; event: number } | undefined
  let speed = 1
  const offset = () => best.reduce((most, entry) => Math.max(most, entry.offset), -Infinity)
  return {
    heard(serverTime, eventTime, monotonic) {
      const slot = Math.floor(monotonic / slotMs)
      const heard = serverTime - monotonic
      const last = best.at(-1)
      if (last?.slot === slot) last.offset = Math.max(last.offset, heard)
      else best = [...best.filter(entry => entry.slot > slot - slots), { slot, offset: heard }]
      if (!event || serverTime >= event.server) event = { server: serverTime, event: eventTime }
    },
    now(monotonic) {
      if (!event) return undefined
      const server = Math.floor(monotonic + offset())
      return { server, event: Math.floor(event.event + Math.max(0, server - event.server) * speed) }
    },
    setSpeed(next) {
      speed = next
    },
    reset() {
      best = []
      event = undefined
    },
  }
}
