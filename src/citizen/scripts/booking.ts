import { translateWaiting } from '../../locales/waiting.ts'
import { ask, byId, clockLength, locale, write } from './dom.ts'

/** The time left to book: counts it down, warns before it ends, and extends it by one tap without leaving the page. */
const t = translateWaiting(locale)
const bar = byId('lease')
const form = byId('extend')
const said = byId('lease-said')
const { left = '0', warn = '0', speed = '1' } = bar?.dataset ?? {}

let endsAt = performance.now() + Number(left) / Number(speed)
let warned = false

function tick(): void {
  const remaining = (endsAt - performance.now()) * Number(speed)
  write(byId('lease-left'), t('lease.left', { time: clockLength(remaining) }))
  const close = remaining <= Number(warn)
  bar?.classList.toggle('warn', close)
  if (close && !warned) write(said, t('lease.warning'))
  warned = close
  if (remaining > 0) return
  clearInterval(timer)
  write(said, t('lease.over'))
  location.reload()
}

async function extend(): Promise<void> {
  if (!(form instanceof HTMLFormElement)) return
  const answer = await ask(form.action, 'POST')
  if (!answer?.ok) {
    write(said, t('lease.failed'))
    return
  }
  const { left, last } = (await answer.json()) as { left: number; last: boolean }
  endsAt = performance.now() + left / Number(speed)
  warned = false
  tick()
  write(said, t(last ? 'lease.last' : 'lease.extended'))
  if (last) form.hidden = true
}

const timer = setInterval(tick, 1000)
tick()
form?.addEventListener('submit', event => {
  event.preventDefault()
  void extend()
})
