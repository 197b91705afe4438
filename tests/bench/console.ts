import { findBrowser, noChromium } from '../e2e/fixtures/chromium.ts'
import { commandToEffect } from './commandToEffect.ts'
import { openConsolePage } from './consolePage.ts'
import { eventToPixel } from './eventToPixel.ts'
import { mainThread } from './mainThread.ts'
import { startBenchNight } from './night.ts'

export interface ConsoleResult {
  readonly commandToEffectP95Ms: number
  /** Absent, like the next, where there is no Chromium. */
  readonly eventToPixelP95Ms?: number
  readonly rendererMainThreadPercent?: number
}

/** How fast a lever acts and its effect is seen, and what the page costs, on one night that is under way. */
export async function benchConsole(): Promise<ConsoleResult> {
  const night = await startBenchNight()
  try {
    const commandToEffectP95Ms = await commandToEffect(night)
    const executable = findBrowser()
    if (executable === undefined) {
      process.stderr.write(`eventToPixelP95Ms, rendererMainThreadPercent: not measured, ${noChromium}\n`)
      return { commandToEffectP95Ms }
    }
    const shown = await openConsolePage(night, executable)
    try {
      const rendererMainThreadPercent = await mainThread(shown.page)
      return {
        commandToEffectP95Ms,
        eventToPixelP95Ms: await eventToPixel(night, shown.page),
        rendererMainThreadPercent,
      }
    } finally {
      await shown.close()
    }
  } finally {
    await night.stop()
  }
}
