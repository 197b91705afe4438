import type { Booking } from '../../protocol/citizen.ts'

export interface SlotDoses {
  readonly site: string
  readonly vaccine: string
  readonly date: string
  readonly time: string
  readonly doses: number
}

/** Bookings that citizens were told of, against the doses of the plan. */
export interface StockCheck {
  add(slots: readonly SlotDoses[]): void
  /** Slots with all the doses they are to have: what is there already counts, and nothing is taken away. */
  fill(slots: readonly SlotDoses[]): void
  booked(person: number, booking: Booking): void
  cancelled(person: number, booking: Booking): void
  /** Whether the person was told of this booking before. */
  isKnown(person: number, booking: Booking): boolean
  /** Confirmed bookings beyond the doses of their slot, at the worst moment of each slot. */
  readonly overbooked: number
  /** People who were told of a second confirmed booking. */
  readonly doubled: number
  readonly confirmed: number
  /** Doses of the plan and of later additions that nobody booked. */
  readonly left: number
}

interface SlotCount {
  doses: number
  booked: number
  over: number
}

/** @param people how many there can be, counted from 0 */
export function createStockCheck(people: number): StockCheck {
  const byKey = new Map<string, SlotCount>()
  const byId = new Map<number, SlotCount>()
  /** One code a person, hashed: enough to tell a repeated answer from a second booking. 0 is none. */
  const codes = new Uint32Array(people)
  let doubled = 0
  let confirmed = 0
  let doses = 0

  function slotOf({ slot }: Booking): SlotCount {
    const known = byId.get(slot.id)
    if (known !== undefined) return known
    // A slot the plan does not have holds no doses: every booking of it is one too many.
    const count = byKey.get(keyOf(slot)) ?? { doses: 0, booked: 0, over: 0 }
    byId.set(slot.id, count)
    return count
  }

  function raise(slot: SlotDoses, by: (planned: number) => number): void {
    const key = keyOf(slot)
    const count = byKey.get(key) ?? { doses: 0, booked: 0, over: 0 }
    byKey.set(key, count)
    const added = by(count.doses)
    count.doses += added
    doses += added
  }

  return {
    add(slots) {
      for (const slot of slots) raise(slot, () => slot.doses)
    },
    fill(slots) {
      for (const slot of slots) raise(slot, planned => Math.max(0, slot.doses - planned))
    },
    booked(person, booking) {
      const code = hashCode(booking.code)
      const known = codes[person]
      if (known === code) return
      if (known !== 0) doubled++
      codes[person] = code
      confirmed++
      const slot = slotOf(booking)
      slot.booked++
      slot.over = Math.max(slot.over, slot.booked - slot.doses)
    },
    cancelled(person, booking) {
      if (codes[person] === 0) return
      codes[person] = 0
      confirmed--
      slotOf(booking).booked--
    },
    isKnown: (person, booking) => codes[person] === hashCode(booking.code),
    get overbooked() {
      let over = 0
      for (const slot of new Set([...byKey.values(), ...byId.values()])) over += slot.over
      return over
    },
    get doubled() {
      return doubled
    },
    get confirmed() {
      return confirmed
    },
    get left() {
      return doses - confirmed
    },
  }
}

function keyOf({ site, vaccine, date, time }: Omit<SlotDoses, 'doses'>): string {
  return `${site} ${vaccine} ${date} ${time}`
}

/** FNV-1a, 32 bits, never 0. */
function hashCode(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0 || 1
}
