import { catalogue, type Catalogue } from './catalogue.ts'
import { translatorsOf, type TranslatorOf } from './translator.ts'

export type Translate = TranslatorOf<Catalogue>

/** The translator of a language over the whole catalogue of the console. */
export const translate = translatorsOf(catalogue)
