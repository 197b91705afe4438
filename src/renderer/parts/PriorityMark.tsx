import type { Priority } from '../../protocol/alerts.ts'
import { useText } from '../store/hooks.ts'

const shapes: Record<Priority, string> = {
  1: 'M6 0L12 6L6 12L0 6Z',
  2: 'M6 .5L12 11.5H0Z',
  3: 'M6 0A6 6 0 1 1 6 12A6 6 0 1 1 6 0Z',
}

/** ◆1 ▲2 ●3: never colour alone. Only the symbol of an unacknowledged P1 flashes. */
export function PriorityMark({ priority, flashing = false }: { priority: Priority; flashing?: boolean }) {
  const t = useText()
  return (
    <span className={`mark mark-${priority}`}>
      <span className="visually-hidden">{t('alerts.priority', { n: priority })}</span>
      <svg className={flashing ? 'mark-shape is-flashing' : 'mark-shape'} viewBox="0 0 12 12" aria-hidden="true">
        <path d={shapes[priority]} />
      </svg>
      <span aria-hidden="true">{priority}</span>
    </span>
  )
}
