/** Whether anybody booked before their cohort was open; one check a cohort. All instants in event time, ms. */
export interface OpeningCheck {
  /** The schedule, as the ledger has it. */
  scheduled(opensAt: number): void
  /** An operator ordered the cohort to open now, which makes an opening ahead of schedule a lawful one. */
  ordered(): void
  opened(at: number): void
  booked(at: number): void
  readonly early: number
}

export function createOpeningCheck(): OpeningCheck {
  let opensAt = Infinity
  let openedAt: number | undefined
  let lawful = false
  /** Bookings told of before the ledger was read up to the opening. */
  let unsettled: number[] = []
  let early = 0

  const openSince = (opened: number) => (lawful ? opened : Math.max(opened, opensAt))

  return {
    scheduled(at) {
      opensAt = at
    },
    ordered() {
      lawful = true
    },
    opened(at) {
      if (openedAt !== undefined) return
      openedAt = at
      early += unsettled.filter(booked => booked < openSince(at)).length
      unsettled = []
    },
    booked(at) {
      if (openedAt === undefined) unsettled.push(at)
      else if (at < openSince(openedAt)) early++
    },
    get early() {
      return early + unsettled.length
    },
  }
}
