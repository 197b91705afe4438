import { doors, type Door } from '../../protocol/doors.ts'

/** Attempts to get past the line, by door. */
export type DoorCounts = Readonly<Record<Door, number>>

/** Every door, with what a record of some of them says. */
export function doorCounts(known: Readonly<Partial<Record<Door, number>>>): DoorCounts {
  return Object.fromEntries(doors.map(door => [door, known[door] ?? 0])) as Record<Door, number>
}

/** What a crowd did at each door, by its own record. */
export interface Performed {
  add(door: Door): void
  counts(): DoorCounts
}

export function createPerformed(): Performed {
  const counts = { ...doorCounts({}) }
  return {
    add(door) {
      counts[door]++
    },
    counts: () => ({ ...counts }),
  }
}
