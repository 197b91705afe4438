import { useMemo, useState } from 'react'
import type { Order } from '../../protocol/commands.ts'
import type { Worker } from '../../protocol/nouns.ts'
import { useWriter } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'
import type { FormProps } from './props.ts'
import { NumberField } from './NumberField.tsx'
import { PreviewPanel } from './PreviewPanel.tsx'
import { SendBar } from './SendBar.tsx'
import { usePreview } from './usePreview.ts'

const noWorkers: readonly Worker[] = []
const within = (value: number, max: number) => Number.isInteger(value) && value >= 1 && value <= max

/** More booking workers, each with so many seats. */
export function CapacityForm({ order: given, done }: FormProps) {
  const { t, number } = useWriter()
  const list = useConsole(store => store.snapshot?.capacity.workers ?? noWorkers)
  const now = list.reduce((sum, worker) => sum + (worker.alive ? worker.seats : 0), 0)
  const wanted = given?.kind === 'add-capacity' ? given.args : undefined
  const [workers, setWorkers] = useState(() => String(wanted?.workers ?? 1))
  const [seatsEach, setSeats] = useState(() => String(wanted?.seatsEach ?? list[0]?.seats ?? 100))
  const [w, s] = [Number(workers), Number(seatsEach)]
  const valid = within(w, 64) && within(s, 10_000)
  const order = useMemo<Order | null>(
    () => (valid ? { kind: 'add-capacity', args: { workers: w, seatsEach: s } } : null),
    [valid, w, s],
  )
  const state = usePreview(order)
  return (
    <div className="form">
      <div className="form-inputs form-pair">
        <NumberField label={t('capacity.workers')} text={workers} onChange={setWorkers} min={1} max={64} />
        <NumberField label={t('capacity.seatsEach')} text={seatsEach} onChange={setSeats} min={1} max={10_000} />
        <output className="form-change">
          {t('capacity.sum', { now: number(now), next: valid ? number(now + w * s) : '–' })}
          {' · '}
          {t('capacity.list', { alive: list.filter(worker => worker.alive).length, all: list.length })}
        </output>
      </div>
      <PreviewPanel state={state} />
      <SendBar
        order={order}
        state={state}
        guarded={false}
        label={t('capacity.send')}
        problem={valid ? undefined : `${t('capacity.workers')} 1–64 · ${t('capacity.seatsEach')} 1–${number(10_000)}`}
        done={done}
      />
    </div>
  )
}
