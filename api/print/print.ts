import { transaction } from '../../db/index.ts'
import { audited } from '../audit.ts'
import { permit, type Ctx } from '../context.ts'
import { AppError } from '../shared/errors.ts'
import type { PaperColumns, PrinterFault } from '../shared/printer.ts'
import { claimOf, claimPrint, type Claim } from './claim.ts'
import { escpos } from './escpos.ts'
import type { PrintAnswer, PrintInput } from './form.ts'
import { drawSlips } from './papers.ts'
import { networkPrinterOf, printerOf } from './printer.ts'
import { sendRaw } from './raw.ts'

/**
 * Prints papers of a sale on the register's network printer, or tells the device which print it makes itself (`by`) and
 * whether it opens its drawer. The first receipt is the original, as long as no other sale of its register came after;
 * every later one is a numbered duplicate (fiscal.md 1.10), made here. Asked again under the same id, nothing prints
 * and the first answer is given, once there is one; of a paper that nobody knows any more the reason is `unknown`.
 * Throws `not_found`, `id_reused`, `printed_already` (a numbered copy that has its paper), `printer_elsewhere`, and
 * `printer_failed` with its `reason` and the `copy` that still has no paper, if it is known to have none.
 */
export async function printSale(
  ctx: Ctx,
  saleId: string,
  input: PrintInput,
  patience = ANSWERED,
): Promise<PrintAnswer> {
  const actor = permit(ctx.actor, 'register.print')
  const printer =
    input.by === 'SERVER'
      ? await networkPrinterOf(ctx, input.registerId)
      : await printerOf(ctx, input.registerId)
  const claim = await claimPrint(ctx, actor, saleId, input, printer.kind)
  const { copy, again } = claim
  if (again) await answered(ctx, saleId, input.id, claim, patience)
  else if (input.by === 'SERVER' && printer.kind === 'NETWORK') {
    try {
      const bytes = await bytesOf(ctx, saleId, input, claim, printer.columns)
      if (bytes) await sendRaw(printer, bytes)
    } catch (error) {
      await noteFault(ctx, saleId, input.id, copy, error)
      throw error instanceof AppError ? new AppError(error.code, { ...error.data, copy }) : error
    }
    // It is out, and that is the answer: whoever asks again under this id would be told `unknown`.
    await notePrinted(ctx, saleId, input.id).catch(() => undefined)
  }
  return { copy, again, drawer: input.by === 'DEVICE' && claim.kick !== 'NO' }
}

/** ms: longer than `sendRaw` takes for all but long papers, shorter than a till waits for an answer. */
const ANSWERED = 13_000
const LOOK = 200

/**
 * Waits until it is known what became of a print that was asked before, in whatever process it is under way. Throws what
 * that print threw; `printer_failed` (`unknown`) when it should have ended and nothing says how.
 */
async function answered(
  ctx: Ctx,
  saleId: string,
  request: string,
  claim: Claim,
  patience: number,
): Promise<void> {
  const until = performance.now() + patience
  const look = () => transaction(ctx.db, (tx) => claimOf(tx, saleId, request))
  for (let known: Claim | null = claim; !known?.ended; known = await look()) {
    const reason: PrinterFault = 'unknown'
    if (performance.now() > until) throw new AppError('printer_failed', { reason, copy: null })
    await new Promise((resolve) => setTimeout(resolve, LOOK))
  }
}

/** Notes that the printer took a paper, for whoever asks again under its id. */
async function notePrinted(ctx: Ctx, saleId: string, request: string): Promise<void> {
  await transaction(ctx.db, (tx) =>
    audited(tx, ctx, { action: 'sale.printed', subject: saleId, detail: { request } }),
  )
}

/** Null when there is nothing to send: no paper is due, and the drawer stays shut. */
async function bytesOf(
  ctx: Ctx,
  saleId: string,
  { what }: PrintInput,
  { copy, kick }: Claim,
  columns: PaperColumns,
): Promise<Buffer | null> {
  const drawer = kick !== 'NO'
  if (what === null) return drawer ? escpos([], { columns, drawer }) : null
  return escpos(await drawSlips(ctx, saleId, what, copy), { columns, drawer })
}

/** Notes that a paper did not come out and why, for whoever asks again under its id. */
async function noteFault(
  ctx: Ctx,
  saleId: string,
  request: string,
  copy: number | null,
  error: unknown,
): Promise<void> {
  // One that invites to send the same again would be asked for without end.
  const code = error instanceof AppError && error.code !== 'unavailable' ? error.code : 'internal'
  const reason = error instanceof AppError ? (error.data.reason ?? error.code) : 'fault'
  await transaction(ctx.db, (tx) =>
    audited(tx, ctx, {
      action: 'sale.print_failed',
      subject: saleId,
      detail: { request, code, reason, copy },
    }),
  )
}
