import { transaction } from '../db/index.ts'
import { audited } from './audit.ts'
import { permit, type Ctx } from './context.ts'
import { EVENT, logEvent } from './journal/event.ts'
import { officeRegister } from './journal/office.ts'

/**
 * Writes into the office's event log that data left the office (fiscal.md 1.9, 1.12): who, which file, which period.
 * A fiscal auditor's export has a code of its own. Nothing happens before there is an office.
 */
export async function noteExport(
  ctx: Ctx,
  what: { file: string; from?: string | undefined; to?: string | undefined },
): Promise<void> {
  const actor = permit(ctx.actor, 'self.read')
  const registerId = await officeRegister(ctx.db)
  if (registerId === null) return
  const period = { ...(what.from ? { from: what.from } : {}), ...(what.to ? { to: what.to } : {}) }
  const code = actor.roles.includes('auditor') ? EVENT.AUDIT_EXPORT : EVENT.EXPORTED
  const detail = { file: what.file, ...period }
  await transaction(ctx.db, async (tx) => {
    await audited(tx, ctx, { action: 'export', subject: what.file, detail: period })
    await logEvent(tx, ctx.keys, { registerId, code, operator: actor.code, detail, at: ctx.now })
  })
}
