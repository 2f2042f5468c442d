import { transaction, type Tx } from '../../db/index.ts'
import { scan as scanTable } from '../../db/schema/ticket.ts'
import { permit, type Ctx, type SignedIn } from '../context.ts'
import { AppError } from '../shared/errors.ts'
import { may } from '../shared/role.ts'
import { local, type Instant } from '../shared/time.ts'
import { expectAgain } from './admit.ts'
import { GROUP, UNDONE } from './scan.ts'
import type { UndoAnswer, UndoInput } from './scan-form.ts'
import { aboard } from './scan-read.ts'

/**
 * Takes people out of admissions: $1 tickets, $2 session, $3 how many of each. Conditional, like what let them in: never
 * below nobody.
 */
export const GIVE_BACK = `
UPDATE admission SET admitted = admission.admitted - t.n
  FROM unnest($1::text[], $3::int[]) AS t(id, n)
 WHERE admission.ticket_id = t.id AND admission.session_id = $2 AND admission.admitted >= t.n`

type Row = {
  id: string
  ticketId: string | null
  sessionId: string | null
  count: number
  verdict: string
  undoes: string | null
  at: Instant
}
type Admission = Row & { ticketId: string }

/**
 * Takes an admission back: whoever was let in by this scan is out again, and who took it back is kept with when. The
 * scan of a group takes back all of it that is not out yet. Idempotent by the taking back's own id. Whoever scans may on
 * the day of the admission and until its departure ends; later it is a correction, for `ticket.undo`. Throws `not_found`
 * for a scan that is not there or not the caller's to see, `nothing_to_undo` when it admitted nobody or was taken back
 * already, `undo_too_late`, `id_reused`.
 */
export async function undo(ctx: Ctx, scanId: string, input: UndoInput): Promise<UndoAnswer> {
  const actor = permit(ctx.actor, 'ticket.scan')
  return transaction(ctx.db, async (tx) => {
    const [target] = await rowsOf(tx, [scanId])
    if (!target || (await isForeign(tx, actor, target))) throw new AppError('not_found')
    const admissions = await admissionsOf(tx, target)
    const taken = await claim(tx, target, admissions, { id: input.id, staffId: actor.staffId, at: ctx.now })
    const back = admissions.filter((row) => taken.has(row.id))
    // All of a group were taken back one by one: there is nothing left of it.
    if (back.length === 0 && taken.has(scanId)) throw new AppError('nothing_to_undo')
    if (back.length === 0) return replay(tx, target, input.id)
    // A group's own row comes first: the id was there, and is another's.
    if (target.verdict === GROUP && !taken.has(scanId)) throw new AppError('id_reused')
    if (!may(actor.roles, 'ticket.undo') && (await isOver(tx, target, ctx.now)))
      throw new AppError('undo_too_late')
    const count = await giveBack(tx, back, target.sessionId ?? '')
    if (target.verdict === GROUP) await tx.sql`UPDATE scan SET count = ${count} WHERE id = ${input.id}`
    return answer(tx, target, count, ctx.now)
  })
}

async function rowsOf(tx: Tx, ids: string[]): Promise<Row[]> {
  const rows = await tx.sql<Row[]>`
    SELECT id, ticket_id AS "ticketId", session_id AS "sessionId", count, verdict, undoes, at
      FROM scan WHERE id = ANY(${ids}::text[])`
  return [...rows]
}

async function isForeign(tx: Tx, actor: SignedIn, { ticketId }: Row): Promise<boolean> {
  if (actor.kind !== 'provider') return false
  const [row] =
    await tx.sql`SELECT 1 FROM ticket WHERE id = ${ticketId} AND provider_id = ${actor.providerId}`
  return row === undefined
}

/** True when the day of an admission is over, in the office's zone, and its departure too. */
async function isOver(tx: Tx, { at, sessionId }: Row, now: Instant): Promise<boolean> {
  if (local(at).day >= local(now).day) return false
  const [row] = await tx.sql`SELECT 1 FROM session WHERE id = ${sessionId} AND ends_at >= ${now}::timestamptz`
  return row === undefined
}

/** The scans that let people in: this one, or those of its group, in order of their tickets. */
async function admissionsOf(tx: Tx, target: Row): Promise<Admission[]> {
  const isAdmission = (row: Row): row is Admission => row.verdict === 'admitted' && row.ticketId !== null
  if (target.verdict !== GROUP) return [target].filter(isAdmission)
  // A ticket admits one at least: there are no more scans than people.
  const ids = Array.from({ length: target.count }, (_, i) => `${target.id}.${i + 1}`)
  const rows = (await rowsOf(tx, ids)).filter(isAdmission)
  return rows.sort((a, b) => (a.ticketId < b.ticketId ? -1 : 1))
}

/**
 * Writes what takes these scans back, a group's own row first, and says which were not taken back before. There is no
 * look before it: each scan is taken back once because `undoes` is unique, and of two at once the second waits here.
 */
async function claim(
  tx: Tx,
  target: Row,
  admissions: readonly Admission[],
  by: { id: string; staffId: string; at: Instant },
): Promise<Set<string>> {
  if (admissions.length === 0) return new Set()
  const isGroup = target.verdict === GROUP
  const own = { ...by, sessionId: target.sessionId, verdict: UNDONE }
  const rows = await tx.orm
    .insert(scanTable)
    .values([
      ...(isGroup ? [{ ...own, ticketId: null, count: 0, undoes: target.id }] : []),
      ...admissions.map(({ id, ticketId, count }, i) => ({
        ...own,
        id: isGroup ? `${by.id}.${i + 1}` : by.id,
        ticketId,
        count,
        undoes: id,
      })),
    ])
    .onConflictDoNothing()
    .returning({ undoes: scanTable.undoes })
  return new Set(rows.flatMap((row) => row.undoes ?? []))
}

/** How many are out again. */
async function giveBack(tx: Tx, back: readonly Admission[], sessionId: string): Promise<number> {
  const ids = back.map((row) => row.ticketId)
  // In order of id, as those are let in who come meanwhile.
  await tx.sql`
    SELECT 1 FROM admission WHERE ticket_id = ANY(${ids}::text[]) AND session_id = ${sessionId}
     ORDER BY ticket_id FOR NO KEY UPDATE`
  const counts = back.map((row) => row.count)
  const { count: given } = await tx.sql.unsafe(GIVE_BACK, [ids, sessionId, counts], { prepare: true })
  if (given !== back.length) throw new AppError('nothing_to_undo')
  await expectAgain(tx, ids)
  return counts.reduce((sum, n) => sum + n, 0)
}

/** What this id took back when it came first. */
async function replay(tx: Tx, target: Row, id: string): Promise<UndoAnswer> {
  const [row] = await rowsOf(tx, [id])
  if (!row) throw new AppError('nothing_to_undo')
  if (row.undoes !== target.id) throw new AppError('id_reused')
  return answer(tx, target, row.count, row.at)
}

async function answer(tx: Tx, { sessionId }: Row, count: number, at: Instant): Promise<UndoAnswer> {
  if (sessionId === null) return { count, at }
  return { count, at, admittedOfSession: await aboard(tx, sessionId) }
}
