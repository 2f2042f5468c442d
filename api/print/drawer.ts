import { transaction } from '../../db/index.ts'
import { audited } from '../audit.ts'
import { permit, type Ctx } from '../context.ts'
import { EVENT, eventEntry } from '../journal/event.ts'
import { append, lockHeads } from '../journal/journal.ts'
import { AppError } from '../shared/errors.ts'
import { DRAWER_KICK } from '../shared/printer.ts'
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
    const heads = await lockHeads(tx, [{ registerId, journal: 'L' }])
    await append(tx, heads, ctx.keys, [
      eventEntry({
        registerId,
        code: EVENT.DRAWER_OPENED,
        operator: actor.code,
        detail: { printer: printer.kind },
        at: ctx.now,
      }),
    ])
  })
  if (printer.kind !== 'NETWORK') return { opened: 'DEVICE' }
  await sendRaw(printer, Uint8Array.from(DRAWER_KICK))
  return { opened: 'SERVER' }
}
