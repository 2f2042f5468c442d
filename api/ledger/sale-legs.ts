import type { Family, LineKind } from '../shared/catalog.ts'
import { isPaidLater } from '../shared/refund.ts'
import type { Means } from '../shared/tender.ts'
import type { Leg } from './ledger.ts'

/** What the books need to know of a sale line. */
export type BookedLine = {
  kind: LineKind
  family: Family
  totalC: number
  htC: number
  vatC: number
  vatRateBp: number | null
  /** Revenue account of own sales (706, 707). */
  account: string
  /** The principal's 467 account and auxiliary. */
  principal: { account: string; aux: string | null } | null
  commissionC: number | null
}

export type BookedTender = { means: Means; amountC: number }

/**
 * Account that each means of payment debits (fiscal.md 5.3): cash goes to the site's own drawer account; what the
 * integrated terminal takes is owed by the payment provider, not by the bank, until it pays it out.
 */
export function tenderAccount(means: Means, cashAccount: string): string {
  switch (means) {
    case 'CASH':
      return cashAccount
    case 'CB':
      return '5115'
    case 'CB_TERMINAL':
      return '512ST'
    case 'CHEQUE':
      return '5112'
    case 'ANCV_P':
      return '5116'
    case 'GIFT':
      return '41911'
    case 'AVOIR':
      return '4197'
    case 'VIREMENT':
    case 'MANDAT':
      return '411'
    case 'EXCHANGE':
      return '4718'
  }
}

/** Account that each means credits when money is given back by it: what is paid later is owed on 4198 until then. */
export function refundAccount(means: Means, cashAccount: string): string {
  return isPaidLater(means) ? '4198' : tenderAccount(means, cashAccount)
}

/** VAT collected, by rate: 4457120, 4457110, 4457105, 4457102. */
export function vatAccount(rateBp: number): string {
  return `44571${String(Math.floor(rateBp / 100)).padStart(2, '0')}`
}

/**
 * A sale in double entry (fiscal.md 5.4): the tenders are debited; a principal's lines credit its 467 with the whole
 * amount; own lines credit revenue before tax and VAT collected. Each leg of a line keeps the line's family. A gift card
 * is no revenue: the office owes it. What is taken back, lines and tenders below nothing, is the mirror of it.
 * `accountAux` is the auxiliary account of whoever pays on account.
 */
export function saleLegs(
  lines: readonly BookedLine[],
  tenders: readonly BookedTender[],
  cashAccount: string,
  accountAux: string | null = null,
): Leg[] {
  const legs: Leg[] = tenders.map((t) => {
    const account = (t.amountC < 0 ? refundAccount : tenderAccount)(t.means, cashAccount)
    return { account, aux: account === '411' ? accountAux : null, amountC: t.amountC }
  })
  for (const line of lines) {
    if (line.kind === 'VOUCHER_MPV') {
      legs.push({ account: '41911', amountC: -line.totalC })
      continue
    }
    if (line.principal) {
      legs.push({ ...line.principal, amountC: -line.totalC, family: line.family })
      continue
    }
    legs.push({ account: line.account, amountC: -line.htC, family: line.family })
    if (line.vatC !== 0) {
      legs.push({ account: vatAccount(line.vatRateBp ?? 0), amountC: -line.vatC, family: line.family })
    }
  }
  return legs
}

/** The office's commission at the sale, before tax: debit the principal's 467, credit 7082. */
export function commissionLegs(lines: readonly BookedLine[]): Leg[] {
  return lines.flatMap((line) =>
    line.principal && line.commissionC
      ? [
          { ...line.principal, amountC: line.commissionC, family: line.family },
          { account: '7082', amountC: -line.commissionC, family: line.family },
        ]
      : [],
  )
}
