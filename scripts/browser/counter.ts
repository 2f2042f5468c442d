import { indexCatalog, type Catalog } from '../../api/shared/catalog.ts'
import { newId } from '../../api/shared/id.ts'
import { priceBasket } from '../../api/shared/price.ts'
import { local, type Instant } from '../../api/shared/time.ts'
import { DEMO_PASSWORD } from '../demo.ts'

type Session = { id: string; productId: string; optionId: string; day: string }

/** Another device of the office, without a screen: it signs in, opens a shift and sells. */
export async function openCounter(url: string, now: Instant) {
  let cookie = ''
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${url}/api${path}`, {
      method,
      headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    const given = answer.headers.getSetCookie()[0]?.split(';')[0]
    if (given) cookie = given
    return answer.json()
  }
  const me = await ask('POST', '/auth/sign-in', { email: 'yann@guichet.example', password: DEMO_PASSWORD })
  // The last cash point; a school register sells nothing.
  const registerId: string = me.registers.findLast((one: { kind: string }) => one.kind === 'COUNTER').id
  const shiftId = newId('shift')
  await ask('POST', '/shifts', { id: shiftId, registerId, floatC: 15_000 })
  const catalog: Catalog = await ask('GET', '/catalog')
  return {
    /** Sells seats of a departure for cash, at the first fare that takes one seat. */
    async sell({ id, optionId, day }: Session, qty: number): Promise<void> {
      const index = indexCatalog(catalog)
      const option = catalog.products.flatMap((p) => p.options).find((o) => o.id === optionId)
      const unit = option?.units.find((u) => u.seats === 1 && u.tariffs.length > 0)
      if (!unit) throw new Error(`no fare with a seat in ${optionId}`)
      const line = { optionId, sessionIds: [id], units: [{ unitId: unit.id, qty }] }
      const today = local(now).day
      const { totalC } = priceBasket(index, [line], {
        channel: 'COUNTER',
        saleDay: today,
        dayOf: () => day as typeof today,
      })
      await ask('POST', '/sales', {
        id: newId('sale'),
        orderId: newId('order'),
        registerId,
        shiftId,
        lines: [line],
        tenders: totalC > 0 ? [{ means: 'CHEQUE', amountC: totalC, ref: '1234567' }] : [],
        expected: { totalC, changeC: 0 },
      })
    },
  }
}
