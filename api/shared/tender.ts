import { cents, sumCents, type Cents } from './money.ts'
import { codeEnd } from './voucher-code.ts'

/**
 * Means of payment (fiscal.md 3.4): CB by the bank's own terminal, CB_TERMINAL by the integrated one, ANCV_P
 * chèques-vacances on paper, GIFT a gift card, AVOIR a credit note, EXCHANGE what one document of an exchange leaves to
 * the other.
 */
export const MEANS = [
  'CASH',
  'CB',
  'CB_TERMINAL',
  'CHEQUE',
  'ANCV_P',
  'GIFT',
  'AVOIR',
  'VIREMENT',
  'MANDAT',
  'EXCHANGE',
] as const
export type Means = (typeof MEANS)[number]

/** What an agent may type at a counter; the others are the word of the server alone. */
export const TYPED_MEANS = ['CASH', 'CB', 'CHEQUE', 'ANCV_P', 'GIFT', 'AVOIR'] as const satisfies Means[]
export type TypedMeans = (typeof TYPED_MEANS)[number]

/** What the agent enters: `amountC` settles the debt; for cash, `tenderedC` is what was handed over. */
export type TenderInput = {
  means: Means
  amountC: number
  tenderedC?: number
  /** Slip of the card terminal; number of the cheque. */
  ref?: string
  /** Code of the gift card or of the credit note; it never enters the journal. */
  voucherCode?: string
  /** Type of the residence proof shown for the non-resident ceiling. */
  proof?: 'PASSPORT' | 'IDENTITY_CARD' | 'RESIDENCE_PERMIT'
  /** Of what an exchange leaves: the means that the money first came by, whose rules still hold. Never typed. */
  source?: Means
  /** The charge on a reader that settles it: the server's word, never a till's. */
  paymentId?: string
}

/** What an agent typed. */
export type TypedTender = TenderInput & { means: TypedMeans }

/** True for what an agent may type. */
export const isTyped = (tender: TenderInput): tender is TypedTender =>
  (TYPED_MEANS as readonly Means[]).includes(tender.means)

/** What the tenders have to settle, by what they may pay. */
export type Debt = {
  totalC: number
  /** Services, SNCF apart: all that a chèque-vacances may pay. */
  servicesC: number
  /** Gift cards that are bought: neither another card nor a credit note pays for them. */
  voucherC?: number
}

export type CashCeilings = { cashCeilingC: number; cashCeilingNonResidentC: number }

export type TenderRefusal =
  | { code: 'tender_not_allowed'; means: Means; n: number; allowedC: Cents }
  | { code: 'cash_ceiling'; ceilingC: Cents; totalC: Cents }
  | { code: 'tender_mismatch'; missingC: Cents }

/** What is kept of a tender's number: the slip's or the cheque's, and of a voucher's code only its end. */
export function keptRef({ ref, voucherCode }: TenderInput): string | null {
  return voucherCode === undefined ? (ref ?? null) : codeEnd(voucherCode)
}

/** Cash given back, in cents: what was handed over beyond what the cash settles. Only cash gives change. */
export function changeOf(tenders: readonly TenderInput[]): Cents {
  return sumCents(tenders.map((t) => (t.means === 'CASH' ? (t.tenderedC ?? t.amountC) - t.amountC : 0)))
}

/**
 * Why these tenders cannot settle this debt; null when they can. The till asks before it sends, the server decides.
 * The cash ceiling holds on the whole debt, however it is split (CMF D112-3); a public régie lowers it (CGI 1680).
 * Chèques-vacances pay services only, are refused by the SNCF, and never give change. No voucher buys a gift card: its
 * time would never end.
 */
export function refuseTenders(
  debt: Debt,
  tenders: readonly TenderInput[],
  ceilings: CashCeilings,
): TenderRefusal | null {
  const isAncv = (t: TenderInput) => (t.source ?? t.means) === 'ANCV_P'
  const ancv = tenders.filter(isAncv)
  const ancvC = sumCents(ancv.map((t) => t.amountC))
  if (ancvC > debt.servicesC) {
    const n = tenders.findIndex(isAncv)
    return { code: 'tender_not_allowed', means: 'ANCV_P', n, allowedC: cents(debt.servicesC) }
  }
  const vouchers = tenders.filter(({ means, source = means }) => source === 'GIFT' || source === 'AVOIR')
  const { voucherC = 0 } = debt
  const payableC = cents(debt.totalC - voucherC)
  if (voucherC > 0 && sumCents(vouchers.map((t) => t.amountC)) > payableC) {
    const means = vouchers[0]?.means ?? 'GIFT'
    return {
      code: 'tender_not_allowed',
      means,
      n: tenders.findIndex((t) => t.means === means),
      allowedC: payableC,
    }
  }
  const cash = tenders.filter((t) => t.means === 'CASH')
  if (cash.length > 0) {
    const proved = cash.some((t) => t.proof !== undefined)
    const ceilingC = proved ? ceilings.cashCeilingNonResidentC : ceilings.cashCeilingC
    // A régie's threshold forbids cash for the debt as a whole, not only above it.
    if (debt.totalC > ceilingC) {
      return { code: 'cash_ceiling', ceilingC: cents(ceilingC), totalC: cents(debt.totalC) }
    }
  }
  const missing = debt.totalC - sumCents(tenders.map((t) => t.amountC))
  return missing === 0 ? null : { code: 'tender_mismatch', missingC: cents(missing) }
}
