import type { Books } from '../catalog/catalog.ts'
import { members, type Canonical, type Member } from '../journal/canonical.ts'
import type { Entry } from '../journal/journal.ts'
import type { DraftEvent, LedgerEvent } from '../ledger/ledger.ts'
import { commissionLegs, saleLegs, type BookedLine } from '../ledger/sale-legs.ts'
import { newId } from '../shared/id.ts'
import { keptRef, type TenderInput } from '../shared/tender.ts'
import { msOf, type Instant } from '../shared/time.ts'
import type { Prepared } from './prepare.ts'
import type { Stamp } from './rows.ts'

/**
 * What the T record of a sale says whatever its number, field by field as fiscal.md 1.6 lists them; written down before
 * the chain is locked. Nothing personal stands in it.
 */
export function sealedEarly(books: Books, sale: Prepared): Member[] {
  const { input } = sale.request
  const register = books.registers.get(input.registerId)
  const { ownC, thirdC, voucherC, totalC } = sale.priced
  const { follows } = sale.request
  return members({
    origin: follows ? { number: follows.number, hash: follows.hash } : null,
    reason: follows ? 'EXCHANGE' : null,
    site: {
      code: register?.siteCode ?? '',
      name: register?.siteName ?? '',
      siret: books.office?.siret ?? '',
    },
    register: register?.code ?? '',
    cashSession: input.shiftId,
    operator: { code: sale.seller.code },
    lineCount: sale.priced.lines.length,
    lines: sale.priced.lines.map((_, i) => linePayload(books, sale, i)),
    totals: {
      ownTtcC: ownC,
      thirdTtcC: thirdC,
      voucherTtcC: voucherC,
      grandTtcC: totalC,
      vat: sale.priced.vat.map((v) => ({ rateBp: v.vatRateBp, htC: v.htC, vatC: v.vatC, ttcC: v.ttcC })),
    },
    payments: input.tenders.map((t, i) => ({
      n: i + 1,
      means: t.means,
      amountC: t.amountC,
      ...(t.means === 'CASH'
        ? { tenderedC: t.tenderedC ?? t.amountC, changeC: (t.tenderedC ?? t.amountC) - t.amountC }
        : {}),
      ...refOf(t),
      ...(t.proof === undefined ? {} : { proof: t.proof }),
      ...(t.source === undefined ? {} : { source: t.source }),
    })),
    customerRef: sale.customerId,
  })
}

function refOf(tender: TenderInput): { ref?: string } {
  const ref = keptRef(tender)
  return ref === null ? {} : { ref: ref.normalize('NFC') }
}

/** The entry of a sale in its register's chain, now that it has its place there. */
export function saleEntry(sale: Prepared, written: readonly Member[], stamp: Stamp): Entry {
  const { input } = sale.request
  const { ownC, thirdC, voucherC } = sale.priced
  return {
    registerId: input.registerId,
    journal: 'T',
    docType: 'SALE',
    subject: input.id,
    at: stamp.at,
    businessDay: stamp.day,
    amounts: { ownC, thirdC, voucherC },
    payload: { number: stamp.number },
    written,
  }
}

function linePayload(books: Books, sale: Prepared, i: number): Canonical {
  const line = sale.priced.lines[i] as Prepared['priced']['lines'][number]
  const { product, unit } = line.fare
  const commission = sale.commissions[i] ?? null
  const principal = line.kind === 'OWN' ? undefined : books.terms.providers.get(product.providerId ?? '')
  const external = sale.request.input.lines[line.basketLine]?.external
  const session = sale.matched[line.basketLine]?.sessions[0]
  return {
    n: line.n,
    sku: product.code,
    label: product.text.fr.title.normalize('NFC'),
    kind: line.kind,
    principal: principal
      ? { code: principal.code, name: principal.name.normalize('NFC'), siret: principal.siret }
      : null,
    fareCategory: unit.code,
    fare: product.kind === 'GOODS' ? null : unit.name.fr.normalize('NFC'),
    qty: line.qty,
    unitTtcC: line.unitC,
    discountC: line.discountC,
    ...(line.discount
      ? {
          discount: {
            code: books.index.discounts.get(line.discount.discountId)?.code ?? '',
            reason: line.discount.reason,
          },
        }
      : {}),
    totalTtcC: line.totalC,
    vatRateBp: line.vatRateBp,
    vatExemptCode: line.vatExemptCode,
    htC: line.htC,
    vatC: line.vatC,
    serviceDate: session?.day ?? external?.travelDay ?? null,
    serviceAt: session?.startsAt ?? null,
    contractVersion: commission?.agreementVersion ?? null,
    commission: commission
      ? { mode: 'RATE', rateBp: commission.rateBp, fixedC: commission.fixedC, htC: commission.commissionC }
      : null,
    external: external ? { system: principal?.code ?? 'EXTERNAL', ref: external.ref.normalize('NFC') } : null,
  }
}

/**
 * The ledger events of a sale, without the number and the day of its paper: the sale itself, and the office's commission
 * when a principal owes one.
 */
export function saleEvents(books: Books, sale: Prepared, at: Instant): DraftEvent[] {
  const { input } = sale.request
  const register = books.registers.get(input.registerId)
  const lines: BookedLine[] = sale.priced.lines.map((line, i) => {
    const { product } = line.fare
    const provider = books.terms.providers.get(product.providerId ?? '')
    const owed = line.kind === 'THIRD_PARTY' || line.kind === 'SNCF'
    return {
      kind: line.kind,
      family: product.family,
      totalC: line.totalC,
      htC: line.htC,
      vatC: line.vatC,
      vatRateBp: line.vatRateBp,
      account: books.terms.products.get(product.id)?.account ?? '707',
      principal: owed && provider ? { account: provider.account, aux: `F${provider.code}` } : null,
      commissionC: sale.commissions[i]?.commissionC ?? null,
    }
  })
  const event = (kind: 'sale' | 'commission', legs: LedgerEvent['legs']): DraftEvent => ({
    id: newId('ledgerEvent', msOf(at)),
    kind,
    saleId: input.id,
    shiftId: input.shiftId,
    siteId: register?.siteId ?? '',
    registerId: input.registerId,
    legs,
  })
  const commission = commissionLegs(lines)
  return [
    event('sale', saleLegs(lines, input.tenders, register?.cashAccount ?? '531', sale.request.accountAux)),
    ...(commission.length > 0 ? [event('commission', commission)] : []),
  ]
}
