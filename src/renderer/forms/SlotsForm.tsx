import { useMemo, useState } from 'react'
import { vaccineName } from '../../locales/places.ts'
import type { Order } from '../../protocol/commands.ts'
import type { Place } from '../../protocol/plan.ts'
import { refusalText } from '../parts/refusal.ts'
import { useValue, useWriter } from '../store/hooks.ts'
import { instantOf } from './kstMoment.ts'
import { NumberField } from './NumberField.tsx'
import { PlaceFields } from './PlaceFields.tsx'
import { siteName } from './places.ts'
import { PreviewPanel } from './PreviewPanel.tsx'
import type { FormProps } from './props.ts'
import { SendBar } from './SendBar.tsx'
import { usePlaces } from './usePlaces.ts'
import { usePreview } from './usePreview.ts'

const MOST = 100_000

/** More doses: at the places that were proposed, or at one that a person chooses. How many is for the person to say. */
export function SlotsForm({ order: given, done }: FormProps) {
  const { t, number, locale } = useWriter()
  const left = useValue('slots.left')
  const { places, refusal } = usePlaces()
  const proposed = given?.kind === 'add-slots' ? given.args.slots : undefined
  const [text, setText] = useState(() => String(proposed?.[0]?.doses ?? 1))
  const [chosen, setChosen] = useState<Place>()
  const place = chosen ?? places?.last ?? undefined
  const doses = Number(text)
  const order = useMemo<Order | null>(() => {
    const where = proposed ?? (place ? [place] : [])
    const valid = Number.isInteger(doses) && doses >= 1 && doses <= MOST
    if (!valid || where.length === 0 || where.some(moment => instantOf(moment) === undefined)) return null
    const slots = where.map(({ site, vaccine, date, time }) => ({ site, vaccine, date, time, doses }))
    return { kind: 'add-slots', args: { slots } }
  }, [proposed, place, doses])
  const state = usePreview(order)
  const label = t(proposed ? 'slots.each' : 'slots.doses')
  const sum = order ? doses * (proposed?.length ?? 1) : undefined

  const problem = () => {
    if (order) return undefined
    if (!proposed && refusal) return t('slots.unread', { reason: refusalText(refusal, locale) })
    if (!proposed && !place) return t(places ? 'slots.noPlaces' : 'slots.reading')
    if (place && !proposed && instantOf(place) === undefined) return t('form.kst.unread')
    return `${label} 1–${number(MOST)}`
  }

  return (
    <div className="form">
      {!proposed && places && place && <PlaceFields places={places} place={place} onChange={setChosen} />}
      <div className="form-inputs">
        <NumberField label={label} text={text} onChange={setText} min={1} max={MOST} />
        <output className="form-beside">
          {proposed && (
            <span>
              {t('slots.sum', {
                places: number(proposed.length),
                doses: sum === undefined ? '–' : number(sum),
              })}
            </span>
          )}
          {left !== undefined && (
            <span>{t('slots.left', { now: number(left), next: sum === undefined ? '–' : number(left + sum) })}</span>
          )}
        </output>
      </div>
      {proposed && (
        <details>
          <summary>{t('slots.where')}</summary>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- What scrolls must be in reach of the keyboard. */}
          <section className="form-list" aria-label={t('slots.where')} tabIndex={0}>
            <ul>
              {proposed.map(({ site, vaccine, date, time }) => (
                <li key={`${site} ${vaccine} ${date} ${time}`}>
                  <span>{siteName(site, places, locale)}</span>
                  <span>{vaccineName(vaccine, locale)}</span>
                  <span>{`${date} ${time}`}</span>
                </li>
              ))}
            </ul>
          </section>
        </details>
      )}
      <PreviewPanel state={state} />
      <SendBar order={order} state={state} guarded={false} label={t('slots.send')} problem={problem()} done={done} />
    </div>
  )
}
