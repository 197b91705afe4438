import { memo, useMemo, useState } from 'react'
import { commandTable, type CommandRecord } from '../../protocol/commands.ts'
import type { Refusal } from '../../protocol/errors.ts'
import { refusalText } from '../parts/refusal.ts'
import { describeOrder } from '../rail/describe.ts'
import { HoldButton } from '../rail/HoldButton.tsx'
import { useActions, useCohorts, useMay, useWriter } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'

const noCommands: readonly CommandRecord[] = []
const holdMs = 1_500

/** What waits for a second person. Nobody approves what they asked for themselves. */
export const Approvals = memo(function Approvals() {
  const { t } = useWriter()
  const commands = useConsole(store => store.snapshot?.commands ?? noCommands)
  const waiting = useMemo(() => commands.filter(command => command.state === 'awaiting-approval'), [commands])
  return (
    <section className="approvals" aria-live="polite" aria-label={t('approval.title')}>
      {waiting.map(command => (
        <Approval key={command.id} command={command} />
      ))}
    </section>
  )
})

function Approval({ command }: { command: CommandRecord }) {
  const writer = useWriter()
  const { t, locale, duration } = writer
  const { approve } = useActions()
  const cohorts = useCohorts()
  const own = useConsole(store => store.link?.account?.id === command.by)
  const left = useConsole(({ now }) =>
    command.approvalUntil === null || now === null ? 0 : Math.max(0, Math.ceil((command.approvalUntil - now) / 1000)),
  )
  const may = useMay(commandTable[command.order.kind].role)
  const [failure, setFailure] = useState<Refusal>()
  const order = describeOrder(writer, command.order, cohorts)
  const answer = (yes: boolean) => void approve(command.id, yes).then(setFailure)
  return (
    <article className="approval">
      <header>
        <h3>{t('approval.title')}</h3>
        <span>{t('approval.left', { time: duration(left) })}</span>
      </header>
      <p className="approval-what">
        <b>{order}</b> · {t('approval.asks', { who: command.by })}
        {command.reason && ` · ${command.reason}`}
      </p>
      {own && <p>{t('approval.own')}</p>}
      {!own && may && (
        <div className="approval-actions">
          <HoldButton
            ms={holdMs}
            label={t('approval.approve')}
            hint={t('rail.hold.seconds', { n: holdMs / 1000 })}
            description={t('approval.approve.long', { order })}
            onComplete={() => answer(true)}
          />
          <button type="button" aria-label={t('approval.reject.long', { order })} onClick={() => answer(false)}>
            {t('approval.reject')}
          </button>
        </div>
      )}
      {failure && <p role="alert">{t('approval.failed', { reason: refusalText(failure, locale) })}</p>}
    </article>
  )
}
