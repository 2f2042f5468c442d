import type { SaleAnswer } from '../counter/till-api.ts'
import type { Means } from '../../api/shared/tender.ts'

export type Correctable = {
  id: string
  number: string
  totalC: number
  lines: {
    n: number
    label: string
    fare: string | null
    qty: number
    left: number
    unitC: number
    backC: number[]
    tickets: { id: string; shortCode: string; name: string | null; isUsed: boolean; isVoid: boolean }[]
    startsAt: string | null
    freeUntil: string | null
    isFree: boolean
    externalRef: string | null
  }[]
  tenders: {
    n: number
    means: Means
    ref: string | null
    amountC: number
    leftC: number
    ways: Means[]
  }[]
  approvalFromC: number
}
export type SoldLine = Correctable['lines'][number]
export type SoldTender = Correctable['tenders'][number]
export type Corrected = {
  id: string
  number: string
  docType: 'CANCEL' | 'REFUND' | 'PAYMENT_FIX'
  at: string
  totalC: number
  vouchers: { id: string; code: string; amountC: number; expiresOn: string }[]
  due: { means: Means; amountC: number; notBefore: string | null }[]
  sale: { id: string; number: string; totalC: number; changeC: number } | null
}
export declare const correctApi: {
  read: (id: string) => Promise<Correctable>
  correct: (id: string, body: unknown) => Promise<Corrected>
  fix: (id: string, body: unknown) => Promise<Corrected>
  exchange: (id: string, body: unknown) => Promise<{ corrected: Corrected; answer: SaleAnswer }>
  known: (id: string) => Promise<unknown>
}

export type TakenLine = { n: number; qty: number; ticketIds?: string[]; cancelRef?: string }
