/** Sites that the console may open in the system's browser: the agency's own. */
const allowedOrigins: ReadonlySet<string> = new Set([
  'https://www.kdca.go.kr',
  'https://ncv.kdca.go.kr',
  'https://ncvr.kdca.go.kr',
])

/** Opens a link outside if it leads to an allowed site; anything else is refused without a trace. Returns which. */
export function openExternal(value: unknown, open: (url: string) => void): boolean {
  // Visible ASCII without the backslash: whatever else there is, different programs read it differently.
  if (typeof value !== 'string' || !/^[!-[\]-~]{1,2048}$/.test(value)) return false
  const url = URL.parse(value)
  // A `blob:` of an allowed site has its origin as well, so the scheme is asked for itself.
  if (url?.protocol !== 'https:' || url.username || url.password || !allowedOrigins.has(url.origin)) return false
  // The parsed form is what was judged, so it is what is opened.
  open(url.href)
  return true
}
