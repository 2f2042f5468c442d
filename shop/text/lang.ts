import type { Text } from './fr.ts'

/** The languages of the shop, French first. The catalogue is written in French and English. */
export const LANGS = ['fr', 'en'] as const
export type Lang = (typeof LANGS)[number]

/** The texts of a language, loaded when it is needed. */
export async function loadText(lang: Lang): Promise<Text> {
  if (lang === 'en') return (await import('./en.ts')).en
  return (await import('./fr.ts')).fr
}
