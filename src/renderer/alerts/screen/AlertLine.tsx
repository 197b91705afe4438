import { memo } from 'react'
import { formatClock } from '../../../locales/format.ts'
import { PriorityMark } from '../../parts/PriorityMark.tsx'
import { isUnseen } from '../../store/alertFilter.ts'
import type { AlertRow } from '../../store/alertRows.ts'
import { lastRaise } from '../../store/alertTimes.ts'
import { countRules } from '../../store/alertView.ts'
import { useCohorts, useWriter } from '../../store/hooks.ts'
import { AlertChips } from '../AlertChips.tsx'
import { alertTitle, ruleCounts, ruleText, subjectText } from '../words.ts'

/** The id of a line's element. */
export const lineId = (key: string): string => `alert-row ${key}`.replaceAll(/[^\w-]/g, '_')

interface AlertLineProps {
  row: AlertRow
  /** Its place in the whole list, from 0. */
  index: number
  chosen: boolean
}

/** News rarely touches more than a line or two: the others are told apart by what they show, not by identity. */
const same = (a: AlertLineProps, b: AlertLineProps): boolean =>
  a.index === b.index &&
  a.chosen === b.chosen &&
  a.row.key === b.row.key &&
  a.row.alert === b.row.alert &&
  a.row.open === b.row.open &&
  a.row.of === b.row.of &&
  a.row.folded.length === b.row.folded.length &&
  a.row.folded.every((alert, i) => alert === b.row.folded[i])

/** One line of the tree: what, when, and how it stands. */
export const AlertLine = memo(function AlertLine({ row, index, chosen }: AlertLineProps) {
  const { key, alert, level, open, place, of, folded } = row
  return (
    <div
      id={lineId(key)}
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
      style={{ '--line-at': index }}
    >
      <span className="alert-fold" aria-hidden="true">
        {open === undefined ? '' : open ? '▾' : '▸'}
      </span>
      <PriorityMark priority={row.priority} flashing={alert?.priority === 1 && isUnseen(alert)} />
      <LineText row={row} />
    </div>
  )
}, same)

function LineText({ row: { alert, family, folded } }: { row: AlertRow }) {
  const writer = useWriter()
  const { t, locale } = writer
  const cohorts = useCohorts()
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
      {/* What it is about is never cut: two alerts of a rule differ in nothing else. */}
      <span className="alert-row-head" title={alertTitle(alert, locale, cohorts)}>
        <b>{ruleText(alert, locale)}</b>
        {alert.subject && <b className="alert-row-subject">· {subjectText(alert.subject, locale, cohorts)}</b>}
      </span>
      <span className="alert-row-foot">
        <AlertChips alert={alert} folded={folded.length} />
        <time>{formatClock(lastRaise(alert).eventTime)}</time>
      </span>
    </span>
  )
}
