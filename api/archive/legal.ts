import type { Day } from '../shared/time.ts'
import { toDay } from '../shared/time.ts'

/** A reference of the law as documents print it, and how long it may be. */
type Reference = { text: string; until: Day | null }

/**
 * References printed on documents. Those of the CGI for VAT moved to the CIBS on 1 September 2026, at constant law, and
 * are tolerated on documents until 31 December 2027 (fiscal.md 0.1): each has its line here, to be replaced by its new
 * number, which was not published where we could read it.
 */
export const REFERENCES = {
  cashRegister: {
    text: 'article 286, I, 3° bis du code général des impôts',
    until: toDay('2027-12-31'),
  },
  penalty: { text: 'article 441-1 du code pénal', until: null },
  template: { text: 'modèle BOI-LETTRE-000242', until: null },
} as const satisfies Record<string, Reference>

/** The reference as it is printed on a day; says so once it may no longer be. */
export function referenceOn(name: keyof typeof REFERENCES, day: Day): string {
  const { text, until } = REFERENCES[name]
  return until !== null && day > until ? `${text} (référence à mettre à jour depuis le ${until})` : text
}
