import type { SaleDraft } from '../counter/basket.ts'

/** A basket as it is practised: the same lines and money, and nobody's name nor address. */
export function nobodys(draft: SaleDraft): SaleDraft {
  const { visitor: _visitor, visitorKind: _kind, origin: _origin, ...basket } = draft
  const lines = basket.lines.map(({ names: _names, ...line }) => line)
  return { ...basket, lines, receipt: 'NONE' }
}
