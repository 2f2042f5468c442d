import type { Means } from '../../api/shared/tender.ts'

export type Refund = {
  id: string
  saleId: string
  number: string
  orderId: string
  at: string
  means: Means
  amountC: number
  notBefore: string | null
  iban: string | null
  holder: string | null
  status: 'OPEN' | 'ASKED' | 'FAILED'
}

export declare const refundsApi: {
  list: () => Promise<{ refunds: Refund[] }>
  paid: (id: string, ref: string) => Promise<unknown>
  iban: (id: string, account: { iban: string; holder: string }) => Promise<unknown>
}
