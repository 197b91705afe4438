import { extname, join, resolve, sep } from 'node:path'

/** The page's own scheme: no port is listened on, and nothing but the built page can be read through it. */
export const appScheme = 'app'
const appOrigin = `${appScheme}://console`
export const pageUrl = `${appOrigin}/index.html`

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
}

export type Resolved = { readonly file: string; readonly type: string } | { readonly status: 400 | 404 | 405 }

/** The file that a request means, or why it means none. Pure; `root` is absolute. */
export function resolvePage(method: string, address: string, root: string): Resolved {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405 }
  const url = URL.parse(address)
  if (!url || `${url.protocol}//${url.host}` !== appOrigin) return { status: 404 }
  let path: string
  try {
    path = decodeURIComponent(url.pathname)
  } catch {
    return { status: 400 }
  }
  // What the address parser left (an encoded slash, a backslash of Windows) may still climb: judged after decoding.
  if (/[\0\\]/.test(path)) return { status: 400 }
  const file = resolve(join(root, path === '/' ? 'index.html' : path))
  const type = types[extname(file).toLowerCase()]
  if (!file.startsWith(root + sep) || !type) return { status: 404 }
  return { file, type }
}
