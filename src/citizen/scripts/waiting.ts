import { translateWaiting } from '../../locales/waiting.ts'
import { pollAfter, isSampled } from '../../rules/eta.ts'
import { at } from '../addresses.ts'
import { liveTexts, phaseOf, type LiveStatus } from '../live.ts'
import { ask, byId, clockLength, locale, write } from './dom.ts'

/**
 * Keeps the waiting page current: reads the document that is the same for everybody as often as that asks for, and takes the
 * seat once called. It decides nothing. What it cannot learn stays as it was; every other change loads the page anew.
 */
const t = translateWaiting(locale)
const place = byId('place')
const { cohort = '', phase = '', speed = '1', opens = '0' } = place?.dataset ?? {}
const number = place?.dataset['number'] ? Number(place.dataset['number']) : null

const RETRY_MS = 3_000
const SOONEST_MS = 1_000
const SETTLED_MS = 2_000
/** Spoken no oftener than this, and only when the figures say something new. */
const SPEAK_MS = 60_000

let serverOffset: number | undefined
let timer = 0
let asking = false
let spokenAt = performance.now()

const eventNow = () => (serverOffset === undefined ? undefined : serverOffset + performance.now() * Number(speed))

function offline(lost: boolean): void {
  const link = byId('link')
  if (!link) return
  if (lost) write(link, t('link.offline'))
  else if (link.textContent !== '') write(link, '')
}

function show(status: LiveStatus): void {
  const texts = liveTexts(status, number, locale)
  for (const [name, text] of Object.entries(texts)) write(document.querySelector(`[data-live="${name}"]`), text)
  if (number === null || performance.now() - spokenAt < SPEAK_MS) return
  spokenAt = performance.now()
  write(byId('spoken'), `${texts.ahead}. ${texts.range}`)
}

/** Called: asks for the seat, and goes to it once it is given. Ms until the next attempt; 0 when the page is left. */
async function enter(): Promise<number> {
  // Nobody may be looking: the time to book does not start behind somebody's back, and the number stays called.
  document.title = t('call.title')
  if (document.visibilityState === 'hidden') return RETRY_MS
  const answer = await ask(at('enter', cohort), 'POST')
  offline(answer === undefined)
  if (answer === undefined || answer.status === 429 || answer.status >= 500) return RETRY_MS
  const body = (answer.ok ? await answer.json() : {}) as { state?: string; retryAfterMs?: number }
  if (body.state === 'parked' || body.state === 'waiting') return Math.max(SOONEST_MS, body.retryAfterMs ?? RETRY_MS)
  // A refusal has a page of its own; it is not asked for in a hurry, should this page come back instead.
  if (body.state === 'admitted') location.assign(at('book', cohort))
  else setTimeout(() => location.assign(at('wait', cohort)), RETRY_MS)
  return 0
}

async function poll(): Promise<number> {
  const answer = await ask(`/v1/cohorts/${encodeURIComponent(cohort)}/status`, 'GET')
  if (!answer?.ok) {
    offline(true)
    return RETRY_MS
  }
  const status = (await answer.json()) as LiveStatus
  offline(false)
  serverOffset = status.serverTime - performance.now() * Number(speed)
  if (phaseOf(status, number) !== phase) {
    // The document may be a cache's and older than this page: what differs at once is asked about once more.
    if (performance.now() < SETTLED_MS) return SOONEST_MS
    location.reload()
    return 0
  }
  show(status)
  if (isSampled(number)) void ask(at('alive', cohort), 'POST')
  return Math.max(SOONEST_MS, pollAfter(status, number ?? undefined) / Number(speed))
}

async function step(): Promise<void> {
  if (asking) return
  asking = true
  clearTimeout(timer)
  const next = await (phase === 'called' ? enter() : poll())
  asking = false
  if (next > 0) timer = window.setTimeout(() => void step(), next)
}

function countDown(): void {
  const now = eventNow()
  if (now === undefined || phase !== 'before') return
  const left = Number(opens) - now
  write(byId('countdown'), left > 0 ? t('wait.opensIn', { time: clockLength(left) }) : t('wait.opening'))
}

if (place && phase !== 'closed') {
  void step()
  setInterval(countDown, 1000)
  // A phone that wakes, a network that comes back, a page taken out of the back-forward cache: ask at once.
  for (const event of ['online', 'pageshow', 'focus']) addEventListener(event, () => void step())
  addEventListener('offline', () => offline(true))
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void step())
}
