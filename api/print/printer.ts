import { transaction } from '../../db/index.ts'
import { audited } from '../audit.ts'
import { permit, type Ctx } from '../context.ts'
import { EVENT, eventEntry } from '../journal/event.ts'
import { append, lockHeads } from '../journal/journal.ts'
import { tellShift } from '../live.ts'
import { currentShift } from '../register/current.ts'
import { AppError } from '../shared/errors.ts'
import type { Printer } from '../shared/printer.ts'

type NetworkPrinter = Extract<Printer, { kind: 'NETWORK' }>

/** The printer of a register where an agent can stand; `not_found` when there is no such register. */
export async function printerOf(ctx: Ctx, registerId: string): Promise<Printer> {
  const [row] = await ctx.db.sql<{ printer: Printer }[]>`
    SELECT printer FROM register WHERE id = ${registerId} AND kind = 'COUNTER' AND closed_at IS NULL`
  if (!row) throw new AppError('not_found')
  return row.printer
}

/** The printer of a register that the server reaches; `printer_elsewhere` when the device or its browser prints. */
export async function networkPrinterOf(ctx: Ctx, registerId: string): Promise<NetworkPrinter> {
  const printer = await printerOf(ctx, registerId)
  if (printer.kind !== 'NETWORK') throw new AppError('printer_elsewhere', { printer: printer.kind })
  return printer
}

/**
 * Sets how the paper of a register comes out. Audited, and logged in the register's own events (fiscal.md 1.9); setting
 * what is set already changes nothing. Throws `not_found`.
 */
export async function setPrinter(ctx: Ctx, registerId: string, printer: Printer): Promise<Printer> {
  const actor = permit(ctx.actor, 'register.set')
  return transaction(ctx.db, async (tx) => {
    const [place] = await tx.sql<{ code: string; printer: Printer }[]>`
      SELECT code, printer FROM register
       WHERE id = ${registerId} AND kind = 'COUNTER' AND closed_at IS NULL FOR NO KEY UPDATE`
    if (!place) throw new AppError('not_found')
    if (wordOf(place.printer) === wordOf(printer)) return printer
    await tx.sql`UPDATE register SET printer = ${JSON.stringify(printer)}::text::jsonb WHERE id = ${registerId}`
    await audited(tx, ctx, {
      action: 'register.printer',
      subject: registerId,
      detail: { register: place.code, before: place.printer, after: printer },
    })
    // The tills where somebody sells ask again how they print.
    const open = await currentShift(tx, registerId)
    if (open) await tellShift(tx, { registerId, shiftId: open.id })
    const heads = await lockHeads(tx, [{ registerId, journal: 'L' }])
    await append(tx, heads, ctx.keys, [
      eventEntry({
        registerId,
        code: EVENT.SETTING_CHANGED,
        operator: actor.code,
        detail: { setting: 'printer', before: wordOf(place.printer), after: wordOf(printer) },
        at: ctx.now,
      }),
    ])
    return printer
  })
}

/** A printer in one word, as the event log says it: NETWORK 48 192.168.1.40:9100. */
function wordOf(printer: Printer): string {
  const where = printer.kind === 'NETWORK' ? ` ${printer.host}:${printer.port}` : ''
  return `${printer.kind} ${printer.columns}${where}`
}
