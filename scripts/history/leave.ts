import type { Ctx, SignedIn } from '../../api/context.ts'
import type { Keyring } from '../../api/keyring.ts'
import { readRegie } from '../../api/regie/read.ts'
import { handIn, prepareVersement } from '../../api/regie/versement.ts'
import { prepareRemittance } from '../../api/remittance/prepare.ts'
import { listWaiting } from '../../api/remittance/read.ts'
import { credit, remit } from '../../api/remittance/state.ts'
import { applyRate } from '../../api/shared/money.ts'
import type { RemittanceKind, Waiting } from '../../api/shared/remittance.ts'
import { local, plusDays, toDay, zoned, type Day, type Instant } from '../../api/shared/time.ts'
import type { Db } from '../../db/index.ts'
import { seedId } from '../../db/seed/id.ts'
import { OFFICE } from '../../db/seed/office.ts'

/** What the bank keeps, in basis points (fiscal.md 3.4 for chèques-vacances). */
const FEE_BP: Record<RemittanceKind, number> = { CHEQUE: 0, ANCV: 250, CARD: 60 }

/** The last evening of each month between two days that is over by `now`, and the evening before yesterday; oldest first. */
function evenings(from: Day, now: Instant): Day[] {
  const today = local(now, OFFICE.zone).day
  const latest = plusDays(today, -2)
  const ends: Day[] = []
  for (let month = from.slice(0, 7); ; ) {
    const next = plusDays(toDay(`${month}-01`), 31).slice(0, 7)
    const end = plusDays(toDay(`${next}-01`), -1)
    if (end >= latest) return latest > from ? [...ends, latest] : ends
    ends.push(end)
    month = next
  }
}

/**
 * What left the drawers through the history: at the end of each month, and two days ago, the régisseur remits what waits for the bank, and hands
 * the cash in. By the commands of the screens, as of that evening; what is there already is known by its id.
 */
export async function leaveMonths(
  { db, keys, regisseur }: { db: Db; keys: Keyring; regisseur: SignedIn },
  from: Day,
  until: Instant,
): Promise<void> {
  for (const day of evenings(from, until)) {
    const now = zoned(day, '20:00', OFFICE.zone) as Instant
    const ctx: Ctx = { db, keys, actor: regisseur, now, requestId: 'history' }
    const waiting = await listWaiting(ctx)
    for (const kind of ['CHEQUE', 'ANCV', 'CARD'] as const) await remitAll(ctx, kind, day, waiting)
    await handInAll(ctx, day)
  }
}

async function remitAll(ctx: Ctx, kind: RemittanceKind, day: Day, waiting: Waiting): Promise<void> {
  const id = seedId('remittance', `${kind} ${day}`)
  const totalC = waiting.sums[kind].amountC
  if (totalC <= 0 || (await isThere(ctx.db, 'remittance', id))) return
  const tenders = (kind === 'CHEQUE' ? waiting.cheques : waiting.vouchers).map(({ saleId, n }) => ({
    saleId,
    n,
  }))
  if (kind === 'CHEQUE') await prepareRemittance(ctx, { id, kind, tenders })
  else if (kind === 'ANCV') await prepareRemittance(ctx, { id, kind, tenders, faces: facesOf(totalC) })
  else {
    const days = waiting.cards.map((c) => ({ day: c.day as Day, registerId: c.registerId }))
    await prepareRemittance(ctx, { id, kind, days })
  }
  await remit(ctx, id, day)
  const [slip] = await ctx.db.sql<{ countedC: number }[]>`
    SELECT counted_c AS "countedC" FROM remittance WHERE id = ${id}`
  const countedC = slip?.countedC ?? totalC
  const feeC = applyRate(countedC, FEE_BP[kind])
  await credit(ctx, id, { day, amountC: countedC - feeC, feeC })
}

/** Vouchers that make at least the sum. */
function facesOf(totalC: number): Record<string, number> {
  const faces: Record<string, number> = {}
  let left = totalC
  for (const face of ['5000', '2500', '2000', '1000']) {
    const n = Math.floor(left / Number(face))
    if (n > 0) faces[face] = n
    left -= n * Number(face)
  }
  if (left > 0) faces['1000'] = (faces['1000'] ?? 0) + 1
  return faces
}

async function handInAll(ctx: Ctx, day: Day): Promise<void> {
  const id = seedId('versement', day)
  if (await isThere(ctx.db, 'versement', id)) return
  const { sources } = await readRegie(ctx)
  const parts = sources
    .filter((s) => s.availableC > 0)
    .map(({ place, siteId, availableC }) => ({ place, siteId, amountC: availableC }))
  if (parts.length === 0) return
  const { number } = await prepareVersement(ctx, { id, parts })
  await handIn(ctx, id, { day, receipt: `Q ${number.slice(2)}` })
}

async function isThere(db: Db, table: 'remittance' | 'versement', id: string): Promise<boolean> {
  const rows =
    await db.sql`SELECT 1 FROM ${db.sql(table)} WHERE id = ${id} AND status IN ('CREDITED', 'HANDED_IN')`
  return rows.length > 0
}
