import { RefusalError } from '../../protocol/errors.ts'
import type { Identification, Identified } from '../../protocol/revocation.ts'
import type { PersonHash } from '../gate/contract.ts'
import type { HeldPlace } from '../gate/revocations.ts'
import type { Levers } from './levers.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/**
 * Whose a number, a booking code or a ticket is. What was asked with stays here: an order names hashes and numbers only.
 * Throws `resource-unknown`, `booking-unknown` or `ticket-invalid`.
 */
export async function identify(who: Identification, { gate, bookings }: Levers): Promise<Identified> {
  if (who.by === 'code') {
    const person = await bookings.holderOf(who.code)
    if (!person) throw new RefusalError('booking-unknown')
    return identified(person, undefined)
  }
  const place = who.by === 'token' ? gate.placeOfToken(who.token) : gate.placeOf(who.cohort, who.number)
  if (!place) throw new RefusalError('resource-unknown', who.by === 'number' ? `number ${who.number}` : undefined)
  return identified(place.person, place)

  function identified(person: PersonHash, asked: HeldPlace | undefined): Identified {
    const others = gate
      .placesOf(person)
      .filter(({ cohort, number }) => !(cohort === asked?.cohort && number === asked.number))
    const places = asked ? [asked, ...others] : others
    return {
      person: hex(person),
      client: places[0] ? hex(places[0].client) : null,
      places: places.map(({ cohort, number, state }) => ({ cohort, number, state })),
      booked: bookings.hasBooking(person),
    }
  }
}
