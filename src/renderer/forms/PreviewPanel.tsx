import { lazy, memo, Suspense, type ReactNode } from 'react'
import { HIGH_LOAD, type Consequence } from '../../protocol/commands.ts'
import { refusalText } from '../parts/refusal.ts'
import { useWriter, type Writer } from '../store/hooks.ts'
import { usePreviewLeft, type PreviewState } from './usePreview.ts'

const PreviewCurve = lazy(() => import('./PreviewCurve.tsx'))

interface Row {
  label:
    | 'preview.lastWait'
    | 'preview.slotsOut'
    | 'preview.forNothing'
    | 'preview.load'
    | 'preview.effective'
    | 'preview.limit'
  write(consequence: Consequence, writer: Writer): string
}

const slotsOut: Row['write'] = ({ slotsOutSeconds }, { t, duration }) =>
  slotsOutSeconds === null ? t('preview.slotsOut.never') : duration(slotsOutSeconds)

const rows: readonly Row[] = [
  { label: 'preview.lastWait', write: (c, w) => w.duration(c.lastPersonWaitSeconds) },
  { label: 'preview.slotsOut', write: slotsOut },
  { label: 'preview.forNothing', write: (c, w) => w.number(c.waitedForNothing, 0) },
  { label: 'preview.load', write: (c, w) => w.percent(c.seatLoad) },
  { label: 'preview.effective', write: (c, w) => w.rate(c.effectiveRate) },
  { label: 'preview.limit', write: (c, w) => w.t(`preview.limit.${c.limiting}`) },
]

/** The rate that one person may bring about, cut off so that it is not rounded above itself. */
const aloneUpTo = ({ rate, seatLoad }: Consequence): number =>
  seatLoad > 0 ? Math.floor(((rate * HIGH_LOAD) / seatLoad) * 10) / 10 : rate

interface PreviewPanelProps {
  state: PreviewState
  /** Of one place among hundreds of thousands the line takes no notice: then only whom it hits is of interest. */
  brief?: boolean
}

/** What an order would do, beside what happens without it. */
export const PreviewPanel = memo(function PreviewPanel({ state, brief = false }: PreviewPanelProps) {
  const { t, rate, locale } = useWriter()
  const { preview, refusal, pending } = state
  return (
    <section className="preview" aria-label={t('preview.title')} aria-busy={pending}>
      {!brief && <Consequences state={state} />}
      {preview?.reach && <output className="preview-reach">{t('revoke.reach', preview.reach)}</output>}
      {/* Its room stands whether there is anything to say or not: nothing moves under a pointer. */}
      <div className="preview-verdict">
        {refusal && <p role="alert">{t('preview.failed', { reason: refusalText(refusal, locale) })}</p>}
        {preview?.needsApproval && (
          <output className="preview-approval">
            {t(`preview.approval.${preview.approvalReason ?? 'raise'}`, { rate: rate(aloneUpTo(preview.after)) })}
          </output>
        )}
        {brief && !preview && !refusal && <small>{t(pending ? 'preview.pending' : 'preview.none')}</small>}
      </div>
    </section>
  )
})

function Consequences({ state }: { state: PreviewState }) {
  const writer = useWriter()
  const { t } = writer
  const { preview } = state
  return (
    <>
      <table>
        <caption>
          {t('preview.title')}
          <PreviewNote state={state} />
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{t('preview.title')}</span>
            </th>
            <th scope="col" data-curve="before">
              {t('preview.before')}
            </th>
            <th scope="col" data-curve="after">
              {t('preview.after')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => {
            const [before, after] = preview ? [row.write(preview.before, writer), row.write(preview.after, writer)] : []
            return (
              <tr key={row.label} data-changed={before !== after}>
                <th scope="row">{t(row.label)}</th>
                <td>{before ?? '–'}</td>
                <td>{after ?? '–'}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <div className="preview-curve">
        {preview && (
          <Suspense fallback={null}>
            <PreviewCurve preview={preview} />
          </Suspense>
        )}
      </div>
    </>
  )
}

function PreviewNote({ state }: { state: PreviewState }): ReactNode {
  const { t } = useWriter()
  const left = usePreviewLeft(state.preview)
  if (state.pending) return <small>{t('preview.pending')}</small>
  return left > 0 ? <small>{t('preview.valid', { n: left })}</small> : null
}
