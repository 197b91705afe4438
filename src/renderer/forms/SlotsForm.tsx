import { useMemo, useState } from 'react'
import type { CommandArgs, Order } from '../../protocol/commands.ts'
import { useWriter } from '../store/hooks.ts'
import type { FormProps } from './props.ts'
import { NumberField } from './NumberField.tsx'
import { PreviewPanel } from './PreviewPanel.tsx'
import { SendBar } from './SendBar.tsx'
import { usePreview } from './usePreview.ts'

const noSlots: CommandArgs<'add-slots'>['slots'] = []
const MOST = 100_000

/** More doses at the places that were proposed: how many at each is for a person to say. */
export function SlotsForm({ order: given, done }: FormProps) {
  const { t, number } = useWriter()
  const slots = given?.kind === 'add-slots' ? given.args.slots : noSlots
  const [text, setText] = useState(() => String(slots[0]?.doses ?? 1))
  const doses = Number(text)
  const valid = slots.length > 0 && Number.isInteger(doses) && doses >= 1 && doses <= MOST
  const order = useMemo<Order | null>(
    () => (valid ? { kind: 'add-slots', args: { slots: slots.map(slot => ({ ...slot, doses })) } } : null),
    [valid, slots, doses],
  )
  const state = usePreview(order)
  return (
    <div className="form">
      <div className="form-inputs">
        <NumberField label={t('slots.each')} text={text} onChange={setText} min={1} max={MOST} />
        <output className="form-change">
          {t('slots.sum', { places: number(slots.length), doses: valid ? number(slots.length * doses) : '–' })}
        </output>
        <details>
          <summary>{t('slots.where')}</summary>
          <ul>
            {slots.map(({ site, vaccine, date, time }) => (
              <li key={`${site} ${vaccine} ${date} ${time}`}>{`${site} · ${vaccine} · ${date} ${time}`}</li>
            ))}
          </ul>
        </details>
      </div>
      <PreviewPanel state={state} />
      <SendBar
        order={order}
        state={state}
        guarded={false}
        label={t('slots.send')}
        problem={valid ? undefined : `${t('slots.each')} 1–${number(MOST)}`}
        done={done}
      />
    </div>
  )
}
