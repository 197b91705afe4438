import { ToggleGroup } from 'radix-ui'
import { useId } from 'react'
import { rules } from '../../../locales/rules.ts'
import type { Alert, Priority } from '../../../protocol/alerts.ts'
import { PriorityMark } from '../../parts/PriorityMark.tsx'
import { Segmented } from '../../parts/Segmented.tsx'
import { alertTabs, filterAlerts, isUnseen, useAlertFilter, type AlertTab } from '../../store/alertFilter.ts'
import { countRules, type AlertView } from '../../store/alertView.ts'
import { useWriter } from '../../store/hooks.ts'

const priorities: readonly Priority[] = [1, 2, 3]

/** Which alerts are listed: by how they stand, by priority, by rule. */
export function AlertFilters({ alerts, view }: { alerts: readonly Alert[]; view: AlertView }) {
  const { t, locale, number } = useWriter()
  const { tab, priorities: chosen, rule } = useAlertFilter()
  const field = useId()
  const counts: Partial<Record<AlertTab, number>> = {
    active: view.active,
    unseen: alerts.filter(isUnseen).length,
    shelved: view.shelved.length,
  }
  const known = countRules(alerts.filter(({ state }) => (state === 'resolved') === (tab === 'resolved')))
  if (rule !== null && !known.some(entry => entry.rule === rule)) known.push({ rule, n: 0 })
  return (
    <div className="alert-filters">
      <Segmented
        label={t('alerts.tabs')}
        value={tab}
        options={alertTabs.map(value => {
          const n = counts[value]
          return {
            value,
            text: n === undefined ? t(`alerts.tab.${value}`) : `${t(`alerts.tab.${value}`)} ${number(n)}`,
          }
        })}
        onChange={next => filterAlerts({ tab: next })}
      />
      <div className="alert-filters-row">
        <ToggleGroup.Root
          type="multiple"
          className="priority-filter"
          aria-label={t('alerts.filter.priorities')}
          value={chosen.map(String)}
          onValueChange={values => filterAlerts({ priorities: priorities.filter(p => values.includes(String(p))) })}
        >
          {priorities.map(priority => (
            <ToggleGroup.Item key={priority} value={String(priority)}>
              <PriorityMark priority={priority} />
            </ToggleGroup.Item>
          ))}
        </ToggleGroup.Root>
        <label className="visually-hidden" htmlFor={field}>
          {t('alerts.filter.rule')}
        </label>
        <select
          id={field}
          value={rule ?? ''}
          onChange={event =>
            filterAlerts({ rule: known.find(entry => entry.rule === event.target.value)?.rule ?? null })
          }
        >
          <option value="">{t('alerts.filter.all')}</option>
          {known.map(({ rule: id, n }) => (
            <option key={id} value={id}>
              {rules[id].title[locale]} ({number(n)})
            </option>
          ))}
        </select>
        {(chosen.length > 0 || rule !== null) && (
          <button type="button" onClick={() => filterAlerts({ priorities: [], rule: null })}>
            {t('alerts.filter.clear')}
          </button>
        )}
      </div>
    </div>
  )
}
