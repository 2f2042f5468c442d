import { transaction, type Tx } from '../../db/index.ts'
import { audit } from '../../db/schema/auth.ts'
import { audited } from '../audit.ts'
import { permit, type Ctx, type SignedIn } from '../context.ts'
import { copySale } from '../sale/copy.ts'
import { isIssued, lockReceipt } from '../sale/issued.ts'
import { AppError } from '../shared/errors.ts'
import { escpos } from './escpos.ts'
import type { PrintAnswer, PrintInput } from './form.ts'
import { opensDrawer, saleBytes } from './papers.ts'
import { networkPrinterOf, printerOf } from './printer.ts'
import { sendRaw } from './raw.ts'

/**
 * Prints papers of a sale on the register's network printer, or tells the device which print it makes itself (`by`). The
 * first receipt is the original, as long as no other
 * sale of its register came after; every later one is a numbered duplicate (fiscal.md 1.10), made here. Asked again
 * under the same id, nothing prints and the first answer is given. Throws `not_found`, `id_reused`,
 * `printer_elsewhere`, and `printer_failed` with its `reason` and the `copy` that still has no paper.
 */
export async function printSale(ctx: Ctx, saleId: string, input: PrintInput): Promise<PrintAnswer> {
  const actor = permit(ctx.actor, 'register.print')
  const printer =
    input.by === 'SERVER'
      ? await networkPrinterOf(ctx, input.registerId)
      : await printerOf(ctx, input.registerId)
  const claim = await claimPrint(ctx, actor, saleId, input)
  if (claim.again) return repeated(ctx, claim)
  let copy = input.copy ?? null
  try {
    if (claim.duplicate) {
      copy = (await copySale(ctx, saleId, { reason: 'CUSTOMER' })).copy
      await note(ctx, saleId, 'sale.print_copy', { request: input.id, copy })
    }
    if (input.by === 'SERVER' && printer.kind === 'NETWORK')
      await sendRaw(printer, await bytesOf(ctx, saleId, input, copy, printer.columns))
  } catch (error) {
    const reason = error instanceof AppError ? (error.data.reason ?? error.code) : 'fault'
    await note(ctx, saleId, 'sale.print_failed', { request: input.id, reason, copy })
    if (!(error instanceof AppError) || error.code !== 'printer_failed') throw error
    throw new AppError('printer_failed', { ...error.data, copy })
  }
  return { copy, again: false }
}

async function bytesOf(
  ctx: Ctx,
  saleId: string,
  { what, drawer }: PrintInput,
  copy: number | null,
  columns: 48 | 42,
): Promise<Buffer> {
  if (what !== null) return saleBytes(ctx, saleId, what, { columns, copy, drawer })
  return escpos([], { columns, drawer: drawer && (await opensDrawer(ctx, saleId)) })
}

type Claim = { again: boolean; id: string; duplicate: boolean }

/**
 * Writes down that these papers are being printed before anything is sent: two presses at once are told apart, and
 * what happened to a paper whose server died is never taken for not printed.
 */
async function claimPrint(ctx: Ctx, actor: SignedIn, saleId: string, input: PrintInput): Promise<Claim> {
  return transaction(ctx.db, async (tx) => {
    // One print of a sale decides at a time which of its receipts is the original.
    await lockReceipt(tx, saleId)
    const [sale] = await tx.sql`SELECT id FROM sale WHERE id = ${saleId}`
    if (!sale) throw new AppError('not_found')
    const [known] = await tx.sql`SELECT subject, action FROM audit WHERE id = ${input.id}`
    if (known) {
      if (known.subject !== saleId || known.action !== 'sale.print') throw new AppError('id_reused')
      return { again: true, id: input.id, duplicate: false }
    }
    if (input.failed) await noteFailed(tx, ctx, saleId, input.failed)
    const receipt = input.what === 'RECEIPT' || input.what === 'BOTH'
    const duplicate = receipt && input.copy === undefined && (await isIssued(tx, saleId))
    await tx.orm.insert(audit).values({
      id: input.id,
      at: ctx.now,
      actor: actor.staffId,
      action: 'sale.print',
      subject: saleId,
      detail: { register: input.registerId, what: input.what, receipt, copy: input.copy ?? null },
    })
    return { again: false, id: input.id, duplicate }
  })
}

/** What the device says of a paper that it could not print: it counts as not printed, whatever it was. */
async function noteFailed(tx: Tx, ctx: Ctx, saleId: string, request: string): Promise<void> {
  const [known] = await tx.sql`
    SELECT 1 FROM audit p WHERE p.id = ${request} AND p.subject = ${saleId} AND p.action = 'sale.print'
       AND NOT EXISTS (SELECT 1 FROM audit f WHERE f.subject = p.subject AND f.action = 'sale.print_failed'
                          AND f.detail->>'request' = p.id)`
  if (known)
    await audited(tx, ctx, {
      action: 'sale.print_failed',
      subject: saleId,
      detail: { request, reason: 'device' },
    })
}

/** What became of the same request before. */
async function repeated(ctx: Ctx, { id }: Claim): Promise<PrintAnswer> {
  const rows = await ctx.db.sql`
    SELECT n.action, n.detail FROM audit p JOIN audit n ON n.subject = p.subject AND n.detail->>'request' = p.id
     WHERE p.id = ${id} ORDER BY n.at, n.id`
  const failure = rows.find((row) => row.action === 'sale.print_failed')
  if (failure)
    throw new AppError('printer_failed', { reason: failure.detail.reason, copy: failure.detail.copy })
  return { copy: rows.find((row) => row.action === 'sale.print_copy')?.detail.copy ?? null, again: true }
}

async function note(
  ctx: Ctx,
  subject: string,
  action: string,
  detail: Record<string, unknown>,
): Promise<void> {
  await transaction(ctx.db, (tx) => audited(tx, ctx, { action, subject, detail }))
}
