/** The languages of everything a person reads; the first is the default. */
export const locales = ['ko', 'en'] as const
export type Locale = (typeof locales)[number]

/** One text in every language. `{name}` stands for a parameter. */
export type Phrase = Readonly<Record<Locale, string>>

/** The names of the parameters in a text: `'{n} of {all}'` → `'n' | 'all'`. */
export type ParametersOf<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParametersOf<Rest>
  : never

/** A table in which every language of an entry asks for the same parameters; the others become `never`. */
type Agreeing<T extends Record<string, Phrase>> = {
  [K in keyof T]: [ParametersOf<T[K]['ko']>] extends [ParametersOf<T[K]['en']>]
    ? [ParametersOf<T[K]['en']>] extends [ParametersOf<T[K]['ko']>]
      ? T[K]
      : never
    : never
}

/** Declares one area of the catalogue: a language left out, or a parameter in one language alone, is a type error. */
export const phrases = <const T extends Record<string, Phrase>>(table: T & Agreeing<T>): T => table
