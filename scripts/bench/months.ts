import { newId } from '../../api/shared/id.ts'
import { instantOf, local, plusDays, toDay, zoned, type Day } from '../../api/shared/time.ts'
import type { Given } from '../../db/given-type.ts'
import { addProduct, addUnit } from '../../db/given-catalog.ts'
import { bulk, connect, disconnect, transaction } from '../../db/index.ts'
import * as schema from '../../db/schema/index.ts'

/** Departures of a day, and products that have such a month: more than one, so that no answer is a neighbour's. */
const TIMES = ['09:00', '10:00', '11:00', '13:30', '14:30', '15:30', '16:30', '17:30']
const PRODUCTS = 20
/** Departures of such a month. */
export const MONTH_DEPARTURES = 31 * TIMES.length

/** The months to ask for: each of the products, in the next month of 31 days. */
export type Months = { month: string; slugs: string[] }

/** A month of 31 days that has not begun. */
export function nextLongMonth(today: Day): string {
  for (let first = toDay(`${today.slice(0, 7)}-01`); ; ) {
    first = toDay(`${plusDays(first, 31).slice(0, 7)}-01`)
    if (plusDays(first, 30).slice(0, 7) === first.slice(0, 7)) return first.slice(0, 7)
  }
}

/** Plans 31 days of 8 departures for each of the products, as the owner of an office of the bench. */
export async function planMonths(url: string, office: Given): Promise<Months> {
  const owner = connect(url, { role: null, max: 1 })
  const month = nextLongMonth(local(instantOf(Date.now())).day)
  const months: Months = { month, slugs: [] }
  try {
    await transaction(owner, async (tx) => {
      for (let p = 1; p <= PRODUCTS; p++) {
        const ids = { product: newId('product'), option: newId('option') }
        const code = `MOIS${p}`
        await addProduct(tx, ids, {
          code,
          title: `Sortie ${p}`,
          family: 'BOAT',
          kind: 'SESSION',
          saleMode: 'MANDATE',
          providerId: office.provider,
          vatCode: 'INTERMEDIATE',
          account: '706',
        })
        await addUnit(tx, ids.option, newId('unit'), { code: 'ADULTE', short: 'A', priceC: 2_000 })
        months.slugs.push(code.toLowerCase())
        const dated = Array.from({ length: MONTH_DEPARTURES }, (_, i) => ({
          id: newId('session'),
          counter: newId('counter'),
          day: plusDays(toDay(`${month}-01`), Math.floor(i / TIMES.length)),
          time: TIMES[i % TIMES.length] ?? '',
          capacity: 12 + ((i * 7) % 37),
        }))
        await bulk(
          tx,
          schema.counter,
          dated.map((d) => ({ id: d.counter, capacity: d.capacity, taken: 0, held: 0 })),
        )
        await bulk(
          tx,
          schema.session,
          dated.map((d) => {
            const startsAt = zoned(d.day, d.time)
            if (!startsAt) throw new Error(`${d.day} has no ${d.time}`)
            return {
              id: d.id,
              productId: ids.product,
              optionId: ids.option,
              ruleId: null,
              leg: 0,
              groupId: null,
              day: d.day,
              startsAt,
              endsAt: startsAt,
              cutoffAt: startsAt,
              counterId: d.counter,
              closedAt: null,
              closedReason: null,
            }
          }),
        )
      }
    })
    await owner.sql`VACUUM (ANALYZE) session`
    await owner.sql`VACUUM (ANALYZE) counter`
    return months
  } finally {
    await disconnect(owner)
  }
}
