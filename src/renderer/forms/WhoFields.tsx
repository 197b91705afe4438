import type { Cohort } from '../../protocol/nouns.ts'
import type { Identification } from '../../protocol/revocation.ts'
import { useWriter } from '../store/hooks.ts'
import { Choices } from './Choices.tsx'

const ways = ['number', 'code', 'token'] as const

/** What stands in the fields. */
export interface Typed {
  readonly by: (typeof ways)[number]
  readonly cohort: string
  readonly number: string
  readonly code: string
  readonly token: string
}

export const nothingTyped: Typed = { by: 'number', cohort: '', number: '', code: '', token: '' }

/** What is asked with; null while it cannot be complete. */
export function whoOf({ by, cohort, number, code, token }: Typed): Identification | null {
  if (by === 'number') {
    const value = Number(number)
    return cohort !== '' && Number.isInteger(value) && value >= 1 ? { by, cohort, number: value } : null
  }
  if (by === 'code') return code.replaceAll(/[\s-]/g, '').length === 12 ? { by, code: code.trim() } : null
  return token.trim().length >= 16 ? { by, token: token.trim() } : null
}

interface WhoFieldsProps {
  typed: Typed
  onChange: (typed: Typed) => void
  cohorts: readonly Cohort[]
}

/** Whom it is about, by what an operator has in hand. */
export function WhoFields({ typed, onChange, cohorts }: WhoFieldsProps) {
  const { t, locale } = useWriter()
  return (
    <>
      <Choices
        legend={t('revoke.by')}
        name="by"
        all={ways}
        value={typed.by}
        onChange={by => onChange({ ...typed, by })}
      >
        {each => t(`revoke.by.${each}`)}
      </Choices>
      {typed.by === 'number' ? (
        <div className="form-inputs form-pair">
          <label className="form-field">
            {t('revoke.cohort')}
            <select value={typed.cohort} onChange={event => onChange({ ...typed, cohort: event.target.value })}>
              {cohorts.map(cohort => (
                <option key={cohort.id} value={cohort.id}>
                  {cohort.name[locale]}
                </option>
              ))}
            </select>
          </label>
          <label className="form-field">
            {t('revoke.number')}
            <input
              inputMode="numeric"
              value={typed.number}
              onChange={event => onChange({ ...typed, number: event.target.value })}
            />
          </label>
        </div>
      ) : (
        <label className="form-field">
          {t(`revoke.${typed.by}`)}
          <input
            autoComplete="off"
            spellCheck={false}
            maxLength={typed.by === 'code' ? 40 : 4096}
            value={typed[typed.by]}
            onChange={event => onChange({ ...typed, [typed.by]: event.target.value })}
          />
        </label>
      )}
    </>
  )
}
