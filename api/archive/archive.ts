import { transaction, type Db, type Tx } from '../../db/index.ts'
import { audited } from '../audit.ts'
import { permit, type Actor, type Ctx } from '../context.ts'
import { closeDue } from '../journal/close-due.ts'
import { EVENT, eventEntry, logEvent } from '../journal/event.ts'
import { append, lockHeads, type Signer } from '../journal/journal.ts'
import { officeRegister } from '../journal/office.ts'
import { verifyJournals, type Verification } from '../journal/verify.ts'
import type { ArchiveStep } from '../shared/archive.ts'
import { AppError } from '../shared/errors.ts'
import { local, type Instant } from '../shared/time.ts'
import { checkPeriod, type Period } from './period.ts'
import { writeArchive, type Notice, type Written } from './write.ts'

/** Told how far an archive is; what it throws ends the work. */
export type Told = (step: ArchiveStep) => void | Promise<void>

export type Archived = Written & { id: string; period: Period; seq: number }

/** What an archive is made with. */
export type ArchiveDeps = {
  db: Db
  keys: Signer
  notice: Notice
  trusted?: ReadonlySet<string> | null
  /** Ends of the chains kept outside the database. */
  anchors?: readonly string[]
}

export type ArchiveAsked = Period & {
  id: string
  folder: string
  /** What else is made of the folder before the journal speaks of it. */
  pack?: () => Promise<void>
}

/**
 * Makes the archive of a period (fiscal.md 1.12) in a new folder: closes what is due, verifies every chain, writes the
 * files, then leaves its trace: a record in the A chain of the office, an event, the audit.
 *
 * Throws `archive_period`, and `journal_faulty` when a chain is not whole: then nothing is written, and the event log
 * tells of it.
 */
export async function makeArchive(
  ctx: Pick<Ctx, 'actor' | 'now'>,
  deps: ArchiveDeps,
  asked: ArchiveAsked,
  told: Told = () => {},
): Promise<Archived> {
  if (ctx.actor.kind !== 'system') permit(ctx.actor, 'archive.make')
  checkPeriod(asked, ctx.now)
  const { db, keys } = deps
  const registerId = await officeRegister(db)
  if (registerId === null) throw new AppError('not_set_up')
  await told({ step: 'CLOSE', done: 0, of: null })
  await closeDue({ db, keys }, ctx.now)
  await refuseFaulty(ctx, deps, registerId, told)
  const madeBy = codeOf(ctx.actor)
  const written = await writeArchive(deps, { ...asked, madeAt: ctx.now, madeBy }, (done, of) =>
    told({ step: 'WRITE', done, of }),
  )
  await asked.pack?.()
  const seq = await transaction(db, (tx) => trace(tx, ctx, keys, registerId, asked, written))
  return { ...written, id: asked.id, period: { from: asked.from, to: asked.to }, seq }
}

const codeOf = (actor: Actor) => ('code' in actor ? actor.code : '-')

/** A chain that is not whole is not archived as if it were. */
async function refuseFaulty(
  ctx: Pick<Ctx, 'actor' | 'now'>,
  { db, keys, trusted, anchors = [] }: ArchiveDeps,
  registerId: string,
  told: Told,
): Promise<void> {
  const { faults } = await verifyJournals(db, {
    trusted: trusted ?? null,
    anchors,
    page: VERIFY_PAGE,
    onPage: (done) => told({ step: 'VERIFY', done, of: null }),
  })
  if (faults.length === 0) return
  await noteFaults(db, keys, registerId, codeOf(ctx.actor), faults, ctx.now)
  throw new AppError('journal_faulty', { faults: faults.slice(0, 5) })
}

/** Records verified between two turns of the process: some milliseconds, so that sales pass in between. */
export const VERIFY_PAGE = 50

/** The event log hears of a chain that is not whole (JET 90): the first of its faults. */
export async function noteFaults(
  db: Db,
  keys: Signer,
  registerId: string,
  operator: string,
  faults: Verification['faults'],
  at: Instant,
): Promise<void> {
  const [first] = faults
  if (!first) return
  const { register, journal, seq, what } = first
  const detail = { faults: faults.length, register, journal, seq, what }
  const event = { registerId, code: EVENT.CHAIN_FAULTY, operator, detail, at }
  await transaction(db, (tx) => logEvent(tx, keys, event))
}

/** What stays of an archiving: who, which period, and the digest of what was given. */
async function trace(
  tx: Tx,
  ctx: Pick<Ctx, 'actor' | 'now'>,
  keys: Signer,
  registerId: string,
  { id, from, to }: ArchiveAsked,
  { kind, manifestSha256, records, tickets, files }: Written,
): Promise<number> {
  const operator = codeOf(ctx.actor)
  await audited(tx, ctx, { action: 'archive.make', subject: id, detail: { from, to, manifestSha256 } })
  const heads = await lockHeads(tx, [
    { registerId, journal: 'A' },
    { registerId, journal: 'L' },
  ])
  const [record] = await append(tx, heads, keys, [
    {
      registerId,
      journal: 'A',
      docType: 'ARCHIVE',
      subject: id,
      at: ctx.now,
      businessDay: local(ctx.now).day,
      payload: { from, to, kind, manifestSha256, records, tickets, files, operator: { code: operator } },
    },
    eventEntry({
      registerId,
      code: kind === 'YEAR' ? EVENT.ARCHIVE_YEAR : EVENT.ARCHIVE_PART,
      operator,
      detail: { archive: id, from, to, manifestSha256 },
      at: ctx.now,
    }),
  ])
  return record?.seq ?? 0
}
