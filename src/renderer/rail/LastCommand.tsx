import { memo } from 'react'
import { toggleForm, useForm } from '../store/form.ts'
import { useText } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'
import { CommandLine } from './CommandLine.tsx'
import { lacksReason, useCommandEntries } from './entries.ts'

/** The newest command, whoever gave it; a press opens those before it. */
export const LastCommand = memo(function LastCommand() {
  const t = useText()
  const open = useForm(state => state.form === 'history')
  const [last] = useCommandEntries()
  const unexplained = useConsole(lacksReason)
  if (!last) return <p className="last-command is-none">{t('rail.last.none')}</p>
  return (
    <button
      type="button"
      className="last-command"
      aria-expanded={open}
      title={t('rail.history')}
      onClick={() => toggleForm('history')}
    >
      <span className="visually-hidden">{t('rail.last')}: </span>
      <CommandLine
        entry={last}
        asked={unexplained && last.order.kind === 'pause' ? t('pause.reason.ask') : undefined}
      />
    </button>
  )
})
