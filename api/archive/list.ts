import { createReadStream, existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { Db } from '../../db/index.ts'
import { lastAnchor } from '../closure/anchor-file.ts'
import { permit, type Ctx } from '../context.ts'
import { noteExport } from '../export-log.ts'
import type { ArchiveLine, ArchiveList } from '../shared/archive.ts'
import { AppError } from '../shared/errors.ts'
import { local, plusDays, type Day, type Instant } from '../shared/time.ts'
import { zipPath } from './place.ts'

/** Where archives are kept, and the ends of the chains outside the database. */
export type Kept = { dir: string; anchorFile: string }

type Told = { id: string; at: Instant; payload: string }
type Says = Pick<ArchiveLine, 'from' | 'to' | 'kind' | 'tickets' | 'records' | 'manifestSha256'> & {
  operator: { code: string }
}

/** Archives made, newest first, by their A records; closed financial years that have none; the last anchor kept outside. */
export async function listArchives(ctx: Ctx, { dir, anchorFile }: Kept): Promise<ArchiveList> {
  permit(ctx.actor, 'journal.read')
  const archives = (await recorded(ctx.db)).map((told) => lineOf(told, dir))
  const years = await ctx.db.sql<{ from: Day; to: Day }[]>`
    SELECT DISTINCT c.from_day AS "from", c.to_day AS "to"
      FROM closure c JOIN register r ON r.id = c.register_id AND r.kind = 'OFFICE'
     WHERE c.kind = 'Y' ORDER BY 1`
  const due = years.filter((year) => !archives.some((one) => one.from <= year.from && one.to >= year.to))
  const anchored = await lastAnchor(anchorFile)
  const anchor = anchored && { at: anchored.at, chains: anchored.heads.length }
  return { archives, due, anchor, last: plusDays(local(ctx.now).day, -1) }
}

async function recorded(db: Db, id: string | null = null): Promise<Told[]> {
  return db.sql<Told[]>`
    SELECT subject AS id, recorded_at AS at, payload FROM journal_record
     WHERE journal = 'A' AND doc_type = 'ARCHIVE' AND register_id IN (SELECT id FROM register WHERE kind = 'OFFICE')
       AND (${id}::text IS NULL OR subject = ${id})
     ORDER BY recorded_at DESC, seq DESC`
}

function lineOf({ id, at, payload }: Told, dir: string): ArchiveLine {
  const { from, to, kind, tickets, records, manifestSha256, operator } = JSON.parse(payload) as Says
  const isHere = existsSync(zipPath(dir, { from, to }, id))
  return { id, at, from, to, kind, tickets, records, manifestSha256, operator: operator.code, isHere }
}

/** The archive of this id, when its record is there. */
export async function archiveOf(db: Db, id: string, dir: string): Promise<ArchiveLine | null> {
  const [told] = await recorded(db, id)
  return told ? lineOf(told, dir) : null
}

/** The ZIP of an archive, which leaves its trace. Throws `not_found` when it is not, or not on this server. */
export async function archiveFile(ctx: Ctx, id: string, dir: string): Promise<Response> {
  permit(ctx.actor, 'archive.make')
  const archive = await archiveOf(ctx.db, id, dir)
  if (!archive?.isHere) throw new AppError('not_found')
  const path = zipPath(dir, archive, id)
  const { size } = await stat(path)
  await noteExport(ctx, { file: 'archive.zip', from: archive.from, to: archive.to })
  const name = path.split(/[/\\]/).at(-1)
  return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>, {
    headers: {
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Content-Length': String(size),
      'Cache-Control': 'private, no-store',
    },
  })
}
