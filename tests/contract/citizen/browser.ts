/** A browser without a script: keeps cookies by path, sends forms as pages do, and follows nothing by itself. */

export interface Shown {
  readonly status: number
  readonly headers: Headers
  /** Where a redirection leads. */
  readonly location: string | null
  readonly html: string
}

export function openBrowser(plane: { url: string }, language = 'ko') {
  const jar = new Map<string, { value: string; path: string }>()

  function take(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [, name = '', value = '', path = '/'] = /^([^=]+)=([^;]*).*?; Path=([^;]+)/.exec(line) ?? []
      if (/; Max-Age=0\b/.test(line)) jar.delete(`${name} ${path}`)
      else jar.set(`${name} ${path}`, { value, path })
    }
  }

  function cookiesFor(path: string): string {
    return [...jar]
      .filter(([, cookie]) => cookie.path === '/' || path === cookie.path || path.startsWith(`${cookie.path}/`))
      .map(([key, { value }]) => `${key.split(' ')[0]}=${value}`)
      .join('; ')
  }

  async function ask(
    path: string,
    init: { method?: string; body?: URLSearchParams; headers?: Record<string, string> },
  ) {
    const { headers, ...rest } = init
    const response = await fetch(plane.url + path, {
      ...rest,
      redirect: 'manual',
      headers: {
        accept: 'text/html,application/xhtml+xml',
        'accept-language': language,
        cookie: cookiesFor(path.split('?')[0] ?? ''),
        ...headers,
      },
    })
    take(response.headers)
    const shown: Shown = {
      status: response.status,
      headers: response.headers,
      location: response.headers.get('location'),
      html: await response.text(),
    }
    return shown
  }

  return {
    jar,
    get: (path: string, headers: Record<string, string> = {}) => ask(path, { headers }),
    /** Sends a form as one of our own pages does, unless the headers say otherwise. */
    post: (path: string, fields: Record<string, string | string[]> = {}, headers?: Record<string, string>) => {
      const body = new URLSearchParams(
        Object.entries(fields).flatMap(([name, value]) => [value].flat().map(one => [name, one] as [string, string])),
      )
      return ask(path, { method: 'POST', body, headers: headers ?? { 'sec-fetch-site': 'same-origin' } })
    },
    cookie: (name: string) => [...jar].find(([key]) => key.startsWith(`${name} `))?.[1].value,
  }
}

export type Browser = ReturnType<typeof openBrowser>
