import type { SetStoreFunction } from 'solid-js/store'
import type { ApiProblem } from '../../api/client.ts'
import type { CatalogIndex } from '../../api/shared/catalog.ts'
import type { Day } from '../../api/shared/time.ts'
import { refusalOf, refusedLines, type Basket } from './basket.ts'
import { totalsByKey, type BasketView } from './basket-view.ts'

/** Marks on lines that wait for the agent's answer: what the server refused, what another catalogue changed. */
export function createMarks(basket: Basket, setBasket: SetStoreFunction<Basket>, view: () => BasketView) {
  return {
    /**
     * Lines whose total differs under a new catalogue: the old one is kept, to be struck beside it. A line that is in it
     * no more has no new price to accept.
     */
    markChanged(before: CatalogIndex, next: CatalogIndex, today: Day) {
      const was = totalsByKey(before, basket.lines, today)
      const is = totalsByKey(next, basket.lines, today)
      for (const [i, line] of basket.lines.entries()) {
        const wasC = was.get(line.key)
        if (wasC === undefined || line.refusal || wasC === is.get(line.key)) continue
        const code = is.has(line.key) ? 'price_changed' : 'not_on_sale'
        setBasket('lines', i, 'refusal', refusalOf(code, { line: i }, wasC))
      }
    },
    /** Marks the lines that a refusal names, as they were sent; false when it names none. */
    markLines(refusal: ApiProblem, lines: readonly { key: string }[]): boolean {
      const marks = refusedLines(refusal.data)
      // The server does not say which number was recorded before: of a single ticket, the till knows.
      const rails = basket.lines.filter((l) => l.external !== null).map((l) => l.key)
      if (refusal.code === 'external_ref_used' && marks.length === 0 && rails.length === 1)
        marks.push({ line: lines.findIndex((l) => l.key === rails[0]) })
      for (const mark of marks) {
        const key = lines[mark.line]?.key
        const i = key === undefined ? -1 : basket.lines.findIndex((l) => l.key === key)
        if (i < 0) continue
        const wasC = view().views.find((v) => v.line.key === key)?.totalC ?? null
        setBasket('lines', i, 'refusal', refusalOf(refusal.code, mark, wasC))
      }
      return marks.length > 0
    },
  }
}
