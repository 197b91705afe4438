import type { Place, Places, PlannedSlot, PlanPage } from '../protocol/plan.ts'

/**
 * Reads the plan to its end, page by page, and keeps what there is to choose from.
 *
 * @param page asks for the slots after so many
 */
export async function readPlaces(
  page: (after: number) => Promise<Pick<PlanPage, 'sites' | 'slots' | 'next'>>,
): Promise<Places> {
  const vaccines = new Set<string>()
  let last: Place | null = null
  for (let after: number | null = 0; ;) {
    const { sites, slots, next }: Pick<PlanPage, 'sites' | 'slots' | 'next'> = await page(after)
    for (const slot of slots) {
      vaccines.add(slot.vaccine)
      if (!last || isLater(slot, last)) last = placeOf(slot)
    }
    if (next === null) return { sites, vaccines: [...vaccines], last }
    after = next
  }
}

const isLater = (slot: Place, than: Place): boolean =>
  slot.date === than.date ? slot.time < than.time : slot.date > than.date

const placeOf = ({ site, vaccine, date, time }: PlannedSlot): Place => ({ site, vaccine, date, time })
