import { setTimeout as pause } from 'node:timers/promises'

/** How much later than the processes that it has started this one may hear a signal to all of them, ms. */
const HEAR_MS = 500

/**
 * What the work came to, or undefined where this process was asked to end first. A terminal's Ctrl-C goes to every process
 * of the group at once, and one that was only just started falls to it before this one has heard anything: what ended
 * is work that failed only when nobody asks within `HEAR_MS` either.
 */
export async function untilAsked<T>(asked: Promise<void>, work: Promise<T>): Promise<T | undefined> {
  const end = asked.then(() => 'asked' as const)
  const hear = () => pause(HEAR_MS)
  const over = work.then(hear, hear)
  return (await Promise.race([end, over])) === 'asked' ? undefined : work
}
