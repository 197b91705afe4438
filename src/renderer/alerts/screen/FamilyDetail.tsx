import { rules } from '../../../locales/rules.ts'
import { PriorityMark } from '../../parts/PriorityMark.tsx'
import { isUnseen } from '../../store/alertFilter.ts'
import type { AlertRow } from '../../store/alertRows.ts'
import { countRules } from '../../store/alertView.ts'
import { useWriter } from '../../store/hooks.ts'

/** What a flood has gathered under one line: how many of what, and how many nobody has seen. */
export function FamilyDetail({ row: { family, folded, priority } }: { row: AlertRow }) {
  const { t, locale, number } = useWriter()
  const unseen = new Map(countRules(folded.filter(isUnseen)).map(({ rule, n }) => [rule, n]))
  return (
    <section className="alert-detail" id="alert-detail" aria-labelledby="alert-detail-title" tabIndex={-1}>
      <header className="alert-detail-head">
        <PriorityMark priority={priority} />
        <div className="alert-detail-what">
          <h2 id="alert-detail-title">{t(`family.${family}`)}</h2>
          <p>{t('alerts.folded.family', { n: folded.length })}</p>
        </div>
      </header>
      <div className="alert-detail-body">
        <table className="family">
          <thead>
            <tr>
              <th scope="col">{t('alerts.filter.rule')}</th>
              <th scope="col">{t('alerts.tab.active')}</th>
              <th scope="col">{t('alerts.tab.unseen')}</th>
            </tr>
          </thead>
          <tbody>
            {countRules(folded).map(({ rule, n }) => (
              <tr key={rule}>
                <th scope="row">{rules[rule].title[locale]}</th>
                <td>{number(n)}</td>
                <td>{number(unseen.get(rule) ?? 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
