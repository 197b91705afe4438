import { protocol } from 'electron'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { securityHeaders } from '../console/headers.ts'
import { appScheme, resolvePage } from './page.ts'

// Read when this module is imported, which is before `ready`: later it would be refused.
protocol.registerSchemesAsPrivileged([
  { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
])

/** Serves the built page of `root` on the scheme. Call it once the application is ready. */
export function serveScheme(root: string): void {
  protocol.handle(appScheme, async ({ method, url }) => {
    const resolved = resolvePage(method, url, resolve(root))
    if ('status' in resolved) return answer(resolved.status)
    try {
      const body = await readFile(resolved.file)
      return answer(200, method === 'HEAD' ? null : new Uint8Array(body), resolved.type)
    } catch {
      return answer(404)
    }
  })
}

const answer = (status: number, body: BodyInit | null = null, type = 'text/plain'): Response =>
  new Response(body, { status, headers: { ...securityHeaders, 'Content-Type': type, 'Cache-Control': 'no-store' } })
