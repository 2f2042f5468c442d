import type { Db } from '../../db/index.ts'
import { BOOK_CHECKS } from './reconcile-book.ts'
import { CORRECTION_CHECKS } from './reconcile-correction.ts'
import { CASH_CHECKS } from './reconcile-cash.ts'
import { LEDGER_CHECKS } from './reconcile-ledger.ts'
import { REGIE_CHECKS } from './reconcile-regie.ts'
import { SCAN_CHECKS } from './reconcile-scan.ts'
import { SEAT_CHECKS } from './reconcile-seat.ts'
import { TICKET_CHECKS } from './reconcile-ticket.ts'
import { VOUCHER_CHECKS } from './reconcile-voucher.ts'
import type { CheckTable } from './reconcile-type.ts'

/** Two figures that should be one; amounts in cents. */
export type Difference = { check: string; subject: string; expected: string; found: string }

/** Enough of each to see what happened. */
const MOST = 100

const CHECKS: CheckTable = {
  ...SEAT_CHECKS,
  ...TICKET_CHECKS,
  ...SCAN_CHECKS,
  ...BOOK_CHECKS,
  ...LEDGER_CHECKS,
  ...CASH_CHECKS,
  ...CORRECTION_CHECKS,
  ...VOUCHER_CHECKS,
  ...REGIE_CHECKS,
}

/** The names of everything that is computed again. */
export const CHECK_NAMES: readonly string[] = Object.keys(CHECKS)

/**
 * Computes again everything that the office counts twice, in one snapshot: every counter from its rows, tickets from
 * unit items, who is in from the scans, sales from their lines and tenders, the ledger from the sales account by account,
 * drawers from their sales, vouchers from what moved them. Empty when all agree; at most a hundred differences of each kind. Tests call it after each domain: these are the invariants.
 */
export async function reconcile(db: Db): Promise<Difference[]> {
  const differences: Difference[] = []
  await db.sql.begin('ISOLATION LEVEL REPEATABLE READ READ ONLY', async (sql) => {
    for (const [check, query] of Object.entries(CHECKS)) {
      const rows = await sql.unsafe<{ subject: string; expected: unknown; found: unknown }[]>(
        `SELECT subject, expected, found FROM (${query}) d ORDER BY subject LIMIT ${MOST}`,
      )
      for (const { subject, expected, found } of rows) {
        differences.push({ check, subject, expected: String(expected), found: String(found) })
      }
    }
  })
  return differences
}
