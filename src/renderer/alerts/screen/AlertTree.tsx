import { memo, useEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react'
import { unfold, useAlertFilter } from '../../store/alertFilter.ts'
import type { AlertRow } from '../../store/alertRows.ts'
import { useText } from '../../store/hooks.ts'
import { chooseAlert } from '../../store/screen.ts'
import { AlertLine, lineId } from './AlertLine.tsx'
import { focusDetail } from './focus.ts'
import { useWindow } from './useWindow.ts'

interface AlertTreeProps {
  rows: readonly AlertRow[]
  /** The key of the chosen line. */
  chosen: string | null
}

/** The height of a line in rem; the style sheet has the same. */
const LINE_REM = 3.625

/** The alerts as a tree: families and causes unfold. One stop for Tab; the arrows move within. */
export const AlertTree = memo(function AlertTree({ rows, chosen }: AlertTreeProps) {
  const t = useText()
  const { setBox, first, last, reveal } = useWindow(rows.length, LINE_REM)
  const at = rows.findIndex(({ key }) => key === chosen)
  const row = rows[at]

  // Only a new choice scrolls: news that moves the lines does not move the list under a hand.
  const revealed = useRef<string | null>(null)
  // Where the chosen line is, or was before it left.
  const place = useRef(-1)
  useEffect(() => {
    if (at >= 0) place.current = at
    if (at < 0 || revealed.current === chosen) return
    revealed.current = chosen
    reveal(at)
  }, [chosen, at, reveal])

  const onClick = ({ target }: MouseEvent) => {
    if (!(target instanceof Element)) return
    const line = target.closest('.alert-row')
    const clicked = rows.find(({ key }) => line?.id === lineId(key))
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
      // What was chosen may have left the list, as what was shelved does: then the lines beside its place are next.
      const from = at >= 0 ? at : place.current - (event.key === 'ArrowDown' ? 1 : 0)
      const next = rows[Math.min(rows.length - 1, Math.max(0, move(from, rows.length)))]
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
      ref={setBox}
      className="alert-tree"
      role="tree"
      tabIndex={0}
      aria-label={t('alerts.list')}
      aria-activedescendant={row && at >= first && at < last ? lineId(row.key) : undefined}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      <div className="alert-tree-all" role="presentation" style={{ '--lines': rows.length }}>
        {rows.slice(first, last).map((line, i) => (
          <AlertLine key={`${line.level} ${line.key}`} row={line} index={first + i} chosen={line.key === chosen} />
        ))}
      </div>
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
