import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { bridgePath, bridgeProtocol, tokenPrefix } from '../protocol/shell.ts'

/** Who may reach the console through a browser. All of it judges headers, so all of it can be tested as a table. */

const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Whether a request was addressed to this host by a name that no stranger's DNS can point here. On the loopback only its
 * own names count; when the host was told to listen elsewhere, IP addresses do as well: rebinding needs a name.
 */
export function hostAllowed(header: string | undefined, port: number, loopbackOnly: boolean): boolean {
  const match = /^(?<name>\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::(?<port>\d{1,5}))?$/i.exec(header ?? '')
  if (!match?.groups) return false
  const { name = '' } = match.groups
  if (Number(match.groups['port'] ?? 80) !== port) return false
  if (loopbackNames.has(name.toLowerCase())) return true
  return !loopbackOnly && isIP(name.replaceAll(/^\[|\]$/g, '')) !== 0
}

/** The page that opens the bridge must come from this very host, under the name it was itself reached by. */
export function originAllowed(origin: string | undefined, host: string | undefined): boolean {
  return host !== undefined && origin === `http://${host}`
}

/** Whether one of the offered sub-protocols is the token; compared without telling by its time where it differs. */
export function tokenOffered(header: string | undefined, token: string): boolean {
  const expected = digest(token)
  const offered = (header ?? '').split(',').map(item => item.trim())
  return (
    offered.includes(bridgeProtocol) &&
    offered.some(
      item => item.startsWith(tokenPrefix) && timingSafeEqual(digest(item.slice(tokenPrefix.length)), expected),
    )
  )
}

/** Why an upgrade is not even begun: an HTTP status, or undefined when it may be. The token is judged afterwards. */
export function upgradeRefusal(
  request: Pick<IncomingMessage, 'url' | 'headers'>,
  port: number,
  loopbackOnly: boolean,
): 403 | 404 | undefined {
  const { host, origin } = request.headers
  if (!hostAllowed(host, port, loopbackOnly) || !originAllowed(origin, host)) return 403
  return request.url === bridgePath ? undefined : 404
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
