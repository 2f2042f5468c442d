import type { Given } from '../../db/given-type.ts'
import { familyBasket } from '../sale/given-sale.ts'
import { newId, type Kind } from '../shared/id.ts'
import type { Odd } from './raw.ts'

export const JSON_TYPE = { 'content-type': 'application/json' }

/** A POST with its JSON, as the device of this cookie would send it. */
export const posted = (cookie: string, path: string, body: unknown, headers = {}): Odd => ({
  path,
  headers: { ...JSON_TYPE, cookie, ...headers },
  body: JSON.stringify(body),
})

type Basket = ReturnType<typeof familyBasket>

const foreign = (kind: Kind) => newId(kind)
const firstLine = (b: Basket, change: object) => ({
  ...b,
  lines: [{ ...b.lines[0], ...change }, ...b.lines.slice(1)],
})
const rail = (b: Basket, change: object) => ({
  ...b,
  lines: b.lines.map((l) => (l.external ? { ...l, external: { ...l.external, ...change } } : l)),
})

/** What is not even a request, as bytes. */
export const RAW: Record<string, () => string> = {
  'headers as long as a book': () =>
    `GET /api/catalog HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(40_000)}\r\n\r\n`,
  'a body with two lengths': () =>
    'POST /api/sales HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\n{"a":1}',
  'what is not HTTP': () => 'HELO office.example\r\n\r\n',
}

/** Requests that no screen makes, by what is wrong with them, from an agent of an office that is there when they are made. */
export function malformed(at: () => { office: Given; cookie: string }): Record<string, () => Odd> {
  /** A sale like any other, with one thing changed in its JSON. */
  const sale = (change: (basket: Basket) => unknown): Odd => ({
    path: '/api/sales',
    headers: { ...JSON_TYPE, cookie: at().cookie },
    body: JSON.stringify(change(familyBasket(at().office))),
  })
  const saleText = (change: (text: string) => string | Buffer): Odd => ({
    ...sale((b) => b),
    body: change(JSON.stringify(familyBasket(at().office))),
  })
  const get = (path: string): Odd => ({ method: 'GET', path, headers: { cookie: at().cookie } })
  const post = (path: string, body: unknown, headers = {}) => posted(at().cookie, path, body, headers)
  const qty = (b: Basket, n: unknown) => firstLine(b, { units: [{ unitId: at().office.boat.adult, qty: n }] })
  /** A hold of the boat, with one thing changed in its line. */
  const hold = (change: object, registerId = at().office.registers[0]): Odd => ({
    ...post(`/api/orders/${foreign('order')}/hold`, {
      registerId,
      lines: [
        {
          optionId: at().office.boat.option,
          sessionIds: [at().office.sessions[0]?.id],
          units: [{ unitId: at().office.boat.adult, qty: 1 }],
          ...change,
        },
      ],
    }),
    method: 'PUT',
  })
  /** A discount that is not there, on the boat's adults. */
  const off = (change: object) => ({
    discountId: foreign('discount'),
    unitId: at().office.boat.adult,
    qty: 1,
    value: 1_000,
    reason: 'LOYALTY',
    ...change,
  })

  return {
    'no session': () => ({ ...sale((b) => b), headers: JSON_TYPE }),
    'a forged cookie': () => ({
      ...sale((b) => b),
      headers: { ...JSON_TYPE, cookie: `${at().cookie.slice(0, -8)}AAAAAAAA` },
    }),
    'a foreign page': () => ({
      ...sale((b) => b),
      headers: { ...JSON_TYPE, cookie: at().cookie, origin: 'https://evil.example' },
    }),
    'a page without an origin': () => ({
      ...sale((b) => b),
      headers: { ...JSON_TYPE, cookie: at().cookie, origin: 'null' },
    }),
    'a form': () => ({
      ...sale((b) => b),
      headers: { cookie: at().cookie, 'content-type': 'application/x-www-form-urlencoded' },
    }),
    'plain text': () => ({
      ...sale((b) => b),
      headers: { cookie: at().cookie, 'content-type': 'text/plain' },
    }),
    'no content type': () => ({ ...sale((b) => b), headers: { cookie: at().cookie } }),
    'truncated JSON': () => saleText((t) => t.slice(0, -20)),
    'an empty body': () => saleText(() => ''),
    'bad UTF-8': () =>
      saleText((t) =>
        Buffer.concat([
          Buffer.from(t.slice(0, 40)),
          Buffer.from([0xff, 0xfe, 0xc3]),
          Buffer.from(t.slice(40)),
        ]),
      ),
    'bad UTF-8 in a reference': () => saleText((t) => Buffer.from(t.replace('004512', 'X\u00ff'), 'latin1')),
    'a zero byte in a reference': () => sale((b) => rail(b, { ref: 'A\u0000B' })),
    'half a character in a reference': () => sale((b) => rail(b, { ref: 'A\ud83d' })),
    'a huge body': () => sale((b) => ({ ...b, note: 'x'.repeat(1_000_000) })),
    'a body that does not say how huge it is': () => ({
      ...saleText((t) => t + ' '.repeat(600_000)),
      headers: { ...JSON_TYPE, cookie: at().cookie, 'transfer-encoding': 'chunked' },
    }),
    'fifty thousand lines': () => sale((b) => ({ ...b, lines: Array(50_000).fill(0) })),
    'nesting without end': () => saleText(() => '['.repeat(100_000)),
    'an object as deep as the body allows': () =>
      saleText(() => `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`),
    'a negative quantity': () => sale((b) => qty(b, -2)),
    'half a person': () => sale((b) => qty(b, 0.5)),
    nobody: () => sale((b) => qty(b, 0)),
    'a quantity in text': () => sale((b) => qty(b, '2')),
    'a quantity beyond numbers': () => saleText((t) => t.replace('"qty":2', '"qty":1e400')),
    'a quantity that is no number': () => saleText((t) => t.replace('"qty":2', '"qty":NaN')),
    'a quantity beyond integers': () => sale((b) => qty(b, 2 ** 53 + 2)),
    'the same fare twice': () =>
      sale((b) => firstLine(b, { units: [1, 2].map((qty) => ({ unitId: at().office.boat.adult, qty })) })),
    'the same session twice': () =>
      sale((b) => firstLine(b, { sessionIds: Array(2).fill(at().office.sessions[0]?.id) })),
    'a fare of another product': () =>
      sale((b) => firstLine(b, { units: [{ unitId: at().office.topoguide.unit, qty: 1 }] })),
    'an unknown fare': () => sale((b) => firstLine(b, { units: [{ unitId: foreign('unit'), qty: 1 }] })),
    'an unknown option': () => sale((b) => firstLine(b, { optionId: foreign('option') })),
    'an unknown session': () => sale((b) => firstLine(b, { sessionIds: [foreign('session')] })),
    'an unknown register': () => sale((b) => ({ ...b, registerId: foreign('register') })),
    'an unknown shift': () => sale((b) => ({ ...b, shiftId: foreign('shift') })),
    'the shift of another register': () => sale((b) => ({ ...b, shiftId: at().office.shifts[1] })),
    'an id of another kind': () => sale((b) => ({ ...b, id: newId('order') })),
    'an id in capitals': () => sale((b) => ({ ...b, id: b.id.toUpperCase() })),
    'SQL in an id': () => sale((b) => ({ ...b, id: `sal_'; DROP TABLE sale; --` })),
    'a list for an id': () => sale((b) => ({ ...b, id: [b.id] })),
    'a prototype': () => saleText((t) => t.replace('{"id"', '{"__proto__":{"roles":["admin"]},"id"')),
    'a constructor': () => saleText((t) => t.replace('{"id"', '{"constructor":{"prototype":{"a":1}},"id"')),
    'a field that does not exist': () => sale((b) => ({ ...b, discountC: 9_200 })),
    'a negative payment': () => sale((b) => ({ ...b, tenders: [{ means: 'CASH', amountC: -9_200 }] })),
    'a payment beyond integers': () =>
      sale((b) => ({ ...b, tenders: [{ means: 'CASH', amountC: 2 ** 31 }] })),
    'a means that does not exist': () =>
      sale((b) => ({ ...b, tenders: [{ means: 'BITCOIN', amountC: 9_200 }] })),
    'chèques-vacances with change': () =>
      sale((b) => ({ ...b, tenders: [{ means: 'ANCV_P', amountC: 9_200, tenderedC: 10_000 }] })),
    'a travel day that does not exist': () => sale((b) => rail(b, { travelDay: '2026-02-30' })),
    'a travel day of the year 0': () => sale((b) => rail(b, { travelDay: '0000-01-01' })),
    'a travel day of another age': () => sale((b) => rail(b, { travelDay: '9999-12-31' })),
    'a discount that does not exist': () => sale((b) => firstLine(b, { discounts: [off({})] })),
    'a discount of nobody': () => sale((b) => firstLine(b, { discounts: [off({ qty: 0 })] })),
    'a discount below zero': () => sale((b) => firstLine(b, { discounts: [off({ value: -1_000 })] })),
    'a discount for no reason': () => sale((b) => firstLine(b, { discounts: [off({ reason: 'BECAUSE' })] })),
    'discounts that are none': () => sale((b) => firstLine(b, { discounts: [] })),
    'a name that is empty': () => sale((b) => firstLine(b, { names: [' '] })),
    'a name of two lines': () => sale((b) => firstLine(b, { names: ['Nom\nAutre'] })),
    'a name that rings': () => sale((b) => ({ ...b, visitor: { lastName: 'A\u0007B' } })),
    'a name as long as a book': () => sale((b) => firstLine(b, { names: ['x'.repeat(5_000)] })),
    'more names than people': () => sale((b) => firstLine(b, { names: Array(20).fill('Nom') })),
    'a visitor without anything': () => sale((b) => ({ ...b, visitor: {} })),
    'a visitor in a list': () => sale((b) => ({ ...b, visitor: [{ phone: '0639981234' }] })),
    'an address that is none': () => sale((b) => ({ ...b, visitor: { email: 'a@b' } })),
    'an address of two people': () => sale((b) => ({ ...b, visitor: { email: 'a@b.fr,c@d.fr' } })),
    'an address with a new line': () => sale((b) => ({ ...b, visitor: { email: 'a@b.fr\nBcc: c@d.fr' } })),
    'a number that is none': () => sale((b) => ({ ...b, visitor: { phone: '12' } })),
    'an origin that does not exist': () => sale((b) => ({ ...b, origin: 'FR-96' })),
    'a kind of visit that does not exist': () => sale((b) => ({ ...b, visitorKind: 'SPY' })),
    'a receipt by mail to nobody': () => sale((b) => ({ ...b, receipt: 'EMAIL' })),
    'tiles of nothing': () => ({
      ...post(`/api/favourites/${at().office.registers[0]}`, { unitIds: [foreign('unit')] }),
      method: 'PUT',
    }),
    'a list instead of a sale': () => sale((b) => [b]),
    'null instead of a sale': () => saleText(() => 'null'),
    'a hold of an order that is not one': () => ({ ...post('/api/orders/42/hold', {}), method: 'PUT' }),
    'a hold of a fare of another product': () =>
      hold({ units: [{ unitId: at().office.topoguide.unit, qty: 1 }] }),
    'a hold of an unknown fare': () => hold({ units: [{ unitId: foreign('unit'), qty: 1 }] }),
    'a hold of an unknown option': () => hold({ optionId: foreign('option') }),
    'a hold of the same session twice': () =>
      hold({ sessionIds: Array(2).fill(at().office.sessions[0]?.id) }),
    'a hold of half a person': () => hold({ units: [{ unitId: at().office.boat.adult, qty: 0.5 }] }),
    'a hold of a ticket with its travel day': () => hold({ external: { travelDay: '0000-01-01' } }),
    'a hold of an unknown register': () => hold({}, foreign('register')),
    'a hold of a register without a drawer': () => hold({}, at().office.office),
    'a day that does not exist': () => get('/api/departures?day=2026-13-45'),
    'the 29th of February of 2026': () => get('/api/shop/departures?day=2026-02-29'),
    'a span of a century': () => get('/api/departures?day=1926-01-01&to=2026-12-31'),
    'a month that does not exist': () => get('/api/shop/calendar/golfe?month=2026-00'),
    'a year beyond time': () => get('/api/reports/dashboard?year=99999'),
    'a sale that does not exist': () => get(`/api/sales/${foreign('sale')}`),
    'the receipt of a sale that does not exist': () => get(`/api/sales/${foreign('sale')}/receipt.pdf`),
    'a shift that does not exist': () => post(`/api/shifts/${foreign('shift')}/close`, { countedC: 0 }),
    'a float of minus ten euros': () =>
      post('/api/shifts', {
        id: foreign('shift'),
        registerId: at().office.registers[0],
        floatC: -1_000,
        pieces: {},
      }),
    'pieces of three euros': () =>
      post('/api/shifts', {
        id: foreign('shift'),
        registerId: at().office.registers[0],
        floatC: 300,
        pieces: { 300: 1 },
      }),
    'a code as long as a book': () => post('/api/scans', { id: foreign('scan'), code: 'X'.repeat(10_000) }),
    'a zero byte in a code': () =>
      post('/api/scans', { id: foreign('scan'), code: 'K7Q4\u0000M2XD', sessionId: 'ses' }),
    'a password in a list': () => post('/api/auth/sign-in', { email: ['a@b.example'], password: 'x' }),
    'an e-mail with a zero byte': () =>
      post('/api/auth/sign-in', { email: 'a\u0000@b.example', password: 'x' }),
    'an office where there is one': () =>
      post('/api/setup', { office: {}, site: {}, register: {}, manager: {} }),
    'a path that climbs': () => get('/api/docs/..%2f..%2fpackage.json'),
    'a path that climbs backwards': () => get('/api/docs/..%5c..%5cpackage.json'),
    'a path that is not a text': () => get('/api/sales/%E0%A4%A'),
    'a slug with a zero byte': () => get('/api/shop/products/a%00b'),
    'another method': () => ({ ...get('/api/sales'), method: 'PATCH' }),
    'a method of another age': () => ({ ...get('/api/catalog'), method: 'PROPFIND' }),
    'a route that is not there': () => post('/api/refunds', {}),
  }
}
