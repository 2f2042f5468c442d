import type { saleLine } from '../../db/schema/index.ts'
import type { ApprovalCause, CorrectionReason } from '../shared/correction.ts'
import { cents, sumCents, type Cents } from '../shared/money.ts'
import type { Means } from '../shared/tender.ts'
import type { Day } from '../shared/time.ts'
import type { Back } from './correct-check.ts'
import type { Origin } from './correct-load.ts'

export type DocLine = Omit<typeof saleLine.$inferSelect, 'saleId'> & {
  originN: number
  ofQty: number
  before: number
  account: string
  principal: { account: string; aux: string } | null
}

/** A tender of a correcting document: below nothing when it gives back. */
export type DocTender = {
  n: number
  means: Means
  amountC: number
  tenderedC: Cents | null
  ref: string | null
  proof: string | null
  /** The tender of the corrected sale that it gives back; null for what a payment fix puts in its place. */
  originN: number | null
  /** The means that the money first came by. */
  source: Means
  voucherId: string | null
  paymentId: string | null
  /** For what is paid later. */
  due: { notBefore: Day | null; iban: string | null; holder: string | null } | null
}

/** A correcting document before it has its number: all that its record, its rows and its ledger events say. */
export type Document = {
  id: string
  docType: 'CANCEL' | 'REFUND' | 'PAYMENT_FIX'
  registerId: string
  shiftId: string
  staffId: string
  operator: string
  reason: CorrectionReason
  approval: { staffId: string; code: string; causes: readonly ApprovalCause[] } | null
  digest: string
  origin: Origin
  backs: readonly Back[]
  lines: DocLine[]
  tenders: DocTender[]
  totals: Totals
  /** Nothing is left of the sale. */
  isWhole: boolean
}

export type Totals = {
  totalC: Cents
  ownC: Cents
  thirdC: Cents
  voucherC: Cents
  /** Own sales only, by rate, the highest first. */
  vat: { rateBp: number; htC: number; vatC: number; ttcC: number }[]
}

/** The lines of a correcting document: as they were sold, below nothing (fiscal.md 2.5: a refund mirrors). */
export function linesBack(backs: readonly Back[]): DocLine[] {
  return backs.map(({ line, qty, amounts }, i) => {
    const {
      saleId: _sale,
      taken,
      productKind: _kind,
      stockId: _stock,
      terms: _terms,
      fareCategory: _fare,
      ...sold
    } = line
    return {
      ...sold,
      n: i + 1,
      originN: line.n,
      ofQty: line.qty,
      before: taken,
      qty: -qty,
      discountC: minus(amounts.discountC),
      totalC: minus(amounts.totalC),
      htC: minus(amounts.htC),
      vatC: minus(amounts.vatC),
      commissionC: amounts.commissionC === null ? null : minus(amounts.commissionC),
    }
  })
}

const minus = (amount: number): Cents => cents(-amount)

export function totalsOf(lines: readonly DocLine[]): Totals {
  const sum = (kinds: readonly string[]) =>
    sumCents(lines.filter((l) => kinds.includes(l.kind)).map((l) => l.totalC))
  const own = lines.filter((l) => l.kind === 'OWN' || l.kind === 'BOOKING_FEE')
  const rates = [...new Set(own.flatMap((l) => l.vatRateBp ?? []))].sort((a, b) => b - a)
  return {
    totalC: sumCents(lines.map((l) => l.totalC)),
    ownC: sumCents(own.map((l) => l.totalC)),
    thirdC: sum(['THIRD_PARTY', 'SNCF']),
    voucherC: sum(['VOUCHER_MPV']),
    vat: rates.map((rateBp) => {
      const of = own.filter((l) => l.vatRateBp === rateBp)
      const of2 = (pick: (l: DocLine) => number) => sumCents(of.map(pick))
      return { rateBp, htC: of2((l) => l.htC), vatC: of2((l) => l.vatC), ttcC: of2((l) => l.totalC) }
    }),
  }
}
