import { transaction, type Db, type Tx } from '../../db/index.ts'
import type { Ctx } from '../context.ts'
import { EVENT, logEvent, type EventCode } from '../journal/event.ts'
import { officeRegister } from '../journal/office.ts'
import { AppError } from '../shared/errors.ts'
import { firstOfWindow, type AttemptKey } from './limit.ts'

/** The register where events without a cash point are logged; `not_set_up` before the first-run wizard. */
export async function officeLog(db: Db): Promise<string> {
  const id = await officeRegister(db)
  if (id === null) throw new AppError('not_set_up')
  return id
}

/** Writes an event on the office's log. Last in its transaction: chain heads are locked after everything else. */
export async function note(
  tx: Tx,
  ctx: Ctx,
  registerId: string,
  code: EventCode,
  operator: string,
  detail: Record<string, string> = {},
): Promise<void> {
  await logEvent(tx, ctx.keys, { registerId, code, operator, detail, at: ctx.now })
}

/**
 * Logs a failed sign-in, the first of each key's window only: the log is signed and kept for years, so whoever fails
 * ten thousand times must not write ten thousand records of it.
 */
export async function noteFailure(
  ctx: Ctx,
  registerId: string,
  key: AttemptKey,
  operator: string,
  detail: Record<string, string>,
): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    if (!(await firstOfWindow(tx, key, ctx.now))) return
    await note(tx, ctx, registerId, EVENT.SIGN_IN_FAILED, operator, detail)
  })
}
