/**
 * Where each page stands. What belongs to a place is below `/c/COHORT`: the cookies of a place go there and nowhere else, so
 * that a device may hold places in several cohorts.
 */
export const patterns = {
  start: '/',
  cohort: '/c/:cohort',
  identify: '/c/:cohort/identity',
  join: '/c/:cohort/join',
  wait: '/c/:cohort/wait',
  enter: '/c/:cohort/enter',
  alive: '/c/:cohort/alive',
  leave: '/c/:cohort/leave',
  book: '/c/:cohort/book',
  extend: '/c/:cohort/extend',
  done: '/c/:cohort/done',
  draw: '/draw/:cohort',
  booking: '/booking',
  cancel: '/booking/cancel',
  /** What people guess, type and pass on: it leads to the waiting room. */
  directBook: '/book',
  directWait: '/wait',
} as const

type OfCohort = {
  [K in keyof typeof patterns]: (typeof patterns)[K] extends `${string}:cohort${string}` ? K : never
}[keyof typeof patterns]

/** The address of a page of one cohort. */
export const at = (page: OfCohort, cohort: string): string =>
  patterns[page].replace(':cohort', encodeURIComponent(cohort))
