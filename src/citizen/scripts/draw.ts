import { sha256 } from '@noble/hashes/sha2.js'
import { translateDrawCheck } from '../../locales/drawCheck.ts'
import { checkDraw, type DrawDocument, type EntryDocument } from '../drawCheck.ts'
import { ask, byId, locale, write } from './dom.ts'

/** Recomputes the number on this device from the published documents, and says of each claim whether it holds. */
const t = translateDrawCheck(locale)
const { index = '', number = '', draw = '', entry = '' } = byId('check')?.dataset ?? {}

function say(text: string, holds: boolean): void {
  const item = document.createElement('li')
  item.className = holds ? 'holds' : 'fails'
  item.textContent = `${text} — ${t(holds ? 'check.holds' : 'check.fails')}`
  byId('checks')?.append(item)
}

async function read<T>(address: string): Promise<T | undefined> {
  const answer = await ask(address, 'GET')
  return answer?.ok ? ((await answer.json()) as T) : undefined
}

async function check(): Promise<void> {
  const [drawn, entered] = await Promise.all([read<DrawDocument>(draw), read<EntryDocument>(entry)])
  if (!drawn || !entered) return write(byId('browser'), t('check.failed'))
  const checks = checkDraw(Number(index), drawn, entered, sha256)
  write(byId('browser'), String(checks.number))
  for (const [claim, holds] of Object.entries(checks.holds))
    say(t(`check.${claim as keyof typeof checks.holds}`), holds)
  say(t('check.number'), checks.number === Number(number))
}

// A document that is no draw at all proves nothing either.
if (index !== '') check().catch(() => write(byId('browser'), t('check.failed')))
