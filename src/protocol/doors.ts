/**
 * The eight ways past a queue that this project exists to close; the labels of the metric `bypass.attempts`. Which request
 * shows which of them stands in one table, `backend/doors.ts`, and in `resources/api/doors.md`.
 */
export const doors = ['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7', 'D8'] as const

export type Door = (typeof doors)[number]

/**
 * Doors that honest people knock at as well: who is not in the cohort's range, whose lease has run out, who has a phone and a
 * tablet. One such attempt says nothing; a surge does.
 */
export const everydayDoors: ReadonlySet<Door> = new Set(['D5', 'D6', 'D8'])
