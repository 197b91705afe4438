import { vi } from 'vitest'

/** Waits for what real sockets bring, without naming a speed: it only fails when it never comes. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 60_000, interval: 10 })
