import { transaction, type Tx } from '../../db/index.ts'
import { audit } from '../../db/schema/auth.ts'
import { audited } from '../audit.ts'
import { permit, type Ctx, type SignedIn } from '../context.ts'
import { lockHeads } from '../journal/journal.ts'
import { addCopy } from '../sale/copy.ts'
import { isIssued, lockReceipt } from '../sale/issued.ts'
import { AppError, ERRORS, type ErrorCode } from '../shared/errors.ts'
import type { PrinterFault, PrinterKind } from '../shared/printer.ts'
import { logDrawer } from './drawer.ts'
import type { PrintInput } from './form.ts'
import { opensDrawer } from './papers.ts'

/** NO: it stays shut. SALE: it opens for the money of the sale. LOGGED: once more or later, and stands in the log. */
type Kick = 'NO' | 'SALE' | 'LOGGED'

/**
 * What a request is to bring; `again` when it was made before, and then it brings nothing more. `ended`: what the server
 * sends of it was taken by the printer, or it sends nothing.
 */
export type Claim = { again: boolean; copy: number | null; kick: Kick; ended: boolean }

type Sale = { id: string; number: string; registerId: string; followed: boolean }

/**
 * Writes down that these papers are being printed before anything is sent, and which print of the receipt they are: two
 * presses at once are told apart, the same id always means the same paper, and what happened to a paper whose server
 * died is never taken for not printed. The numbered copy, its record and the claim are there together or not at all.
 */
export async function claimPrint(
  ctx: Ctx,
  actor: SignedIn,
  saleId: string,
  input: PrintInput,
  printer: PrinterKind,
): Promise<Claim> {
  return transaction(ctx.db, async (tx) => {
    await lockReceipt(tx, saleId)
    const [sale] = await tx.sql<Sale[]>`
      SELECT s.id, s.number, s.register_id AS "registerId",
             EXISTS (SELECT FROM sale n WHERE n.register_id = s.register_id AND n.seq > s.seq) AS followed
        FROM sale s WHERE s.id = ${saleId}`
    if (!sale) throw new AppError('not_found')
    const known = await claimOf(tx, saleId, input.id)
    if (known) return known
    if (input.failed) await noteFailed(tx, ctx, saleId, input.failed)
    const receipt = input.what === 'RECEIPT' || input.what === 'BOTH'
    const kick = await kickOf(tx, sale, input, printer)
    if (kick === 'LOGGED') permit(ctx.actor, 'drawer.open')
    let copy = receipt ? (input.copy ?? null) : null
    if (copy !== null) await refuseCopy(tx, saleId, copy)
    if (receipt && copy === null && (await isIssued(tx, saleId))) {
      permit(ctx.actor, 'sale.copy')
      // All heads at once: chains are locked in one order by everybody.
      await lockHeads(tx, [
        { registerId: sale.registerId, journal: 'C' },
        ...[sale.registerId, input.registerId].map((registerId) => ({ registerId, journal: 'L' as const })),
      ])
      copy = (await addCopy(tx, ctx, actor, saleId, 'CUSTOMER')).copy
    }
    if (kick === 'LOGGED') await logDrawer(tx, ctx, actor, input.registerId, { printer, sale: sale.number })
    await tx.orm.insert(audit).values({
      id: input.id,
      at: ctx.now,
      actor: actor.staffId,
      action: 'sale.print',
      subject: saleId,
      detail: { register: input.registerId, by: input.by, what: input.what, receipt, copy, kick },
    })
    return { again: false, copy, kick, ended: input.by === 'DEVICE' }
  })
}

/** The same request, when it was made before; throws what became of it if that was a fault. */
export async function claimOf({ sql }: Pick<Tx, 'sql'>, saleId: string, id: string): Promise<Claim | null> {
  const [known] = await sql`
    SELECT p.subject, p.action, p.detail->'copy' AS copy, p.detail->>'kick' AS kick, f.detail AS failure,
           p.detail->>'by' = 'DEVICE'
             OR EXISTS (SELECT FROM audit d WHERE d.subject = p.subject AND d.action = 'sale.printed'
                           AND d.detail->>'request' = p.id) AS ended
      FROM audit p LEFT JOIN audit f
        ON f.subject = p.subject AND f.action = 'sale.print_failed' AND f.detail->>'request' = p.id
     WHERE p.id = ${id} ORDER BY f.at, f.id LIMIT 1`
  if (!known) return null
  if (known.subject !== saleId || known.action !== 'sale.print') throw new AppError('id_reused')
  if (known.failure) {
    const { code, reason, copy } = known.failure
    throw new AppError(isCode(code) ? code : 'printer_failed', { reason, copy })
  }
  return { again: true, copy: known.copy ?? null, kick: known.kick ?? 'NO', ended: known.ended === true }
}

const isCode = (code: unknown): code is ErrorCode => typeof code === 'string' && code in ERRORS

/** True of a claim `p` while nobody said that its paper did not come out. */
const stands = ({ sql }: Pick<Tx, 'sql'>) => sql`NOT EXISTS (
  SELECT FROM audit f WHERE f.subject = p.subject AND f.action = 'sale.print_failed' AND f.detail->>'request' = p.id)`

/**
 * What the device says of a paper that it could not print itself: it counts as not printed, whatever it was. Of what
 * the server printed, the server alone says so.
 */
async function noteFailed(tx: Tx, ctx: Ctx, saleId: string, request: string): Promise<void> {
  const [known] = await tx.sql`
    SELECT p.detail->'copy' AS copy FROM audit p
     WHERE p.id = ${request} AND p.subject = ${saleId} AND p.action = 'sale.print' AND p.detail->>'by' = 'DEVICE'
       AND ${stands(tx)}`
  if (known)
    await audited(tx, ctx, {
      action: 'sale.print_failed',
      subject: saleId,
      detail: { request, code: 'printer_failed', reason: 'device', copy: known.copy ?? null },
    })
}

/** A numbered copy is one that was recorded, and has one paper: `not_found`, `printed_already`. */
async function refuseCopy(tx: Tx, saleId: string, copy: number): Promise<void> {
  const letter = JSON.stringify([{ kind: 'RECEIPT', saleId, copy }])
  const [row] = await tx.sql`
    SELECT (SELECT count(*)::int FROM journal_record WHERE subject = ${saleId} AND journal = 'C') AS made,
           EXISTS (SELECT FROM audit p WHERE p.subject = ${saleId} AND p.action = 'sale.print'
                      AND (p.detail->>'copy')::int = ${copy} AND ${stands(tx)})
           OR EXISTS (SELECT FROM mail m JOIN sale s ON s.order_id = m.order_id
                       WHERE s.id = ${saleId} AND m.attachments @> ${letter}::text::jsonb) AS printed`
  if (copy > (row?.made ?? 0)) throw new AppError('not_found')
  if (row?.printed) throw new AppError('printed_already')
}

/** Faults that are found before anything is sent: no drawer opened. */
const UNSENT: PrinterFault[] = ['refused', 'unreachable', 'paper', 'offline', 'busy', 'address']

/**
 * The drawer opens once for the money of a sale, where it was taken, until the next sale; whatever opens it after that
 * is logged as an opening without a sale (fiscal.md 1.9).
 */
async function kickOf(tx: Tx, sale: Sale, input: PrintInput, printer: PrinterKind): Promise<Kick> {
  const holds = input.by === 'SERVER' ? printer === 'NETWORK' : printer === 'USB' || printer === 'SERIAL'
  if (!input.drawer || !holds || !(await opensDrawer(tx, sale.id))) return 'NO'
  const [before] = await tx.sql`
    SELECT 1 FROM audit p
     WHERE p.subject = ${sale.id} AND p.action = 'sale.print' AND p.detail->>'kick' <> 'NO'
       AND NOT EXISTS (SELECT FROM audit f
                        WHERE f.subject = p.subject AND f.action = 'sale.print_failed'
                          AND f.detail->>'request' = p.id AND f.detail->>'reason' = ANY(${UNSENT}::text[])) LIMIT 1`
  return before || sale.followed || sale.registerId !== input.registerId ? 'LOGGED' : 'SALE'
}
