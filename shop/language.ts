import type { Lang } from './text/lang.ts'

/** The name of a language (`de`) in the reader's: "allemand", "German", each written as the reader's wants. */
export function languageName(code: string, lang: Lang): string {
  try {
    return new Intl.DisplayNames([lang], { type: 'language' }).of(code) ?? code
  } catch {
    // What is no code is already a name.
    return code
  }
}
