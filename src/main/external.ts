/** Sites that the console may open in the system's browser: the agency's own. */
const allowedOrigins: ReadonlySet<string> = new Set([
  'https://www.kdca.go.kr',
  'https://ncv.kdca.go.kr',
  'https://ncvr.kdca.go.kr',
])

/** Opens a link outside if it leads to an allowed site; anything else is refused without a trace. Returns which. */
export function openExternal(value: unknown, open: (url: string) => void): boolean {
  const url = typeof value === 'string' && value.length <= 2048 ? URL.parse(value) : null
  if (!url || url.username || url.password || !allowedOrigins.has(url.origin)) return false
  // The parsed form is what was judged, so it is what is opened.
  open(url.href)
  return true
}
