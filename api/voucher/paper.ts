import type { Db } from '../../db/index.ts'
import { permit, type Ctx } from '../context.ts'
import { drawPaper } from '../paper/paper.ts'
import { AppError } from '../shared/errors.ts'
import type { Day } from '../shared/time.ts'
import type { VoucherKind } from '../shared/voucher.ts'

/** What the paper of a gift card or of a credit note says. */
export type CardView = {
  office: { name: string; address: string; phone: string | null; demo: boolean }
  kind: VoucherKind
  code: string
  /** What it was worth when it was made. */
  amountC: number
  /** Last day on which it pays. */
  expiresOn: Day
  /** Number of the document that gave it. */
  number: string
}

/** The vouchers that a document gave, in order; the paper is the same for ever. */
export async function cardViews({ sql }: Pick<Db, 'sql'>, saleId: string): Promise<CardView[]> {
  const rows = await sql`
    SELECT v.kind, v.code, v.initial_c AS "amountC", v.expires_on AS "expiresOn", s.number,
           o.name, o.address || ', ' || o.postcode || ' ' || o.city AS address, o.phone, o.demo
      FROM voucher v JOIN sale s ON s.id = v.sale_id JOIN office o ON o.id = 1
     WHERE v.sale_id = ${saleId} ORDER BY v.kind, v.line_n, v.copy`
  return rows.map(({ name, address, phone, demo, ...card }) => ({
    office: { name, address, phone, demo },
    ...(card as Omit<CardView, 'office'>),
  }))
}

/** The gift cards and credit notes that a sale or a correction gave, A5 a page. Throws `not_found` when it gave none. */
export async function printCards(ctx: Ctx, saleId: string): Promise<Buffer> {
  permit(ctx.actor, 'voucher.read')
  const views = await cardViews(ctx.db, saleId)
  if (views.length === 0) throw new AppError('not_found')
  return drawPaper({ kind: 'cards', views })
}
