import type { Cohort } from '../../protocol/nouns.ts'
import type { Identified } from '../../protocol/revocation.ts'
import { shortHash } from '../rail/describe.ts'
import { refusalText } from '../parts/refusal.ts'
import { useWriter, type Writer } from '../store/hooks.ts'
import type { IdentifyState } from './useIdentify.ts'

/** Whose it is, before anything is taken back. */
export function FoundPerson({ state, cohorts }: { state: IdentifyState; cohorts: readonly Cohort[] }) {
  const writer = useWriter()
  const { t, locale } = writer
  const { found, refusal, pending } = state
  return (
    <output className="found" aria-label={t('revoke.found')} aria-busy={pending}>
      {found ? (
        linesOf(found, cohorts, writer).map(line => <span key={line}>{line}</span>)
      ) : (
        <span>
          {refusal
            ? t('revoke.found.failed', { reason: refusalText(refusal, locale) })
            : t(pending ? 'revoke.found.pending' : 'revoke.found.none')}
        </span>
      )}
    </output>
  )
}

function linesOf(found: Identified, cohorts: readonly Cohort[], { t, locale, number }: Writer): string[] {
  const nameOf = (id: string) => cohorts.find(cohort => cohort.id === id)?.name[locale] ?? id
  const places = found.places.map(place => {
    const [cohort, state] = [nameOf(place.cohort), t(`place.${place.state}`)]
    if (place.number === null) return t('revoke.found.undrawn', { cohort, state })
    return t('revoke.found.place', { cohort, number: number(place.number), state })
  })
  const hashes = t('revoke.found.hash', {
    person: shortHash(found.person),
    client: found.client === null ? '–' : shortHash(found.client),
  })
  return [
    ...(places.length > 0 ? places : [t('revoke.found.noPlace')]),
    ...(found.booked ? [t('revoke.found.booked')] : []),
    hashes,
  ]
}
