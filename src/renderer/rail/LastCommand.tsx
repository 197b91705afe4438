import { memo } from 'react'
import { useText } from '../store/hooks.ts'
import { CommandLine } from './CommandLine.tsx'
import { useCommandEntries } from './entries.ts'

/** The newest command, whoever gave it; a press opens those before it. */
export const LastCommand = memo(function LastCommand({ onOpen, open }: { onOpen: () => void; open: boolean }) {
  const t = useText()
  const [last] = useCommandEntries()
  if (!last) return <p className="last-command is-none">{t('rail.last.none')}</p>
  return (
    <button type="button" className="last-command" aria-expanded={open} title={t('rail.history')} onClick={onOpen}>
      <span className="visually-hidden">{t('rail.last')}: </span>
      <CommandLine entry={last} />
    </button>
  )
})
