import { CARD_LEAST_C } from '../../api/shared/payment.ts'
import { refuseTenderRef, type TenderRefFault } from '../../api/shared/ref.ts'
import { kindOfMeans } from '../../api/shared/voucher.ts'
import { cents, parseEuros, sumCents, type Cents } from '../../api/shared/money.ts'
import {
  changeOf,
  refuseTenders,
  type CashCeilings,
  type Debt,
  type TenderInput,
  type TypedMeans,
  type TypedTender,
} from '../../api/shared/tender.ts'

/** What an agent may choose: what they type, and the card that the register's own reader asks for. */
export type PayMeans = TypedMeans | 'CB_TERMINAL'
export type PutTender = TenderInput & { means: PayMeans }

export type Proof = NonNullable<TypedTender['proof']>

/** What is being entered: a means, its amount as typed (empty: the proposal), its reference once asked. */
export type Entry = {
  means: PayMeans
  typed: string
  stage: 'amount' | 'ref'
  ref: string
  proof: Proof | null
  /** The gift card or the credit note, once its code was read. */
  voucher: ReadVoucher | null
}

/** A voucher that was read, and what is left on it. */
export type ReadVoucher = { code: string; balanceC: number }

export type EntryRefusal =
  | { why: 'amount' }
  | { why: 'over'; overC: Cents }
  | { why: 'ref'; fault: TenderRefFault; means: PayMeans }
  | { why: 'no_change'; means: PayMeans; maxC: Cents }
  | { why: 'card_last' }
  | { why: 'card_least' }
  | { why: 'services_only'; maxC: Cents }
  | { why: 'no_voucher'; maxC: Cents }
  | { why: 'short'; balanceC: Cents }
  /** A code that is none, a card whose time is over, or what the server answered. */
  | { why: 'code'; fault: unknown }
  | { why: 'too_much'; maxC: Cents }
  | { why: 'ceiling'; ceilingC: Cents; provable: boolean }

/** Cash handed over beyond what remains, at most: more is a slip of the hand, or the code of an article. */
const EXCESS_C = 50_000

export const freshEntry = (means: PayMeans = 'CASH'): Entry => ({
  means,
  typed: '',
  stage: 'amount',
  ref: '',
  proof: null,
  voucher: null,
})

/** A gift card or a credit note: its code comes first, since it says how much it may pay. */
export const asksCode = ({ means, stage }: Pick<Entry, 'means' | 'stage'>): boolean =>
  stage === 'ref' && kindOfMeans(means) !== null

export function remainingOf(debt: Debt, tenders: readonly TypedTender[]): Cents {
  return cents(debt.totalC - sumCents(tenders.map((t) => t.amountC)))
}

const sumOf = (tenders: readonly TypedTender[]) => sumCents(tenders.map((t) => t.amountC))

/** What a means may still settle: chèques-vacances only services, vouchers no gift card, everything else what remains. */
export function allowedFor(
  means: PayMeans,
  debt: Debt,
  tenders: readonly TypedTender[],
  voucher: ReadVoucher | null = null,
): Cents {
  const remainingC = remainingOf(debt, tenders)
  if (kindOfMeans(means) !== null) {
    const payableC = debt.totalC - (debt.voucherC ?? 0) - sumOf(tenders.filter((t) => kindOfMeans(t.means)))
    return cents(Math.max(0, Math.min(remainingC, payableC, leftOn(voucher, tenders))))
  }
  if (means !== 'ANCV_P') return remainingC
  const had = sumCents(tenders.filter((t) => t.means === 'ANCV_P').map((t) => t.amountC))
  return cents(Math.max(0, Math.min(remainingC, debt.servicesC - had)))
}

/** What is left on a voucher that was read, beside what is put of it already. */
function leftOn(voucher: ReadVoucher | null, tenders: readonly TypedTender[]): number {
  if (!voucher) return Infinity
  return voucher.balanceC - sumOf(tenders.filter((t) => t.voucherCode === voucher.code))
}

/** The amount of an entry in cents: what was typed, or what is proposed; null when it is not an amount. */
export function amountOf(entry: Entry, debt: Debt, tenders: readonly TypedTender[]): Cents | null {
  return entry.typed === '' ? allowedFor(entry.means, debt, tenders, entry.voucher) : parseEuros(entry.typed)
}

/** The tender that an entry makes: cash settles what remains and gives back the rest. */
export function tenderOf(entry: Entry, debt: Debt, tenders: readonly TypedTender[]): PutTender | null {
  const amountC = amountOf(entry, debt, tenders)
  if (amountC === null || amountC <= 0) return null
  if (kindOfMeans(entry.means) !== null)
    return entry.voucher && { means: entry.means, amountC, voucherCode: entry.voucher.code }
  const ref = entry.ref.trim() === '' ? {} : { ref: entry.ref.trim() }
  if (entry.means !== 'CASH') return { means: entry.means, amountC, ...ref }
  const settles = Math.min(amountC, remainingOf(debt, tenders))
  return {
    means: 'CASH',
    amountC: settles,
    tenderedC: amountC,
    ...(entry.proof ? { proof: entry.proof } : {}),
  }
}

/** Why an entry cannot be put, in the words of the rule that it breaks; null when it can. */
export function refuseEntry(
  entry: Entry,
  debt: Debt,
  tenders: readonly TypedTender[],
  ceilings: CashCeilings,
): EntryRefusal | null {
  const tender = tenderOf(entry, debt, tenders)
  const remainingC = remainingOf(debt, tenders)
  if (remainingC < 0) return { why: 'over', overC: cents(Math.abs(remainingC)) }
  if (entry.means === 'ANCV_P' && allowedFor('ANCV_P', debt, tenders) === 0 && remainingC > 0) {
    return { why: 'services_only', maxC: cents(0) }
  }
  if (kindOfMeans(entry.means) !== null && remainingC > 0) {
    const maxC = allowedFor(entry.means, debt, tenders)
    if (maxC === 0 || (maxC < remainingC && (tender?.amountC ?? 0) > maxC)) return { why: 'no_voucher', maxC }
    const leftC = leftOn(entry.voucher, tenders)
    if (leftC === 0 || (tender?.amountC ?? 0) > leftC) return { why: 'short', balanceC: cents(leftC) }
  }
  if (tender === null) return remainingC === 0 ? null : { why: 'amount' }
  const refusal = refuseTenders(debt, [...tenders, tender], ceilings)
  // Where only services remain, what is too much is change that vouchers never give.
  if (refusal?.code === 'tender_not_allowed' && allowedFor('ANCV_P', debt, tenders) < remainingC) {
    return { why: 'services_only', maxC: allowedFor('ANCV_P', debt, tenders) }
  }
  if (refusal?.code === 'cash_ceiling') {
    const provable = debt.totalC <= ceilings.cashCeilingNonResidentC && entry.proof === null
    return { why: 'ceiling', ceilingC: refusal.ceilingC, provable }
  }
  // Only cash gives change.
  if (entry.means !== 'CASH' && tender.amountC > remainingC) {
    return { why: 'no_change', means: entry.means, maxC: remainingC }
  }
  // The reader asks for its card once, and the sale is made of it.
  if (entry.means === 'CB_TERMINAL' && tender.amountC < remainingC) return { why: 'card_last' }
  if (entry.means === 'CB_TERMINAL' && tender.amountC < CARD_LEAST_C) return { why: 'card_least' }
  if (entry.means === 'CASH' && (tender.tenderedC ?? 0) > remainingC + EXCESS_C) {
    return { why: 'too_much', maxC: cents(remainingC + EXCESS_C) }
  }
  const fault = refFaultOf(entry)
  return fault ? { why: 'ref', fault, means: entry.means } : null
}

/** What is wrong with the number that is asked; only the card's slip must have one. */
function refFaultOf(entry: Entry): TenderRefFault | null {
  if (entry.stage !== 'ref') return null
  const fault = refuseTenderRef(entry.ref)
  return fault === 'empty' && entry.means !== 'CB' ? null : fault
}

/** True when a reference is asked after the amount: the card's slip, or the cheque's number. */
export function asksRef(means: PayMeans): boolean {
  return means === 'CB' || means === 'CHEQUE'
}

/** True when this tender would settle the debt, so that the same press validates. */
export function completes(tender: PutTender | null, debt: Debt, tenders: readonly TypedTender[]): boolean {
  return remainingOf(debt, tenders) === (tender?.amountC ?? 0)
}

export { changeOf }
