import { useMemo, useState } from 'react'
import { formatDay, formatShortClock } from '../../locales/format.ts'
import type { Order } from '../../protocol/commands.ts'
import type { Cohort } from '../../protocol/nouns.ts'
import { useActions, useCohorts, useWriter } from '../store/hooks.ts'
import { useConsole } from '../store/state.ts'
import { closeCohort } from '../store/undo.ts'
import { KstField } from './KstField.tsx'
import { instantOf, momentOf } from './kstMoment.ts'
import type { FormProps } from './props.ts'
import { PreviewPanel } from './PreviewPanel.tsx'
import { PlainSend } from './PlainSend.tsx'
import { SendBar } from './SendBar.tsx'
import { usePreview } from './usePreview.ts'

const actions = ['open-cohort', 'close-cohort', 'schedule-cohort'] as const
type Action = (typeof actions)[number]
const isAction = (kind: string): kind is Action => actions.some(action => action === kind)

/** What makes sense for a cohort as it stands. */
const possible: Record<Cohort['state'], readonly Action[]> = {
  scheduled: ['open-cohort', 'schedule-cohort'],
  prequeue: ['open-cohort', 'schedule-cohort'],
  open: ['close-cohort'],
  closed: [],
}

/** Open, close or reschedule one cohort. */
export function CohortForm({ order: given, done }: FormProps) {
  const { t, locale } = useWriter()
  const cohorts = useCohorts()
  const wanted = given && isAction(given.kind) && 'cohort' in given.args ? given.args.cohort : undefined
  const [id, setId] = useState(
    () => wanted ?? (cohorts.find(cohort => possible[cohort.state].length > 0) ?? cohorts[0])?.id,
  )
  const cohort = cohorts.find(cohort => cohort.id === id)
  return (
    <div className="form">
      <fieldset className="choices">
        <legend>{t('cohort.pick')}</legend>
        {cohorts.map(each => (
          <label key={each.id}>
            <input type="radio" name="cohort" checked={each.id === id} onChange={() => setId(each.id)} />
            {each.name[locale]} <small>{t(`cohort.${each.state}`)}</small>
          </label>
        ))}
      </fieldset>
      {cohort && <CohortAction key={`${cohort.id} ${cohort.state}`} cohort={cohort} order={given} done={done} />}
    </div>
  )
}

function CohortAction({ cohort, order: given, done }: FormProps & { cohort: Cohort }) {
  const { t, locale } = useWriter()
  const sender = useActions()
  const allowed = possible[cohort.state]
  const schedule = given?.kind === 'schedule-cohort' && given.args.cohort === cohort.id ? given.args : undefined
  const [action, setAction] = useState<Action | undefined>(
    () => allowed.find(action => action === given?.kind) ?? allowed[0],
  )
  const [opens, setOpens] = useState(() => momentOf(schedule?.opensAt ?? cohort.opensAt))
  const [closes, setCloses] = useState(() => momentOf(schedule?.closesAt ?? cohort.closesAt))
  const [opensAt, closesAt] = [instantOf(opens), instantOf(closes)]
  const unread = opensAt === undefined || closesAt === undefined
  const past = useConsole(({ eventNow }) => opensAt !== undefined && eventNow !== null && opensAt <= eventNow)
  const same = opensAt === cohort.opensAt && closesAt === cohort.closesAt
  const badTimes = unread || past || same || closesAt <= opensAt

  const order = useMemo<Order | null>(() => {
    if (action === 'open-cohort' || action === 'close-cohort') return { kind: action, args: { cohort: cohort.id } }
    if (action === undefined || badTimes) return null
    return { kind: action, args: { cohort: cohort.id, opensAt, closesAt } }
  }, [action, cohort.id, badTimes, opensAt, closesAt])
  const state = usePreview(order)
  const name = cohort.name[locale]
  const moment = (at: number | undefined) =>
    at === undefined ? '–' : `${formatDay(locale, at)} ${formatShortClock(at)}`

  const problem = () => {
    if (!badTimes || action !== 'schedule-cohort') return undefined
    if (unread) return t('form.kst.unread')
    if (past) return t('cohort.past')
    return t(same ? 'cohort.sameTimes' : 'cohort.badTimes')
  }
  const label = () => {
    if (action === 'open-cohort') return t('order.open-cohort', { name })
    return unread
      ? t('cohort.reschedule', { name })
      : t('order.schedule-cohort', { name, time: formatShortClock(opensAt) })
  }

  if (!action) return <p className="form-change">{t('cohort.closed')}</p>
  return (
    <>
      <fieldset className="choices">
        <legend>{t('cohort.action')}</legend>
        {allowed.map(each => (
          <label key={each}>
            <input type="radio" name="action" checked={each === action} onChange={() => setAction(each)} />
            {t(`cohort.action.${each}`)}
          </label>
        ))}
      </fieldset>
      {action === 'schedule-cohort' && (
        <div className="form-inputs form-pair">
          <KstField label={t('cohort.opensAt')} value={opens} onChange={setOpens} />
          <KstField label={t('cohort.closesAt')} value={closes} onChange={setCloses} />
          <output className="form-change">
            {t('cohort.change', {
              opens: moment(cohort.opensAt),
              opensNext: moment(opensAt),
              closes: moment(cohort.closesAt),
              closesNext: moment(closesAt),
            })}
          </output>
        </div>
      )}
      <PreviewPanel state={state} />
      {action === 'close-cohort' ? (
        <PlainSend
          note={t('cohort.close.note')}
          label={t('cohort.close.send')}
          onSend={() => {
            closeCohort(sender, cohort)
            done()
          }}
        />
      ) : (
        <SendBar order={order} state={state} guarded label={label()} problem={problem()} done={done} />
      )}
    </>
  )
}
