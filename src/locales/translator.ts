import { formatNumber } from './format.ts'
import { locales, type Locale, type ParametersOf, type Phrase } from './phrase.ts'

type Table = Readonly<Record<string, Phrase>>
type Names<P extends Phrase> = ParametersOf<P['ko']>
type Arguments<P extends Phrase> = [Names<P>] extends [never] ? [] : [Record<Names<P>, string | number>]

/** A text of a table in one language; numbers among the parameters are written as that language writes them. */
export type TranslatorOf<T extends Table> = <K extends keyof T>(key: K, ...parameters: Arguments<T[K]>) => string

function fill(template: string, parameters: Readonly<Record<string, string | number>>, locale: Locale): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name]
    if (value === undefined) return whole
    return typeof value === 'number' ? formatNumber(locale, value) : value
  })
}

function translator<T extends Table>(table: T, locale: Locale): TranslatorOf<T> {
  return (key, ...parameters) => {
    const phrase = table[key] as Phrase
    const values: Readonly<Record<string, string | number>> | undefined = parameters[0]
    return values ? fill(phrase[locale], values, locale) : phrase[locale]
  }
}

/** The translators of a table, by language: always the same functions, so that they may stand in a dependency list. */
export function translatorsOf<T extends Table>(table: T): (locale: Locale) => TranslatorOf<T> {
  const made = Object.fromEntries(locales.map(locale => [locale, translator(table, locale)])) as Record<
    Locale,
    TranslatorOf<T>
  >
  return locale => made[locale]
}
