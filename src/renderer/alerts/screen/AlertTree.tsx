import { memo, useEffect, type KeyboardEvent, type MouseEvent } from 'react'
import { formatClock } from '../../../locales/format.ts'
import { PriorityMark } from '../../parts/PriorityMark.tsx'
import { isUnseen, unfold, useAlertFilter } from '../../store/alertFilter.ts'
import type { AlertRow } from '../../store/alertRows.ts'
import { countRules } from '../../store/alertView.ts'
import { useText, useWriter } from '../../store/hooks.ts'
import { chooseAlert } from '../../store/screen.ts'
import { AlertChips } from '../AlertChips.tsx'
import { alertTitle, ruleCounts } from '../words.ts'
import { focusDetail } from './focus.ts'

interface AlertTreeProps {
  rows: readonly AlertRow[]
  /** The key of the chosen line. */
  chosen: string | null
}

const idOf = (key: string) => `alert-row ${key}`.replaceAll(/[^\w-]/g, '_')

/** The alerts as a tree: families and causes unfold. One stop for Tab; the arrows move within. */
export const AlertTree = memo(function AlertTree({ rows, chosen }: AlertTreeProps) {
  const t = useText()
  const at = rows.findIndex(({ key }) => key === chosen)
  const row = rows[at]

  useEffect(() => {
    if (chosen !== null) document.getElementById(idOf(chosen))?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  const onClick = ({ target }: MouseEvent) => {
    if (!(target instanceof Element)) return
    const line = target.closest('.alert-row')
    const clicked = rows.find(({ key }) => line?.id === idOf(key))
    if (!clicked) return
    const folds = clicked.open !== undefined && (!clicked.alert || target.closest('.alert-fold') !== null)
    if (folds) unfold(clicked.key, !clicked.open)
    chooseAlert(clicked.key)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const move = moves[event.key]
    if (move) {
      event.preventDefault()
      const next = rows[Math.min(rows.length - 1, Math.max(0, move(Math.max(0, at), rows.length)))]
      if (next) chooseAlert(next.key)
      return
    }
    if (!row) return
    if (event.key === 'ArrowRight' && row.open === false) unfold(row.key, true)
    else if (event.key === 'ArrowLeft' && row.open) unfold(row.key, false)
    else if (event.key === 'ArrowLeft' && row.level === 2) chooseAlert(parentOf(rows, at)?.key ?? row.key)
    else if (event.key === 'Enter' && row.alert) focusDetail()
    else if (event.key === 'Enter') unfold(row.key, !row.open)
    else return
    event.preventDefault()
  }

  if (rows.length === 0) return <Nothing />
  return (
    <div
      className="alert-tree"
      role="tree"
      tabIndex={0}
      aria-label={t('alerts.list')}
      aria-activedescendant={row && idOf(row.key)}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      {rows.map(line => (
        <Line key={`${line.level} ${line.key}`} row={line} chosen={line.key === chosen} />
      ))}
    </div>
  )
})

const moves: Readonly<Record<string, (at: number, length: number) => number>> = {
  ArrowDown: at => at + 1,
  ArrowUp: at => at - 1,
  PageDown: at => at + 10,
  PageUp: at => at - 10,
  Home: () => 0,
  End: (_, length) => length - 1,
}

const parentOf = (rows: readonly AlertRow[], at: number): AlertRow | undefined =>
  rows.slice(0, at).findLast(({ level }) => level === 1)

function Nothing() {
  const t = useText()
  const { tab, priorities, rule } = useAlertFilter()
  const filtered = priorities.length > 0 || rule !== null
  const text = filtered ? 'alerts.none.filtered' : tab === 'active' ? 'alerts.none' : (`alerts.none.${tab}` as const)
  return <p className="empty alert-tree-empty">{t(text)}</p>
}

const Line = memo(function Line({ row, chosen }: { row: AlertRow; chosen: boolean }) {
  const { key, alert, level, open, place, of, folded } = row
  return (
    <div
      id={idOf(key)}
      className="alert-row"
      role="treeitem"
      aria-level={level}
      aria-posinset={place}
      aria-setsize={of}
      aria-selected={chosen}
      aria-expanded={open}
      data-level={level}
      data-priority={row.priority}
      data-unseen={alert ? isUnseen(alert) : folded.some(isUnseen)}
    >
      <span className="alert-fold" aria-hidden="true">
        {open === undefined ? '' : open ? '▾' : '▸'}
      </span>
      <PriorityMark priority={row.priority} flashing={alert?.priority === 1 && isUnseen(alert)} />
      <RowText row={row} />
    </div>
  )
})

function RowText({ row: { alert, family, folded } }: { row: AlertRow }) {
  const writer = useWriter()
  const { t, locale } = writer
  if (!alert)
    return (
      <span className="alert-row-text">
        <span className="alert-row-head">
          <b>{t(`family.${family}`)}</b>
          <span className="chip">{t('alerts.folded.family', { n: folded.length })}</span>
        </span>
        <span className="alert-row-more">{ruleCounts(writer, countRules(folded))}</span>
      </span>
    )
  return (
    <span className="alert-row-text">
      <span className="alert-row-head">
        <b>{alertTitle(alert, locale)}</b>
        <time>{formatClock(alert.eventTime)}</time>
      </span>
      <AlertChips alert={alert} folded={folded.length} />
    </span>
  )
}
