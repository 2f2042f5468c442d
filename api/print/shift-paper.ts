import { permit, type Ctx } from '../context.ts'
import { SOFTWARE } from '../journal/digest.ts'
import type { Movement, Reading } from '../register/form.ts'
import { readShift } from '../register/read.ts'
import { movementsOf } from '../register/movement-read.ts'
import { euros } from '../sale/receipt-layout.ts'
import { cashReason, KIND_FR } from '../shared/cash-text.ts'
import { AppError } from '../shared/errors.ts'
import type { Slip, SlipRow } from '../shared/slip.ts'
import { local, type Instant } from '../shared/time.ts'
import { escpos } from './escpos.ts'
import { networkPrinterOf } from './printer.ts'
import { sendRaw } from './raw.ts'
import { readingRows } from './shift-rows.ts'

type Head = { office: string; siret: string; demo: boolean; zone: string; site: string; register: string }

/**
 * A paper of a shift from committed rows alone: its X reading while it is open, its closing afterwards, or the slip of
 * one movement under its number in the P chain. Throws `not_found`.
 */
export async function shiftPaper(ctx: Ctx, shiftId: string, movementId: string | null): Promise<Slip> {
  permit(ctx.actor, 'shift.read')
  const [head, reading] = await Promise.all([headOf(ctx, shiftId), readShift(ctx, shiftId)])
  const when = (at: string) => {
    const { day, seconds } = local(at as Instant, head.zone)
    return `${day.split('-').reverse().join('/')} ${seconds}`
  }
  if (movementId === null)
    return [...titleRows(head), ...readingRows(reading, when, when(ctx.now)), ...footRows()]
  const one = (await movementsOf(ctx.db, shiftId)).find(({ id }) => id === movementId)
  if (!one) throw new AppError('not_found')
  return [...titleRows(head), ...movementRows(one, reading, when), ...footRows()]
}

/** Prints it on the network printer of the shift's register. Throws as `shiftPaper` and `sendRaw` do. */
export async function printShiftPaper(ctx: Ctx, shiftId: string, movementId: string | null): Promise<void> {
  permit(ctx.actor, 'register.print')
  const slip = await shiftPaper(ctx, shiftId, movementId)
  const [row] = await ctx.db.sql`SELECT register_id FROM shift WHERE id = ${shiftId}`
  const printer = await networkPrinterOf(ctx, row?.register_id ?? '')
  await sendRaw(printer, escpos([slip], { columns: printer.columns }))
}

async function headOf(ctx: Ctx, shiftId: string): Promise<Head> {
  const [row] = await ctx.db.sql<Head[]>`
    SELECT o.name AS office, o.siret, o.demo, o.zone, t.name AS site, r.name AS register
      FROM shift h JOIN register r ON r.id = h.register_id JOIN site t ON t.id = r.site_id CROSS JOIN office o
     WHERE h.id = ${shiftId}`
  if (!row) throw new AppError('not_found')
  return row
}

function titleRows(head: Head): SlipRow[] {
  return [
    { kind: 'title', text: head.office },
    { kind: 'text', text: `SIRET ${head.siret}`, center: true, small: true },
    { kind: 'text', text: `${head.site} · ${head.register}`, center: true },
    ...(head.demo
      ? [{ kind: 'box', text: 'DÉMONSTRATION', note: 'sans valeur' } satisfies SlipRow]
      : [{ kind: 'gap' } satisfies SlipRow]),
  ]
}

const footRows = (): SlipRow[] => [
  { kind: 'gap' },
  { kind: 'text', text: `Logiciel ${SOFTWARE.name} v${SOFTWARE.version}`, center: true, small: true },
]

/** The slip that goes into the drawer or with the bag, signed by hand. */
function movementRows(one: Movement, reading: Reading, when: (at: string) => string): SlipRow[] {
  const said: SlipRow[] = []
  if (one.reason) said.push({ kind: 'text', text: `Motif : ${cashReason(one.reason)}` })
  if (one.bag) said.push({ kind: 'text', text: `Sac nº ${one.bag}`, bold: true })
  if (one.other) {
    const word = one.kind === 'HANDOVER_COUNT' ? 'Caisse remise à' : 'Autre caisse :'
    said.push({ kind: 'text', text: `${word} ${one.other}` })
  }
  return [
    { kind: 'heading', text: KIND_FR[one.kind] },
    { kind: 'pair', left: `Nº ${one.number}`, right: `agent ${one.staff}`, bold: true },
    { kind: 'text', text: when(one.at) },
    ...said,
    { kind: 'total', left: 'MONTANT', right: euros(one.amountC) },
    {
      kind: 'text',
      text: `Session ouverte le ${when(reading.openedAt)} par ${reading.openedBy}`,
      small: true,
    },
    { kind: 'gap' },
    { kind: 'pair', left: 'Signature', right: '....................' },
  ]
}
