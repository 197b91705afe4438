import type { Locale } from '../locales/phrase.ts'

/** Sites, slots and bookings as the pages show them. */

export interface SiteView {
  readonly id: string
  readonly name: Readonly<Record<Locale, string>>
  readonly region: string
  readonly left: number
}

export interface SlotView {
  readonly id: number
  readonly site: string
  readonly vaccine: string
  /** Calendar date, KST. */
  readonly date: string
  readonly time: string
}

export interface FreeSlot extends SlotView {
  readonly left: number
}

export interface BookingView {
  readonly code: string
  readonly slot: SlotView
  readonly state: 'confirmed' | 'cancelled'
  /** Event time, ms. */
  readonly bookedAt: number
}

export const siteName = (sites: readonly SiteView[], id: string, locale: Locale): string =>
  sites.find(site => site.id === id)?.name[locale] ?? id
