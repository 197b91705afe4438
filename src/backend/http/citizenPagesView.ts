import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { render, type Html } from '../../citizen/html.ts'
import type { Assets, View } from '../../citizen/layout.ts'
import { locales, type Locale } from '../../locales/phrase.ts'
import { errorCodes } from '../../protocol/errors.ts'
import { cookieOf, keepOfDevice } from './citizenPagesCookies.ts'

/** How a page is written and sent, whatever it shows. */

const choicesSchema = z.object({
  lang: z.enum(locales).optional().catch(undefined),
  text: z.enum(['normal', 'large']).optional().catch(undefined),
})
const choices = (value: unknown) => choicesSchema.catch({}).parse(value)

/** The first of our languages that the browser asks for; Korean where it asks for neither. */
function preferred(header: string | undefined): Locale {
  const wanted = (header ?? '')
    .split(',')
    .map(part => {
      const [tag = '', weight = 'q=1'] = part.trim().split(/;\s*/)
      return { locale: locales.find(locale => tag.toLowerCase().split('-')[0] === locale), q: Number(weight.slice(2)) }
    })
    .filter(({ q }) => q > 0)
    .toSorted((a, b) => b.q - a.q)
  return wanted.find(({ locale }) => locale)?.locale ?? 'ko'
}

/** The address without the choices, for links that make another. */
function plainPath(url: string): string {
  const [path = '/', query = ''] = url.split('?', 2)
  const parameters = new URLSearchParams(query)
  parameters.delete('lang')
  parameters.delete('text')
  return parameters.size === 0 ? path : `${path}?${parameters.toString()}`
}

const becauseSchema = z.object({ because: z.enum(errorCodes).optional().catch(undefined) }).catch({})
/** Why somebody was led to this address: the code of a refusal, which has words of its own. */
export const becauseOf = (request: FastifyRequest) => becauseSchema.parse(request.query).because

export interface ViewOptions {
  readonly drill: boolean
  readonly assets: Assets
}

/** @param path where the page can be asked for again, when that is not where it was asked for now */
export function viewOf(request: FastifyRequest, { drill, assets }: ViewOptions, path = plainPath(request.url)): View {
  const chosen = choices(request.query)
  const kept = choices({ lang: cookieOf(request, 'lang'), text: cookieOf(request, 'text') })
  return {
    locale: chosen.lang ?? kept.lang ?? preferred(request.headers['accept-language']),
    large: (chosen.text ?? kept.text) === 'large',
    drill,
    path,
    assets,
  }
}

/** What was chosen by the address is remembered. */
export function keepChoices(request: FastifyRequest, reply: FastifyReply): void {
  const { lang, text } = choices(request.query)
  if (lang) keepOfDevice(request, reply, 'lang', lang)
  if (text) keepOfDevice(request, reply, 'text', text)
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

export function sendPage(reply: FastifyReply, page: Html, status = 200): FastifyReply {
  return (
    reply
      .code(status)
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', policy)
      .header('permissions-policy', 'camera=(), microphone=(), geolocation=(), usb=(), payment=()')
      // Our own forms must be able to say where they come from; nobody else is told.
      .header('referrer-policy', 'same-origin')
      .header('cache-control', 'no-store')
      .send(render(page))
  )
}

/** After a form: the answer is an address, so that reloading sends nothing twice. */
export const see = (reply: FastifyReply, address: string): FastifyReply =>
  reply.header('cache-control', 'no-store').redirect(address, 303)

export const wantsJson = (request: FastifyRequest): boolean =>
  request.headers.accept?.includes('application/json') ?? false

/** Whether a browser asks for a page, as opposed to a program that asks for data. */
export const wantsPage = (request: FastifyRequest): boolean => request.headers.accept?.includes('text/html') ?? false
