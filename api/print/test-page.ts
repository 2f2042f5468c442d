import { permit, type Ctx } from '../context.ts'
import { local } from '../shared/time.ts'
import type { Slip } from '../shared/slip.ts'
import { qrPath } from '../ticket/qr-path.ts'
import { AppError } from '../shared/errors.ts'
import { escpos } from './escpos.ts'
import { networkPrinterOf } from './printer.ts'
import { sendRaw } from './raw.ts'

/** A page that shows whether a printer is set right: every accent, the euro, a full line, a large figure, a code. */
export async function testSlip(ctx: Ctx, registerId: string): Promise<Slip> {
  permit(ctx.actor, 'register.set')
  const [row] = await ctx.db.sql`
    SELECT o.name AS office, o.zone, s.name AS site, r.name FROM register r JOIN site s ON s.id = r.site_id CROSS JOIN office o
     WHERE r.id = ${registerId} AND r.kind = 'COUNTER' AND r.closed_at IS NULL`
  if (!row) throw new AppError('not_found')
  const { day, seconds } = local(ctx.now, row.zone)
  return [
    { kind: 'title', text: row.office },
    { kind: 'text', text: `${row.site} · ${row.name}`, center: true },
    { kind: 'heading', text: 'Page d’essai' },
    { kind: 'text', text: 'À â ç é è ê ë î ï ô ù û ü ÿ Œ œ « º × · € »' },
    { kind: 'pair', left: 'à gauche', right: `1\u00a0234,50\u00a0€` },
    { kind: 'total', left: 'TOTAL', right: '0,00\u00a0€' },
    { kind: 'figure', text: '14:30' },
    { kind: 'qr', text: 'GUICHET', ...qrPath('GUICHET') },
    { kind: 'text', text: `${day} ${seconds}`, center: true, small: true },
  ]
}

/** Prints the test page on the register's network printer. Throws `printer_elsewhere`, `printer_failed`. */
export async function printTest(ctx: Ctx, registerId: string): Promise<void> {
  const slip = await testSlip(ctx, registerId)
  const printer = await networkPrinterOf(ctx, registerId)
  await sendRaw(printer, escpos([slip], { columns: printer.columns }))
}
