import type { Db } from '../../db/index.ts'
import type { QuotedBuyer, QuotedFare } from '../../db/schema/group.ts'
import { permit, type Ctx } from '../context.ts'
import { invoiceAmounts, type InvoiceLine } from '../invoice/amounts.ts'
import { drawPaper } from '../paper/paper.ts'
import { AppError } from '../shared/errors.ts'
import { cents, sumCents } from '../shared/money.ts'
import { local, type Instant } from '../shared/time.ts'
import type { QuoteView } from './model.ts'

type Row = Pick<QuoteView, 'kind' | 'number' | 'version' | 'validUntil' | 'paysBy' | 'office'> & {
  status: string
  name: string
  at: Instant
  buyer: QuotedBuyer | null
  priced: QuotedFare[]
}

/** A quote as it is drawn, from committed rows alone. Throws `not_found`. */
export async function quotePaper(db: Db, id: string): Promise<QuoteView> {
  const [row] = await db.sql<Row[]>`
    SELECT q.kind, q.number, q.version, q.valid_until AS "validUntil", q.pays_by AS "paysBy", q.status, q.name, q.buyer,
           q.priced, coalesce(q.sent_at, q.created) AS at,
           json_build_object('name', o.name, 'address', o.address, 'city', o.postcode || ' ' || o.city, 'siret', o.siret,
                             'vat', o.vat_number, 'mention', o.vat_mention, 'demo', o.demo) AS office
      FROM quote q CROSS JOIN office o WHERE q.id = ${id}`
  if (!row) throw new AppError('not_found')
  const { status, name, at, buyer, priced, ...said } = row
  const lines: (InvoiceLine & { isOwn: boolean })[] = priced.map((fare) => ({
    ...fare,
    htC: cents(fare.htC),
    vatC: cents(fare.vatC),
    totalC: cents(fare.totalC),
    isOwn: fare.provider === null,
  }))
  const own = invoiceAmounts(
    lines.filter((line) => line.isOwn),
    true,
  )
  const theirs = invoiceAmounts(
    lines.filter((line) => !line.isOwn),
    false,
  )
  return {
    ...said,
    title: status === 'DRAFT' || status === 'SENT' ? 'QUOTE' : 'PRO_FORMA',
    day: local(at).day,
    buyer: {
      kind: buyer?.kind ?? 'PERSON',
      name: buyer?.name ?? name,
      address: buyer?.address ?? '',
      city: buyer ? `${buyer.postcode} ${buyer.city}` : '',
      country: buyer?.country ?? 'FR',
      siret: buyer?.siret ?? null,
      vat: buyer?.vatNumber ?? null,
      serviceCode: buyer?.serviceCode ?? null,
      engagement: buyer?.engagement ?? null,
    },
    lines: [...own.lines, ...theirs.lines],
    vat: [...own.vat, ...theirs.vat],
    htC: sumCents([own.htC, theirs.htC]),
    vatC: sumCents([own.vatC, theirs.vatC]),
    ttcC: sumCents([own.ttcC, theirs.ttcC]),
    principals: [...new Set(priced.flatMap((fare) => fare.provider ?? []))],
  }
}

/** A quote or pro forma, A4. Throws `not_found`, `unavailable`. */
export async function printQuote(ctx: Ctx, id: string): Promise<Buffer> {
  permit(ctx.actor, 'group.read')
  return drawPaper({ kind: 'quote', view: await quotePaper(ctx.db, id) })
}
