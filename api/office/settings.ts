import { transaction, type Db, type Tx } from '../../db/index.ts'
import { audited } from '../audit.ts'
import { permit, type Ctx } from '../context.ts'
import { EVENT, logEvent } from '../journal/event.ts'
import { officeRegister } from '../journal/office.ts'
import { AppError } from '../shared/errors.ts'
import type { Settings, SettingsInput } from './form.ts'

/** The settings of the office, as its form shows them. Throws `not_set_up`. */
export async function readSettings(ctx: Ctx): Promise<Settings> {
  permit(ctx.actor, 'office.set')
  return settingsOf(ctx.db)
}

/**
 * Sets from which amounts somebody must approve, how long cheques and vouchers last, the financial year, the legal form
 * and where the heads of the chains are sent. What was and what is stands in the audit and in the office's event log;
 * of the address only that it changed. Setting what stands already changes nothing. Throws `not_set_up`.
 */
export async function setSettings(ctx: Ctx, wanted: SettingsInput): Promise<Settings> {
  const actor = permit(ctx.actor, 'office.set')
  return transaction(ctx.db, async (tx) => {
    await tx.sql`SELECT id FROM office FOR UPDATE`
    const was = await settingsOf(tx)
    const registerId = await officeRegister(tx)
    if (registerId === null) throw new AppError('not_set_up')
    const detail = changes(was, wanted)
    if (Object.keys(detail).length === 0) return was
    await tx.sql`
      UPDATE office SET legal_form = ${wanted.legalForm}, year_start_month = ${wanted.yearStartMonth},
             correction_approval_c = ${wanted.correctionApprovalC}, gap_approval_c = ${wanted.gapApprovalC},
             cash_out_approval_c = ${wanted.cashOutApprovalC}, cheque_clearing_days = ${wanted.chequeClearingDays},
             voucher_months = ${wanted.voucherMonths}, anchor_email = ${wanted.anchorEmail}`
    const logged = { setting: 'OFFICE', ...detail }
    await audited(tx, ctx, { action: 'office.settings', subject: 'office', detail: logged })
    await logEvent(tx, ctx.keys, {
      registerId,
      code: EVENT.SETTING_CHANGED,
      operator: actor.code,
      detail: logged,
      at: ctx.now,
    })
    return wanted
  })
}

/** What differs, each under its name with what it was; an address is somebody's, and is not said. */
function changes(was: Settings, wanted: SettingsInput): Record<string, string | number> {
  const { anchorEmail, ...rest } = wanted
  const said: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(rest)) {
    const before = was[name as keyof typeof rest]
    if (before === value) continue
    said[name] = value
    said[`was.${name}`] = before
  }
  if (was.anchorEmail !== anchorEmail) said.anchorEmail = 'changed'
  return said
}

async function settingsOf(db: Db | Tx): Promise<Settings> {
  const [row] = await db.sql<Settings[]>`
    SELECT legal_form AS "legalForm", year_start_month AS "yearStartMonth",
           correction_approval_c AS "correctionApprovalC", gap_approval_c AS "gapApprovalC",
           cash_out_approval_c AS "cashOutApprovalC", cheque_clearing_days AS "chequeClearingDays",
           voucher_months AS "voucherMonths", anchor_email AS "anchorEmail"
      FROM office`
  if (!row) throw new AppError('not_set_up')
  return row
}
