import type { Db, Tx } from '../../db/index.ts'
import { AppError } from '../shared/errors.ts'
import type { LegalForm } from '../shared/legal-form.ts'

/** A register with what its shifts and books need of the site and the office. */
export type Place = {
  id: string
  code: string
  name: string
  kind: 'COUNTER' | 'WEB' | 'SCHOOL' | 'OFFICE'
  closed: boolean
  siteId: string
  siteCode: string
  siteName: string
  /** Ledger account of the site's drawers: 5311. */
  cashAccount: string
  zone: string
  legalForm: LegalForm
  /** A gap, or cash taken out, above these is approved. */
  gapApprovalC: number
  cashOutApprovalC: number
}

/** The register under an id; `not_found` when there is none. */
export async function registerOf(db: Db | Tx, registerId: string): Promise<Place> {
  const [row] = await db.sql<Place[]>`
    SELECT r.id, r.code, r.name, r.kind, r.closed_at IS NOT NULL AS closed, s.id AS "siteId", s.code AS "siteCode",
           s.name AS "siteName", s.cash_account AS "cashAccount", o.zone, o.legal_form AS "legalForm",
           o.gap_approval_c AS "gapApprovalC", o.cash_out_approval_c AS "cashOutApprovalC"
      FROM register r JOIN site s ON s.id = r.site_id CROSS JOIN office o
     WHERE r.id = ${registerId}`
  if (!row) throw new AppError('not_found')
  return row
}
