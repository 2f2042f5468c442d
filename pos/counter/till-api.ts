import type { Catalog } from '../../api/shared/catalog.ts'
import type { VoucherKind } from '../../api/shared/voucher.ts'
import type { SimulatedAct } from '../../api/shared/payment.ts'
import type { Departure } from '../answers.ts'
import { client, unwrap } from '../api.ts'
import { withKeptCatalog } from '../kept-catalog.ts'
import type { SaleDraft } from './basket.ts'
import type { Charge, PaymentAnswer } from './charging.ts'

export type TillCatalog = Catalog & { favourites: Record<string, string[]> }
export type Stock = { counters: { id: string; capacity: number; taken: number; held: number }[] }
export type SaleAnswer = {
  id: string
  number: string
  at: string
  totalC: number
  changeC: number
  /** The server had this sale already: it made nothing new. */
  replay: boolean
  tickets: { id: string; shortCode: string; label: string; fare: string | null }[]
  /** Gift cards that were sold; an API that is older than these screens does not say. */
  cards?: number
}

export type VoucherAnswer = {
  kind: VoucherKind
  end: string
  initialC: number
  balanceC: number
  expiresOn: string
  isExpired: boolean
  movements: { kind: MovementKind; amountC: number; balanceC: number; at: string; number: string | null }[]
}
export type MovementKind = 'ISSUE' | 'SPEND' | 'GIVE_BACK' | 'CANCEL' | 'EXPIRE'

/** What the counter asks the API; each throws `ApiProblem`. */
export const tillApi = {
  catalog: () => withKeptCatalog(() => unwrap<TillCatalog>(client.api.catalog.$get())),
  departures: (query: { day: string; to?: string; product?: string }) =>
    unwrap<{ sessions: Departure[] }>(client.api.departures.$get({ query })),
  stock: () => unwrap<Stock>(client.api.stock.$get()),
  hold: (orderId: string, json: { registerId: string; lines: SaleDraft['lines'] }) =>
    unwrap<{ expiresAt: string }>(client.api.orders[':id'].hold.$put({ param: { id: orderId }, json })),
  /** Gives back the seats of an order at once. */
  release: (orderId: string) => unwrap(client.api.orders[':id'].hold.$delete({ param: { id: orderId } })),
  sell: async (json: SaleDraft): Promise<SaleAnswer> => {
    const pending = client.api.sales.$post({ json })
    const answer = await unwrap<Omit<SaleAnswer, 'replay'>>(pending)
    return { ...answer, replay: (await pending).status === 200 }
  },
  /** What is left on a gift card or a credit note. */
  voucher: (code: string) => unwrap<VoucherAnswer>(client.api.vouchers[':code'].$get({ param: { code } })),
  /** Has the register's reader ask for a card; the sale is made once it is charged. */
  charge: ({ id, amountC, sale }: Charge) =>
    unwrap<PaymentAnswer>(client.api.payments.$post({ json: { id, amountC, sale } })),
  payment: (id: string) => unwrap<PaymentAnswer>(client.api.payments[':id'].$get({ param: { id } })),
  cancelPayment: (id: string) =>
    unwrap<PaymentAnswer>(client.api.payments[':id'].cancel.$post({ param: { id } })),
  /** Tells a simulated reader what happens on it. */
  simulate: (readerId: string, act: SimulatedAct) =>
    unwrap(client.api.payments.simulated.$post({ json: { readerId, act } })),
  /** Throws not_found when the server does not know the sale. */
  sale: (id: string) => unwrap<{ id: string }>(client.api.sales[':id'].$get({ param: { id } })),
  setFavourites: (registerId: string, unitIds: string[]) =>
    unwrap(client.api.favourites[':register'].$put({ param: { register: registerId }, json: { unitIds } })),
  /** A numbered duplicate, once for each `request` (an id of the device's making). */
  copy: (id: string, request: string) =>
    unwrap<{ copy: number }>(
      client.api.sales[':id'].copies.$post({ param: { id }, json: { id: request, reason: 'CUSTOMER' } }),
    ),
}

export type TillApi = typeof tillApi
