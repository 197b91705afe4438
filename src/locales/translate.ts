import { catalogue, type Catalogue, type TextKey } from './catalogue.ts'
import { formatNumber } from './format.ts'
import type { Locale, ParametersOf, Phrase } from './phrase.ts'

type Names<K extends TextKey> = ParametersOf<Catalogue[K]['ko']>
type Arguments<K extends TextKey> = [Names<K>] extends [never] ? [] : [Record<Names<K>, string | number>]

/** A text of the catalogue in one language; numbers among the parameters are written as that language writes them. */
export type Translate = <K extends TextKey>(key: K, ...parameters: Arguments<K>) => string

function fill(template: string, parameters: Readonly<Record<string, string | number>>, locale: Locale): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name]
    if (value === undefined) return whole
    return typeof value === 'number' ? formatNumber(locale, value) : value
  })
}

const translators: Record<Locale, Translate> = { ko: translator('ko'), en: translator('en') }

function translator(locale: Locale): Translate {
  return (key, ...parameters) => {
    const phrase: Phrase = catalogue[key]
    const values: Readonly<Record<string, string | number>> | undefined = parameters[0]
    return values ? fill(phrase[locale], values, locale) : phrase[locale]
  }
}

/** The translator of a language: always the same function, so that it may stand in a dependency list. */
export const translate = (locale: Locale): Translate => translators[locale]
