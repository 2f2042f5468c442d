import { client, unwrap } from '../api.ts'
import { tillApi, type SaleAnswer } from '../counter/till-api.ts'

const sales = client.api.sales[':id']
const of = (id: string) => ({ param: { id } })

type Sales = (typeof client.api.sales)[':id']
type CorrectBody = Parameters<Sales['corrections']['$post']>[0]['json']
type FixBody = Parameters<Sales['payment-fixes']['$post']>[0]['json']
type ExchangeBody = Parameters<Sales['exchanges']['$post']>[0]['json']
export type TakenLine = CorrectBody['lines'][number]

/** What the screens of corrections ask the API; each throws `ApiProblem`. */
export const correctApi = {
  /** What can still be taken back of a sale. */
  read: (id: string) => unwrap(sales.correctable.$get(of(id))),
  correct: (id: string, json: CorrectBody) => unwrap(sales.corrections.$post({ ...of(id), json })),
  fix: (id: string, json: FixBody) => unwrap(sales['payment-fixes'].$post({ ...of(id), json })),
  exchange: async (id: string, json: ExchangeBody) => {
    const pending = sales.exchanges.$post({ ...of(id), json })
    const corrected = await unwrap(pending)
    return { corrected, replay: (await pending).status === 200 }
  },
  /** A sale that an exchange made, with the tickets that are to be printed, as any sale answers. */
  sold: async (sale: {
    id: string
    number: string
    totalC: number
    changeC: number
  }): Promise<Omit<SaleAnswer, 'replay'>> => {
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
export type Corrected = Awaited<ReturnType<typeof correctApi.correct>>
