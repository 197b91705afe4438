import { useMemo, useState } from 'react'
import { refusalText } from '../parts/refusal.ts'
import type { Order } from '../../protocol/commands.ts'
import type { Cohort } from '../../protocol/nouns.ts'
import type { Identified, RevokeTarget } from '../../protocol/revocation.ts'
import { describeOrder } from '../rail/describe.ts'
import { useCohorts, useWriter } from '../store/hooks.ts'
import { Choices } from './Choices.tsx'
import { FoundPerson } from './FoundPerson.tsx'
import { PreviewPanel } from './PreviewPanel.tsx'
import type { FormProps } from './props.ts'
import { nothingTyped, WhoFields, whoOf, type Typed } from './WhoFields.tsx'
import { SendBar } from './SendBar.tsx'
import { useIdentify } from './useIdentify.ts'
import { usePreview } from './usePreview.ts'

const kinds = ['admission', 'person', 'client', 'cohort'] as const
type What = (typeof kinds)[number]

/** Takes back one place, everything of one person or device, or a whole cohort. */
export function RevokeForm({ order: given, done }: FormProps) {
  const writer = useWriter()
  const { t, locale } = writer
  const cohorts = useCohorts()
  const target = given?.kind === 'revoke' ? given.args.target : undefined
  const [what, setWhat] = useState<What>(target?.what ?? 'admission')
  const [typed, setTyped] = useState<Typed>(() => startOf(target, cohorts))
  const who = useMemo(() => (what === 'cohort' ? null : whoOf(typed)), [what, typed])
  const identified = useIdentify(who)
  const order = useMemo<Order | null>(() => {
    const chosen = targetOf(what, typed, identified.found) ?? (target?.what === what && !who ? target : undefined)
    return chosen ? { kind: 'revoke', args: { target: chosen } } : null
  }, [what, typed, identified.found, target, who])
  const state = usePreview(order)

  const problem = () => {
    if (order) return undefined
    if (identified.refusal) return refusalText(identified.refusal, locale)
    if (identified.found) return t(what === 'client' ? 'revoke.noDevice' : 'revoke.noNumber')
    return t(identified.pending ? 'revoke.found.pending' : 'revoke.found.none')
  }

  return (
    <div className="form">
      <Choices legend={t('revoke.what')} name="what" all={kinds} value={what} onChange={setWhat}>
        {each => t(`revoke.what.${each}`)}
      </Choices>
      <p className="form-note">{t(`revoke.note.${what}`)}</p>
      {what === 'cohort' ? (
        <Choices
          legend={t('revoke.cohort')}
          name="revoke-cohort"
          all={cohorts.map(({ id }) => id)}
          value={typed.cohort}
          onChange={cohort => setTyped({ ...typed, cohort })}
        >
          {id => <CohortName cohort={cohorts.find(cohort => cohort.id === id)} />}
        </Choices>
      ) : (
        <>
          <WhoFields typed={typed} onChange={setTyped} cohorts={cohorts} />
          <FoundPerson state={identified} cohorts={cohorts} />
        </>
      )}
      <PreviewPanel state={state} brief={what !== 'cohort'} />
      <SendBar
        order={order}
        state={state}
        guarded
        evenStale
        label={order ? describeOrder(writer, order, cohorts) : t('revoke.title')}
        problem={problem()}
        done={done}
      />
    </div>
  )
}

function CohortName({ cohort }: { cohort: Cohort | undefined }) {
  const { t, locale } = useWriter()
  if (!cohort) return null
  return (
    <>
      {cohort.name[locale]} <small>{t(`cohort.${cohort.state}`)}</small>
    </>
  )
}

/** A number that an alert or a complaint named is filled in. */
function startOf(target: RevokeTarget | undefined, cohorts: readonly Cohort[]): Typed {
  const cohort = (cohorts.find(({ state }) => state === 'open') ?? cohorts[0])?.id ?? ''
  if (target?.what === 'admission') return { ...nothingTyped, cohort: target.cohort, number: String(target.number) }
  return { ...nothingTyped, cohort: target?.what === 'cohort' ? target.cohort : cohort }
}

function targetOf(what: What, { cohort }: Typed, found: Identified | null): RevokeTarget | undefined {
  if (what === 'cohort') return cohort === '' ? undefined : { what, cohort }
  if (!found) return undefined
  if (what === 'person') return { what, person: found.person }
  if (what === 'client') return found.client === null ? undefined : { what, client: found.client }
  const place = found.places.find(({ number }) => number !== null)
  return place && place.number !== null ? { what, cohort: place.cohort, number: place.number } : undefined
}
