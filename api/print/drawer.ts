import { transaction, type Tx } from '../../db/index.ts'
import { audited } from '../audit.ts'
import { permit, type Ctx, type SignedIn } from '../context.ts'
import { EVENT, logEvent } from '../journal/event.ts'
import { AppError } from '../shared/errors.ts'
import { DRAWER_KICK, type PrinterKind } from '../shared/printer.ts'
import { printerOf } from './printer.ts'
import { sendRaw } from './raw.ts'

/**
 * Opens a drawer without a sale, for change or a count. What is logged is that somebody asked (fiscal.md 1.9), before
 * the printer is spoken to: a drawer that opens is never missing from the log. Of a printer on the device, the device
 * sends the order itself once this is answered. Throws `not_found`, `printer_elsewhere` when no printer holds the drawer,
 * `printer_failed`.
 */
export async function openDrawer(ctx: Ctx, registerId: string): Promise<{ opened: 'SERVER' | 'DEVICE' }> {
  const actor = permit(ctx.actor, 'drawer.open')
  const printer = await printerOf(ctx, registerId)
  if (printer.kind === 'BROWSER') throw new AppError('printer_elsewhere', { printer: printer.kind })
  await transaction(ctx.db, async (tx) => {
    await audited(tx, ctx, {
      action: 'drawer.open',
      subject: registerId,
      detail: { printer: printer.kind },
    })
    await logDrawer(tx, ctx, actor, registerId, { printer: printer.kind })
  })
  if (printer.kind !== 'NETWORK') return { opened: 'DEVICE' }
  await sendRaw(printer, Uint8Array.from(DRAWER_KICK))
  return { opened: 'SERVER' }
}

/** Writes into a register's own events that its drawer opens, by whom, and for which `sale` when there is one. */
export async function logDrawer(
  tx: Tx,
  ctx: Ctx,
  actor: SignedIn,
  registerId: string,
  detail: { printer: PrinterKind; sale?: string },
): Promise<void> {
  await logEvent(tx, ctx.keys, {
    registerId,
    code: EVENT.DRAWER_OPENED,
    operator: actor.code,
    detail,
    at: ctx.now,
  })
}
