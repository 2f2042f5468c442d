import { readIban } from '../../api/shared/iban.ts'
import { cents, parseEuros, sumCents, type Cents } from '../../api/shared/money.ts'
import { refuseTenderRef, type TenderRefFault } from '../../api/shared/ref.ts'
import { MEANS, type Means } from '../../api/shared/tender.ts'
import type { SoldTender } from './correct-api.ts'

/** What the agent typed of the part that goes back for one tender; what is absent is as it was proposed. */
export type Typed = { amount?: string; means?: Means; ref?: string; iban?: string; holder?: string }
export type AllTyped = Record<number, Typed>

/** What goes back for one tender of the sale. `amountC` is null while what is typed is no amount. */
export type Part = {
  tender: SoldTender
  means: Means
  amountC: Cents | null
  ref: string
  iban: string
  holder: string
}

export type PartFault =
  | { why: 'amount' }
  | { why: 'over'; mostC: number }
  | { why: 'ref'; fault: TenderRefFault }
  | { why: 'iban' | 'iban_missing' | 'holder' }

/** The tenders that still have something to give back, those that are settled at once first. */
export function backTenders(tenders: readonly SoldTender[]): SoldTender[] {
  const rank = (one: SoldTender) => MEANS.indexOf(one.means)
  return tenders
    .filter((one) => one.leftC > 0 && one.ways.length > 0)
    .toSorted((a, b) => rank(a) - rank(b) || a.n - b.n)
}

/**
 * The parts of what goes back: each amount that was typed stays, and what remains is spread over the other tenders in
 * their order, none above what it brought.
 */
export function partsOf(tenders: readonly SoldTender[], totalC: number, typed: AllTyped): Part[] {
  const all = backTenders(tenders)
  const fixed = (one: SoldTender) => typed[one.n]?.amount
  const fixedC = sumCents(all.map((one) => (fixed(one) === undefined ? 0 : (readAmount(fixed(one)) ?? 0))))
  let restC = Math.max(0, totalC - fixedC)
  return all.map((tender) => {
    const own = typed[tender.n] ?? {}
    const means = own.means ?? tender.ways[0] ?? tender.means
    const proposedC = Math.min(restC, tender.leftC)
    if (own.amount === undefined) restC -= proposedC
    return {
      tender,
      means,
      amountC: own.amount === undefined ? cents(proposedC) : readAmount(own.amount),
      ref: own.ref ?? '',
      iban: own.iban ?? '',
      holder: own.holder ?? '',
    }
  })
}

const readAmount = (text = ''): Cents | null => (text.trim() === '' ? cents(0) : parseEuros(text))

/** What the parts lack to make the total, in cents; negative when they are too much. */
export const missingOf = (parts: readonly Part[], totalC: number): number =>
  totalC - sumCents(parts.map((one) => one.amountC ?? 0))

/** What is wrong with a part; null when it can go, or gives nothing. */
export function refusePart({ tender, means, amountC, ref, iban, holder }: Part): PartFault | null {
  if (amountC === null) return { why: 'amount' }
  if (amountC === 0) return null
  if (amountC > tender.leftC) return { why: 'over', mostC: tender.leftC }
  if (asksSlip(means)) {
    const fault = refuseTenderRef(ref)
    if (fault) return { why: 'ref', fault }
  }
  if (asksIban(means)) {
    // Whoever paid in cash is paid by transfer only when it is known to which account.
    if (iban.trim() === '') return tender.means === 'CASH' ? { why: 'iban_missing' } : null
    if (readIban(iban) === null) return { why: 'iban' }
    if (holder.trim() === '') return { why: 'holder' }
  }
  return null
}

/** The terminal of the bank prints a slip of the credit. */
export const asksSlip = (means: Means): boolean => means === 'CB'
/** A transfer needs to know where to; it may be told later. */
export const asksIban = (means: Means): boolean => means === 'VIREMENT'

export type GivenBack = {
  originN: number
  means: Means
  amountC: number
  ref?: string
  iban?: string
  holder?: string
}

/** The parts as the API takes them: what gives nothing is left out. */
export function givenBack(parts: readonly Part[]): GivenBack[] {
  return parts.flatMap(({ tender, means, amountC, ref, iban, holder }) => {
    if (!amountC) return []
    const account = asksIban(means) ? readIban(iban) : null
    return [
      {
        originN: tender.n,
        means,
        amountC,
        ...(asksSlip(means) ? { ref: ref.trim() } : {}),
        ...(account ? { iban: account, holder: holder.trim() } : {}),
      },
    ]
  })
}
