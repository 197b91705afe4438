import { Dialog } from 'radix-ui'
import { useRef, type ReactNode } from 'react'
import type { Order } from '../../protocol/commands.ts'
import { closeForm, useForm, type FormName } from '../store/form.ts'
import { useText } from '../store/hooks.ts'
import { CommandLine } from '../rail/CommandLine.tsx'
import { useCommandEntries } from '../rail/entries.ts'
import { CapacityForm } from './CapacityForm.tsx'
import { CohortForm } from './CohortForm.tsx'
import { PauseReason } from './PauseReason.tsx'
import { RateForm } from './RateForm.tsx'
import { ResumeForm } from './ResumeForm.tsx'
import { RevokeForm } from './RevokeForm.tsx'
import { SafetyNetForm } from './SafetyNetForm.tsx'
import { SlotsForm } from './SlotsForm.tsx'
import { useRoom } from './useRoom.ts'
import { useSpentClick } from './useSpentClick.ts'
import { formTitles } from './titles.ts'

/** Not modal: the figures stay in sight and the rail in reach while a form is open. */
export function FormPanel() {
  const t = useText()
  const { form, order } = useForm()
  const opener = useRef<Element>(null)
  const spend = useSpentClick(form === null)
  useRoom(form !== null)
  return (
    <Dialog.Root open={form !== null} onOpenChange={open => !open && closeForm()} modal={false}>
      <Dialog.Portal>
        {form && (
          <Dialog.Content
            key={`${form} ${order ? JSON.stringify(order) : ''}`}
            className="panel"
            data-form={form}
            aria-describedby={undefined}
            onInteractOutside={event => event.preventDefault()}
            onClickCapture={spend}
            onOpenAutoFocus={event => {
              opener.current = document.activeElement
              event.preventDefault()
              if (event.target instanceof HTMLElement) enter(event.target)
            }}
            onCloseAutoFocus={event => {
              // Back to the button that opened it, unless the next form or a person has taken the focus already.
              event.preventDefault()
              if (document.activeElement === document.body && opener.current instanceof HTMLElement)
                opener.current.focus()
            }}
          >
            <div className="panel-head">
              <Dialog.Title tabIndex={-1}>{t(formTitles[form])}</Dialog.Title>
              <Dialog.Close className="panel-close" aria-label={t('form.close')}>
                ×
              </Dialog.Close>
            </div>
            {bodies[form](order)}
          </Dialog.Content>
        )}
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** Into what is to be filled in, where Enter closes nothing; into the name of what only tells. */
function enter(panel: HTMLElement): void {
  const field = ':is(input:not([type=radio]), input:checked, select, [data-state=on])'
  const first = panel.querySelector<HTMLElement>(`.form ${field}:not(:disabled)`) ?? panel.querySelector('h2')
  first?.focus()
  // What is typed takes the place of what stands there.
  if (first instanceof HTMLInputElement && first.type === 'number') first.select()
}

/** Each takes of the order what it knows how to fill in. */
const bodies: Record<FormName, (order: Order | null) => ReactNode> = {
  rate: order => <RateForm order={order} done={closeForm} />,
  cohort: order => <CohortForm order={order} done={closeForm} />,
  capacity: order => <CapacityForm order={order} done={closeForm} />,
  slots: order => <SlotsForm order={order} done={closeForm} />,
  resume: order => <ResumeForm order={order} done={closeForm} />,
  'safety-net': () => <SafetyNetForm done={closeForm} />,
  revoke: order => <RevokeForm order={order} done={closeForm} />,
  history: () => <History />,
}

const shown = 12

function History() {
  const entries = useCommandEntries()
  return (
    <>
      <PauseReason />
      <ol className="history">
        {entries.slice(0, shown).map(entry => (
          <li key={entry.id}>
            <CommandLine entry={entry} withEffects />
          </li>
        ))}
      </ol>
    </>
  )
}
