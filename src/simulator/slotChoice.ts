import type { Citizens } from '../backend/citizens.contract.ts'
import type { Site } from '../protocol/citizen.ts'
import type { Behaviour } from './behaviour.ts'

/** How people find a slot: the list of sites as it was lately, their own region's first, then the days of one site. */
export interface SlotChoice {
  /** The id of a slot with doses left; undefined when nothing is left anywhere. */
  pick(person: number, tries: number, at: number): number | undefined
}

/** The list of sites is a page that stays open for a while. */
const SITES_FRESH_MS = 5_000

export function createSlotChoice(citizens: Pick<Citizens, 'sites' | 'slots'>, behaviour: Behaviour): SlotChoice {
  let sites: readonly Site[] = []
  let fetchedAt = -Infinity
  return {
    pick(person, tries, at) {
      if (at - fetchedAt >= SITES_FRESH_MS) {
        sites = citizens.sites()
        fetchedAt = at
      }
      for (let step = 0; step < sites.length; step++) {
        const site = sites[(person + tries + step) % sites.length]
        if (site === undefined || site.left === 0) continue
        const slots = citizens.slots(site.id).filter(({ left }) => left > 0)
        const slot = slots[behaviour.choose(slots.length)]
        if (slot !== undefined) return slot.id
      }
      return undefined
    },
  }
}
