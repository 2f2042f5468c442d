import { scan as scanTable } from '../../db/schema/ticket.ts'
import { transaction, type Tx } from '../../db/index.ts'
import { permit, type Ctx, type SignedIn } from '../context.ts'
import { AppError } from '../shared/errors.ts'
import { local, type Instant } from '../shared/time.ts'
import { admit, admitAll, admissionOf, redeem } from './admit.ts'
import { normaliseScan, verifyTicket } from './code.ts'
import {
  aboard,
  bookingSessions,
  groupOf,
  partyOf,
  scannedTicket,
  type BookedSession,
  type Scanned,
} from './scan-read.ts'
import { REFUSALS, type ScanAnswer, type ScanInput, type Why } from './scan-form.ts'

/** Verdict of the scan that let a whole group in: its tickets have theirs beside it, numbered. */
export const GROUP = 'group'
/** Verdict of what takes an admission back. */
export const UNDONE = 'undone'

/** What the code itself says, before any row is read. */
export type Named = { ticketId: string } | { shortCode: string } | { why: 'forged' | 'unknown' }

/** A ticket matched with the session that counts now; `why` when it may not enter there. */
type Choice = { sessions: BookedSession[]; session: BookedSession | null; why: Why | null }

/**
 * Scans a ticket: admits once, or says why not. Idempotent by the scan's id: the same id answers the same and admits
 * nothing more; with another ticket it is `id_reused`. With `group`, all who remain of the same order for the same
 * departure come in at once, each ticket once. A provider admits its own tickets only and learns nothing of the others.
 * Every scan with its verdict is kept.
 */
export async function scan(ctx: Ctx, input: ScanInput): Promise<ScanAnswer> {
  const actor = permit(ctx.actor, 'ticket.scan')
  const named = nameOf(ctx, input.code)
  return transaction(ctx.db, async (tx) => {
    const ticket = 'why' in named ? null : await scannedTicket(tx, named)
    const first = await claim(tx, input, actor, ticket, ctx.now)
    if (!first) return replay(tx, input, actor, ticket)
    const { why, ...decided } = await decide(tx, ctx, input, actor, named, ticket)
    await tx.sql`
      UPDATE scan SET verdict = ${why ?? (input.group ? GROUP : 'admitted')}, session_id = ${decided.session?.id ?? null},
             count = ${decided.count}
       WHERE id = ${input.id}`
    return answer(tx, ticket, { ...decided, why })
  })
}

/** The ticket that a typed or scanned text names, if its signature is one of ours; no row is read. */
export function nameOf(ctx: Ctx, text: string): Named {
  const read = normaliseScan(text)
  if (!read) return { why: 'unknown' }
  if (read.kind === 'short') return { shortCode: read.code }
  const publicKeys = new Map([...ctx.keys.ticketKeys].map(([id, key]) => [id, key.publicKey]))
  const verdict = verifyTicket(read.code, publicKeys)
  if (verdict.ok) return { ticketId: verdict.body.ticketId }
  return { why: verdict.why === 'malformed' ? 'unknown' : 'forged' }
}

/** Writes the scan's row before anything is decided: the same id at the same moment waits here. False if it is there. */
async function claim(
  tx: Tx,
  input: ScanInput,
  actor: SignedIn,
  ticket: Scanned | null,
  now: Instant,
): Promise<boolean> {
  const rows = await tx.orm
    .insert(scanTable)
    .values({
      id: input.id,
      ticketId: ticket?.id ?? null,
      sessionId: null,
      count: 0,
      verdict: 'unknown',
      staffId: actor.staffId,
      at: now,
    })
    .onConflictDoNothing()
    .returning({ id: scanTable.id })
  return rows.length === 1
}

type Decided = { why: Why | null; session: BookedSession | null; count: number; at: Instant | null }

async function decide(
  tx: Tx,
  ctx: Ctx,
  input: ScanInput,
  actor: SignedIn,
  named: Named,
  ticket: Scanned | null,
): Promise<Decided> {
  const no = (why: Why, session: BookedSession | null = null, at: Instant | null = null): Decided => ({
    why,
    session,
    count: 0,
    at,
  })
  if (!ticket) return no('why' in named ? named.why : 'unknown')
  if (isForeign(actor, ticket)) return no('other_provider')
  const choice = choose(ticket, await bookingSessions(tx, ticket.bookingId), input.sessionId, ctx.now)
  if (ticket.cancelled) return no('cancelled', choice.session, ticket.voidedAt)
  if (choice.why) return no(choice.why, choice.session)
  const sessionId = choice.session?.id ?? ''
  if (input.group) {
    const count = await admitGroup(tx, ctx.now, {
      scanId: input.id,
      staffId: actor.staffId,
      ticket,
      sessionId,
    })
    if (count > 0) return { why: null, session: choice.session, count, at: ctx.now }
    const { lastAt } = await admissionOf(tx, ticket.id, sessionId)
    return no('already_used', choice.session, lastAt)
  }
  const done = await admit(tx, ticket, sessionId, input.count ?? null, ctx.now)
  if (!done.ok) return no(done.why, choice.session, done.lastAt)
  await redeem(tx, [ticket.id])
  return { why: null, session: choice.session, count: done.count, at: ctx.now }
}

type Group = { scanId: string; staffId: string; ticket: Scanned; sessionId: string }

/** Lets in all who remain of the ticket's group, with a scan for each ticket, numbered after the group's; how many. */
async function admitGroup(
  tx: Tx,
  now: Instant,
  { scanId, staffId, ticket, sessionId }: Group,
): Promise<number> {
  const tickets = await groupOf(tx, ticket.bookingId, sessionId)
  const admitted = await admitAll(tx, tickets, sessionId, now)
  if (admitted.length === 0) return 0
  await tx.orm.insert(scanTable).values(
    admitted.map(({ ticketId, count }, i) => ({
      id: `${scanId}.${i + 1}`,
      ticketId,
      sessionId: sessionId === '' ? null : sessionId,
      count,
      verdict: 'admitted',
      staffId,
      at: now,
    })),
  )
  await redeem(
    tx,
    admitted.map((one) => one.ticketId),
  )
  return admitted.reduce((sum, one) => sum + one.count, 0)
}

function isForeign(actor: SignedIn, ticket: Scanned): boolean {
  return actor.kind === 'provider' && ticket.providerId !== actor.providerId
}

/**
 * The session that a ticket is scanned for: the one asked for, else that of today nearest to now (a night that runs
 * past midnight is still today's). A departure that the ticket is not for is `other_session` when it has another one
 * today, else `other_date`; the session shown is then the ticket's own.
 */
export function choose(
  ticket: Pick<Scanned, 'validFrom' | 'validTo'>,
  sessions: BookedSession[],
  asked: string | undefined,
  now: Instant,
): Choice {
  const today = local(now).day
  if (sessions.length === 0) {
    const isValid = ticket.validFrom <= today && today <= ticket.validTo
    return { sessions, session: null, why: isValid ? null : 'other_date' }
  }
  const isToday = (s: BookedSession) => s.day === today || (s.startsAt <= now && now <= s.endsAt)
  const own = sessions.find((s) => s.id === asked)
  if (own) return { sessions, session: own, why: isToday(own) ? null : 'other_date' }
  const near = nearest(sessions.filter(isToday), now)
  if (!near) return { sessions, session: nearest(sessions, now), why: 'other_date' }
  return { sessions, session: near, why: asked === undefined ? null : 'other_session' }
}

function nearest(sessions: readonly BookedSession[], now: Instant): BookedSession | null {
  const away = (s: BookedSession) => Math.abs(Date.parse(s.startsAt) - Date.parse(now))
  return [...sessions].sort((a, b) => away(a) - away(b))[0] ?? null
}

type ScanRow = {
  ticketId: string | null
  sessionId: string | null
  count: number
  verdict: string
  at: Instant
}

/** What this id was answered: verdict, count and time as they were; how many are in, as it is now. */
async function replay(
  tx: Tx,
  input: ScanInput,
  actor: SignedIn,
  ticket: Scanned | null,
): Promise<ScanAnswer> {
  const [row] = await tx.sql<ScanRow[]>`
    SELECT ticket_id AS "ticketId", session_id AS "sessionId", count, verdict, at FROM scan WHERE id = ${input.id}`
  if (!row || row.ticketId !== (ticket?.id ?? null)) throw new AppError('id_reused')
  const why = REFUSALS.find((code) => code === row.verdict) ?? null
  const asGroup = row.verdict === GROUP
  if (row.verdict === UNDONE || (why === null && asGroup !== Boolean(input.group)))
    throw new AppError('id_reused')
  if (ticket && isForeign(actor, ticket)) return { verdict: 'refused', why: 'other_provider' }
  const sessions = ticket ? await bookingSessions(tx, ticket.bookingId) : []
  const session = sessions.find((s) => s.id === row.sessionId) ?? null
  const used = ticket && why === 'already_used' ? await admissionOf(tx, ticket.id, session?.id ?? '') : null
  const at = why === null ? row.at : why === 'cancelled' ? (ticket?.voidedAt ?? null) : (used?.lastAt ?? null)
  return answer(tx, ticket, { why, session, count: row.count, at })
}

async function answer(tx: Tx, ticket: Scanned | null, decided: Decided): Promise<ScanAnswer> {
  const { why, session, count, at } = decided
  const said = {
    verdict: why === null ? ('admitted' as const) : ('refused' as const),
    ...(why === null ? { count } : { why }),
    ...(at === null ? {} : { at }),
  }
  if (!ticket || why === 'other_provider') return said
  const sessionId = session?.id ?? ''
  const [{ admitted }, party, group, admittedOfSession] = await Promise.all([
    admissionOf(tx, ticket.id, sessionId),
    partyOf(tx, ticket.bookingId, sessionId),
    groupOf(tx, ticket.bookingId, sessionId),
    session ? aboard(tx, session.id) : undefined,
  ])
  return {
    ...said,
    ticket: {
      shortCode: ticket.shortCode,
      product: ticket.product,
      fare: ticket.fare,
      unit: ticket.unit,
      guest: ticket.guest,
      admits: ticket.admits,
      admitted,
      day: session?.day ?? null,
      time: session ? local(session.startsAt).time : null,
      sessionId: session?.id ?? null,
      validFrom: ticket.validFrom,
      validTo: ticket.validTo,
    },
    party,
    group: {
      admitted: group.reduce((sum, one) => sum + one.admitted, 0),
      expected: group.reduce((sum, one) => sum + one.admits, 0),
    },
    ...(admittedOfSession ? { admittedOfSession } : {}),
  }
}
