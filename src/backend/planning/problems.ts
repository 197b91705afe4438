import type { Catalogue } from '../../locales/catalogue.ts'
import { translate } from '../../locales/translate.ts'
import type { Locale } from '../../locales/phrase.ts'

type After<Prefix extends string, K> = K extends `${Prefix}${infer Rest}` ? Rest : never
export type ProblemCode = After<'plan.problem.', keyof Catalogue>
export type Expectation = After<'plan.expects.', keyof Catalogue>

/** What is wrong with a plan, and where a person finds it. */
export interface Problem {
  readonly file: string
  /** As a spreadsheet counts, the header being row 1; null for the whole file, and in JSON. */
  readonly row: number | null
  /** Name of the column, or path of the field in JSON. */
  readonly column: string | null
  readonly code: ProblemCode
  /** What stood there. */
  readonly given: string
  readonly expected: Expectation | null
}

export type Place = Pick<Problem, 'file' | 'row' | 'column'>

const LONGEST_GIVEN = 80

export const problemAt = (
  place: Place,
  code: ProblemCode,
  given = '',
  expected: Expectation | null = null,
): Problem => ({ ...place, code, given: given.slice(0, LONGEST_GIVEN), expected })

/** A problem in one line. */
export function describeProblem({ file, row, column, code, given, expected }: Problem, locale: Locale): string {
  const t = translate(locale)
  const what = t(`plan.problem.${code}`, { given })
  const wanted = expected === null ? '' : ` · ${t('plan.expected', { what: t(`plan.expects.${expected}`) })}`
  // A row is a name here, and is written as a spreadsheet writes it: without marks for thousands.
  return `${placeOf()}: ${what}${wanted}`

  function placeOf(): string {
    if (row === null) return column === null ? t('plan.at.file', { file }) : t('plan.at.column', { file, column })
    const at = String(row)
    return column === null ? t('plan.at.row', { file, row: at }) : t('plan.at.cell', { file, row: at, column })
  }
}
