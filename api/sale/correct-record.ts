import type { Books } from '../catalog/catalog.ts'
import type { Canonical } from '../journal/canonical.ts'
import { EVENT, eventEntry, type EventCode } from '../journal/event.ts'
import type { Entry } from '../journal/journal.ts'
import { commissionLegs, saleLegs, type BookedLine } from '../ledger/sale-legs.ts'
import type { EventKind, LedgerEvent } from '../ledger/ledger.ts'
import { newId } from '../shared/id.ts'
import { msOf } from '../shared/time.ts'
import type { Document } from './correct-document.ts'
import type { Stamp } from './rows.ts'

/**
 * The T record of a correcting document, field by field as fiscal.md 1.6 lists them: what is corrected by number and
 * hash, why, who approved it; its lines are those of the corrected record, below nothing. Nothing personal stands in it.
 */
export function correctionEntry(books: Books, doc: Document, stamp: Stamp): Entry {
  const { origin, lines, tenders, totals } = doc
  const register = books.registers.get(doc.registerId)
  return {
    registerId: doc.registerId,
    journal: 'T',
    docType: doc.docType,
    subject: doc.id,
    at: stamp.at,
    businessDay: stamp.day,
    amounts: { ownC: totals.ownC, thirdC: totals.thirdC, voucherC: totals.voucherC },
    payload: {
      number: stamp.number,
      origin: { number: origin.number, hash: origin.hash },
      reason: doc.reason,
      approval: doc.approval ? { code: doc.approval.code, causes: [...doc.approval.causes] } : null,
      site: {
        code: register?.siteCode ?? '',
        name: register?.siteName ?? '',
        siret: books.office?.siret ?? '',
      },
      register: register?.code ?? '',
      cashSession: doc.shiftId,
      operator: { code: doc.operator },
      lineCount: lines.length,
      lines: lines.map((_, i) => linePayload(doc, i)),
      totals: {
        ownTtcC: totals.ownC,
        thirdTtcC: totals.thirdC,
        voucherTtcC: totals.voucherC,
        grandTtcC: totals.totalC,
        vat: totals.vat,
      },
      payments: tenders.map((t) => ({
        n: t.n,
        means: t.means,
        amountC: t.amountC,
        ...(t.tenderedC === null ? {} : { tenderedC: t.tenderedC, changeC: 0 }),
        ...(t.ref === null ? {} : { ref: t.ref.normalize('NFC') }),
        ...(t.proof === null ? {} : { proof: t.proof }),
        ...(t.originN === null ? {} : { originN: t.originN }),
        ...(t.means === 'EXCHANGE' ? { source: t.source } : {}),
      })),
      customerRef: origin.customerRef,
    },
  }
}

/** A line as the corrected record says it, with what is taken back of it. */
function linePayload(doc: Document, i: number): Canonical {
  const line = doc.lines[i] as Document['lines'][number]
  const said = doc.origin.sealed.get(line.originN) ?? {}
  const commission = said.commission as { readonly [key: string]: Canonical } | null | undefined
  return {
    ...said,
    n: line.n,
    originN: line.originN,
    qty: line.qty,
    discountC: line.discountC,
    totalTtcC: line.totalC,
    htC: line.htC,
    vatC: line.vatC,
    commission: commission ? { ...commission, htC: line.commissionC } : null,
  }
}

/** What the event log says of it: the approval if there was one, then what was done. */
export function correctionEvents(doc: Document, stamp: Stamp): Entry[] {
  const { registerId, operator, origin, reason } = doc
  const event = (code: EventCode, by: string, detail: Record<string, string | number>) =>
    eventEntry({
      registerId,
      code,
      operator: by,
      at: stamp.at,
      detail: { ...detail, document: stamp.number },
    })
  const { approval } = doc
  const what =
    doc.docType === 'PAYMENT_FIX'
      ? EVENT.PAYMENT_FIXED
      : doc.isWhole
        ? EVENT.SALE_CANCELLED
        : EVENT.ITEM_RETURNED
  return [
    ...(approval
      ? [event(EVENT.OVERRIDE, approval.code, { causes: approval.causes.join(' '), seller: operator })]
      : []),
    event(what, operator, { sale: origin.number, reason, amountC: doc.totals.totalC }),
  ]
}

const KINDS = { CANCEL: 'cancellation', REFUND: 'refund', PAYMENT_FIX: 'payment_fix' } as const

/** The ledger events: the mirror of what the sale booked, and of the commission where it is reversed. */
export function correctionLedger(books: Books, doc: Document, stamp: Stamp): LedgerEvent[] {
  const register = books.registers.get(doc.registerId)
  const booked: BookedLine[] = doc.lines
  const event = (kind: EventKind, legs: LedgerEvent['legs']): LedgerEvent => ({
    id: newId('ledgerEvent', msOf(stamp.at)),
    kind,
    saleId: doc.id,
    shiftId: doc.shiftId,
    siteId: register?.siteId ?? '',
    registerId: doc.registerId,
    piece: stamp.number,
    day: stamp.day,
    legs,
  })
  const commission = commissionLegs(booked)
  return [
    event(KINDS[doc.docType], saleLegs(booked, doc.tenders, register?.cashAccount ?? '531')),
    ...(commission.length > 0 ? [event('commission_reversal', commission)] : []),
  ]
}
