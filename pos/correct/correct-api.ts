import type { ClientResponse } from 'hono/client'
import { client, unwrap } from '../api.ts'
import type { SaleDraft } from '../counter/basket.ts'
import { tillApi, type SaleAnswer } from '../counter/till-api.ts'

const sales = client.api.sales[':id'] as (typeof client.api.sales)[':id'] & Later
const of = (id: string) => ({ param: { id } })

type CorrectBody = Parameters<(typeof client.api.sales)[':id']['corrections']['$post']>[0]['json']
export type Corrected = Awaited<
  ReturnType<Awaited<ReturnType<(typeof client.api.sales)[':id']['corrections']['$post']>>['json']>
>
type FixBody = {
  from: { originN: number; amountC: number }[]
  to: SaleDraft['tenders']
} & Omit<CorrectBody, 'lines' | 'tenders' | 'expected'>
type ExchangeBody = CorrectBody & { sale: SaleDraft }
export type TakenLine = CorrectBody['lines'][number]
type Post<B> = {
  $post: (args: { param: { id: string }; json: B }) => Promise<ClientResponse<Corrected, 200 | 201, 'json'>>
}
type Later = { exchanges: Post<ExchangeBody>; 'payment-fixes': Post<FixBody> }

/** What the screens of corrections ask the API; each throws `ApiProblem`. */
export const correctApi = {
  /** What can still be taken back of a sale. */
  read: (id: string) => unwrap(sales.correctable.$get(of(id))),
  correct: (id: string, json: CorrectBody) => unwrap(sales.corrections.$post({ ...of(id), json })),
  fix: (id: string, json: FixBody) => unwrap(sales['payment-fixes'].$post({ ...of(id), json })),
  exchange: async (id: string, json: ExchangeBody) => {
    const pending = sales.exchanges.$post({ ...of(id), json })
    const corrected = await unwrap<Corrected>(pending)
    return { corrected, replay: (await pending).status === 200 }
  },
  /** A sale that an exchange made, with the tickets that are to be printed, as any sale answers. */
  sold: async (sale: NonNullable<Corrected['sale']>): Promise<Omit<SaleAnswer, 'replay'>> => {
    const { at, lines, tickets } = await unwrap(sales.$get(of(sale.id)))
    const lineOf = (n: number) => lines.find((line) => line.n === n)
    return {
      ...sale,
      at,
      tickets: tickets.map(({ id, shortCode, lineN }) => ({
        id,
        shortCode,
        label: lineOf(lineN)?.label ?? '',
        fare: lineOf(lineN)?.fare ?? null,
      })),
    }
  },
  /** Throws `not_found` when the server does not know the document. */
  known: (id: string) => tillApi.sale(id),
}

export type Correctable = Awaited<ReturnType<typeof correctApi.read>>
export type SoldLine = Correctable['lines'][number]
export type SoldTender = Correctable['tenders'][number]
