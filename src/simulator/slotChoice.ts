import type { Citizens } from '../backend/citizens.contract.ts'
import type { Site, Slot } from '../protocol/citizen.ts'
import type { Behaviour } from './behaviour.ts'

/** How people find a slot: the list of sites as it was lately, their own region's first, then the days of one site. */
export interface SlotChoice {
  /** The id of a slot with doses left; undefined when nothing is left anywhere. */
  pick(person: number, tries: number, at: number): number | undefined
}

/** The list of sites is a page that stays open for a while. */
const SITES_FRESH_MS = 5_000
const GLANCES = 16

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
        const slot = freeFrom(citizens.slots(site.id), behaviour)
        if (slot !== undefined) return slot.id
      }
      return undefined
    },
  }
}

/** Any slot that has doses left, earlier ones preferred; when most are full, the next one that is not. */
function freeFrom(slots: readonly Slot[], behaviour: Behaviour): Slot | undefined {
  let from = 0
  for (let glance = 0; glance < GLANCES; glance++) {
    from = behaviour.choose(slots.length)
    const slot = slots[from]
    if (slot !== undefined && slot.left > 0) return slot
  }
  return slots.slice(from).find(({ left }) => left > 0) ?? slots.find(({ left }) => left > 0)
}
