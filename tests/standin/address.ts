/**
 * Chromium alone knows no scheme of one's own, so `app://console/x` is shown as `https://console.app.standin/x`, which
 * nothing but the stand-in's routes ever answers.
 */
const domain = 'standin'
const chromiumsOwn = /^(https?|wss?|about|data|blob|javascript|file|chrome.*):/i

export function toChromium(address: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(address)
  if (!match || chromiumsOwn.test(address)) return address
  return `https://${match[2]}.${match[1]}.${domain}${match[3] || '/'}`
}

export function fromChromium(address: string): string {
  const match = new RegExp(`^https://([^/?#]*)\\.([a-z0-9+-]+)\\.${domain}(?=[/?#]|$)(.*)$`, 'i').exec(address)
  return match ? `${match[2]}://${match[1]}${match[3]}` : address
}
