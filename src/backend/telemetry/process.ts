import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Meter } from './contract.ts'

const RESOLUTION_MS = 20
const NANOS_PER_MS = 1e6
/** Reading the memory of a large process takes up to a millisecond: in fast drills, not with each sample. */
const MEMORY_EVERY_MS = 1000

/** What the process itself does: how late its event loop runs (the worst since the last look) and its memory. */
export function watchProcess(): { collect(meter: Meter): void; close(): void } {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delay.enable()
  let memoryAt = -Infinity
  return {
    collect(meter) {
      if (delay.count > 0) meter.observe('process.loopLag', Math.max(0, delay.max / NANOS_PER_MS - RESOLUTION_MS))
      delay.reset()
      if (performance.now() - memoryAt < MEMORY_EVERY_MS * 0.9) return
      memoryAt = performance.now()
      meter.set('process.memory', process.memoryUsage.rss())
    },
    close: () => delay.disable(),
  }
}
