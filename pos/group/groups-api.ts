import type { InferResponseType } from 'hono/client'
import { client, unwrap } from '../api.ts'

export type Quotes = InferResponseType<typeof client.api.quotes.$get, 200>
export type Quote = Quotes['quotes'][number]
type Asked = Parameters<typeof client.api.quotes.$post>[0]['json']
export type QuoteDraft = Asked['quote']
export type BuyerDraft = NonNullable<QuoteDraft['buyer']>
type Settling = Parameters<(typeof client.api.quotes)[':id']['settle']['$post']>[0]['json']
type Payment = Parameters<(typeof client.api.quotes)[':id']['payments']['$post']>[0]['json']

const { quotes, sales } = client.api
const one = quotes[':id']

/** What the screens of groups ask the API; each throws `ApiProblem`. */
export const groupsApi = {
  list: () => unwrap<Quotes>(quotes.$get()),
  make: (json: Asked) => unwrap<Quote>(quotes.$post({ json })),
  send: (id: string) => unwrap<Quote>(one.send.$post({ param: { id } })),
  accept: (id: string) => unwrap<Quote>(one.accept.$post({ param: { id }, json: {} })),
  decline: (id: string) => unwrap<Quote>(one.decline.$post({ param: { id } })),
  cancel: (id: string) => unwrap<Quote>(one.cancel.$post({ param: { id } })),
  settle: (id: string, json: Settling) => unwrap<Quote>(one.settle.$post({ param: { id }, json })),
  pay: (id: string, json: Payment) => unwrap<Quote>(one.payments.$post({ param: { id }, json })),
  remind: (id: string) => unwrap<Quote>(one.reminders.$post({ param: { id } })),
  invoices: (id: string) => unwrap(sales[':id'].invoices.$get({ param: { id } })),
  invoice: (id: string, json: { id: string; buyer: BuyerDraft }) =>
    unwrap(sales[':id'].invoices.$post({ param: { id }, json })),
}
