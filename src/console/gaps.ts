import type { LaunchEvent, Sample } from '../protocol/console.ts'
import type { Ask } from './requests.ts'

/** Sequence numbers after `after`, up to and including `to`, that were sent while this console could not hear. */
interface Gap {
  after: number
  to: number
}

export interface Gaps {
  add(after: number, to: number): void
  /** Forgets every gap: the epoch that they belong to is over, and what is missing stays a hole. */
  clear(): void
  /** Fetches what is missing, oldest first. Stops at the first failure and goes on from there when called again. */
  fill(ask: Ask): Promise<void>
}

const pageSize = 500

export function createGaps(deliver: (samples: Sample[], events: LaunchEvent[]) => void): Gaps {
  let gaps: Gap[] = []
  let filling = false

  async function fillFirst(ask: Ask, gap: Gap): Promise<void> {
    const page = await ask({ type: 'history', afterSequence: gap.after, limit: pageSize })
    // The epoch may have ended while the page was on its way.
    if (gaps[0] !== gap) return
    const inside = ({ sequence }: { sequence: number }) => sequence > gap.after && sequence <= gap.to
    deliver(page.samples.filter(inside), page.events.filter(inside))
    if (page.next === null || page.next >= gap.to || page.next <= gap.after) gaps.shift()
    else gap.after = page.next
  }

  return {
    add(after, to) {
      if (to <= after) return
      const last = gaps.at(-1)
      if (last && last.to >= after) last.to = Math.max(last.to, to)
      else gaps.push({ after, to })
    },
    clear() {
      gaps = []
    },
    async fill(ask) {
      if (filling) return
      filling = true
      try {
        for (let gap = gaps[0]; gap; gap = gaps[0]) await fillFirst(ask, gap)
      } catch {
        // The connection went, or the backend would not: the next connection asks again.
      } finally {
        filling = false
      }
    },
  }
}
