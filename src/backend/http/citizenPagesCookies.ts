import type { FastifyReply, FastifyRequest } from 'fastify'
import { patterns } from '../../citizen/addresses.ts'

/**
 * What a browser holds of a place: its tokens, in cookies that no script can read. A place's cookies go to the addresses of
 * its cohort alone. The rest are conveniences, and nothing is decided by them.
 */
const ofPlace = {
  ticket: 'sluice_ticket',
  admission: 'sluice_admission',
  /** Months of birth of the dependents, so that a guardian can tell them apart: '1941-03.1943-11'. */
  months: 'sluice_months',
  /** Codes of what was booked with this place, by who: '0_K7Q2-M9XR-T4WB.2_…'. */
  codes: 'sluice_codes',
} as const
const ofDevice = { last: 'sluice_last', lang: 'sluice_lang', text: 'sluice_text' } as const

export type PlaceCookie = keyof typeof ofPlace
export type DeviceCookie = keyof typeof ofDevice
const names = { ...ofPlace, ...ofDevice }

const MONTH_SECONDS = 2_592_000

/** Empty when there is none. */
export function cookieOf(request: FastifyRequest, cookie: PlaceCookie | DeviceCookie): string {
  const wanted = `${names[cookie]}=`
  const found = request.headers.cookie?.split(/;\s*/).find(pair => pair.startsWith(wanted))
  return found?.slice(wanted.length) ?? ''
}

function write(request: FastifyRequest, reply: FastifyReply, name: string, value: string, path: string): void {
  const age = value === '' ? 0 : MONTH_SECONDS
  const secure = request.protocol === 'https' ? '; Secure' : ''
  reply.header('set-cookie', `${name}=${value}; Path=${path}; Max-Age=${age}; HttpOnly; SameSite=Lax${secure}`)
}

/** An empty value takes the cookie back. */
export function keepOfPlace(
  request: FastifyRequest,
  reply: FastifyReply,
  cohort: string,
  values: Partial<Record<PlaceCookie, string>>,
): void {
  const path = patterns.cohort.replace(':cohort', cohort)
  for (const [cookie, value] of Object.entries(values) as [PlaceCookie, string][])
    write(request, reply, names[cookie], value, path)
}

export function keepOfDevice(request: FastifyRequest, reply: FastifyReply, cookie: DeviceCookie, value: string): void {
  write(request, reply, names[cookie], value, '/')
}
