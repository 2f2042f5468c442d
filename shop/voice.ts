import type { Text } from './text/fr.ts'
import type { Lang } from './text/lang.ts'

/** What every part of a page is given: the language, and its texts. */
export type Voice = { lang: Lang; t: Text }
