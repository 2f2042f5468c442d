import { permit, type Ctx } from '../context.ts'
import { AppError } from '../shared/errors.ts'
import { meansName } from '../shared/means-text.ts'
import type { Slip, SlipRow } from '../shared/slip.ts'
import { local, type Instant } from '../shared/time.ts'
import { amount } from '../sale/receipt-model.ts'

/** What an X record says, as far as its paper shows it. */
type Said = {
  number: string
  at: Instant
  operator: { code: string }
  site: { name: string }
  lines: { label: string; fare: string | null; qty: number; unitTtcC: number; totalTtcC: number }[]
  totals: { grandTtcC: number }
  payments: { means: string; amountC: number }[]
  changeC: number
}

const WORTHLESS: SlipRow = { kind: 'box', text: 'MODE ÉCOLE', note: 'SANS VALEUR' }

/**
 * The paper of a sale that was only practised: it says MODE ÉCOLE, SANS VALEUR, at its head and at its foot, and names no
 * principal (fiscal.md 1.10). From its X record alone. Throws `not_found`.
 */
export async function trainingSlip(ctx: Ctx, saleId: string): Promise<Slip> {
  permit(ctx.actor, 'training.run')
  const [row] = await ctx.db.sql<{ payload: string; zone: string }[]>`
    SELECT r.payload, o.zone FROM journal_record r CROSS JOIN office o WHERE r.subject = ${saleId} AND r.journal = 'X'`
  if (!row) throw new AppError('not_found')
  const says = JSON.parse(row.payload) as Said
  const { day, time } = local(says.at, row.zone)
  return [
    WORTHLESS,
    { kind: 'gap' },
    { kind: 'pair', left: `ÉCOLE ${says.number}`, right: `agent ${says.operator.code}`, bold: true },
    { kind: 'text', text: `${day.split('-').reverse().join('/')} ${time} · ${says.site.name}` },
    { kind: 'dashes' },
    ...says.lines.flatMap((line): SlipRow[] => [
      { kind: 'text', text: [line.label, line.fare].filter(Boolean).join(', ') },
      {
        kind: 'pair',
        left: `${line.qty} × ${amount(line.unitTtcC)}`,
        right: amount(line.totalTtcC),
        indent: true,
      },
    ]),
    { kind: 'total', left: 'TOTAL FICTIF', right: `${amount(says.totals.grandTtcC)}\u00a0€` },
    ...says.payments.map(
      (one): SlipRow => ({
        kind: 'pair',
        left: meansName(one.means),
        right: amount(one.amountC),
      }),
    ),
    { kind: 'gap' },
    WORTHLESS,
  ]
}
