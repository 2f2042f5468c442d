import { cents, prorate, sumCents, vatIncluded, type Cents } from '../shared/money.ts'

/** A line of a sale as an invoice shows it; amounts in cents. */
export type InvoiceLine = {
  label: string
  fare: string | null
  qty: number
  serviceDay: string | null
  vatRateBp: number | null
  vatExemptCode: string | null
  htC: Cents
  vatC: Cents
  totalC: Cents
}

export type InvoiceVat = {
  rateBp: number | null
  exemptCode: string | null
  htC: Cents
  vatC: Cents
  ttcC: Cents
}

/**
 * The amounts of an invoice: VAT once for each rate on that rate's total including tax, then the amounts before tax
 * shared out over the lines (fiscal.md 2.5). The office's own lines have theirs already, which are kept as they are;
 * a principal's are worked out here, from the rate that is its information.
 */
export function invoiceAmounts(
  lines: readonly InvoiceLine[],
  isOwn: boolean,
): { lines: InvoiceLine[]; vat: InvoiceVat[]; htC: Cents; vatC: Cents; ttcC: Cents } {
  const worked = isOwn ? [...lines] : principalLines(lines)
  const keys = [...new Set(worked.map((l) => `${l.vatRateBp ?? ''}|${l.vatExemptCode ?? ''}`))]
  const vat = keys.map((key) => {
    const of = worked.filter((l) => `${l.vatRateBp ?? ''}|${l.vatExemptCode ?? ''}` === key)
    return {
      rateBp: of[0]?.vatRateBp ?? null,
      exemptCode: of[0]?.vatExemptCode ?? null,
      htC: sumCents(of.map((l) => l.htC)),
      vatC: sumCents(of.map((l) => l.vatC)),
      ttcC: sumCents(of.map((l) => l.totalC)),
    }
  })
  vat.sort((a, b) => (b.rateBp ?? -1) - (a.rateBp ?? -1))
  return {
    lines: worked,
    vat,
    htC: sumCents(vat.map((v) => v.htC)),
    vatC: sumCents(vat.map((v) => v.vatC)),
    ttcC: sumCents(vat.map((v) => v.ttcC)),
  }
}

function principalLines(lines: readonly InvoiceLine[]): InvoiceLine[] {
  const worked = lines.map((line) => ({ ...line, htC: line.totalC, vatC: cents(0) }))
  for (const rateBp of new Set(worked.map((l) => l.vatRateBp))) {
    if (rateBp === null) continue
    const of = worked.filter((l) => l.vatRateBp === rateBp)
    const ttcC = sumCents(of.map((l) => l.totalC))
    const shares = prorate(
      ttcC - vatIncluded(ttcC, rateBp),
      of.map((l) => Math.abs(l.totalC)),
    )
    of.forEach((line, i) => {
      line.htC = shares[i] ?? cents(0)
      line.vatC = cents(line.totalC - line.htC)
    })
  }
  return worked
}
