import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readAnchors } from '../closure/anchor-file.ts'
import { permit, type Ctx } from '../context.ts'
import type { ArchivingLine } from '../shared/archive.ts'
import { AppError } from '../shared/errors.ts'
import { makeArchive, type Told } from './archive.ts'
import type { ArchiveInput } from './form.ts'
import { archiveOf, type Kept } from './list.ts'
import { drawNotice } from './papers.ts'
import { checkPeriod } from './period.ts'
import { archiveName, zipPath } from './place.ts'
import { lines } from './stream.ts'
import { zipFolder } from './zip.ts'

/** One in this process at a time: each takes seconds of a core that also sells. */
let isUnderWay = false

/**
 * Makes the archive of a period as a ZIP that is kept, and says how far it is, one line at a time. Asked again under the
 * same id after the answer was lost, it says what was made. Throws `archive_period`, `id_reused`, `unavailable`; what is
 * found later (`journal_faulty`) is the last line.
 */
export async function archiving(ctx: Ctx, input: ArchiveInput, kept: Kept): Promise<Response> {
  permit(ctx.actor, 'archive.make')
  checkPeriod(input, ctx.now)
  const known = await archiveOf(ctx.db, input.id, kept.dir)
  if (known && (known.from !== input.from || known.to !== input.to)) throw new AppError('id_reused')
  if (known) return lines(async (say) => say.now({ archive: known } satisfies ArchivingLine))
  if (isUnderWay) throw new AppError('unavailable', { retryAfter: 10 })
  isUnderWay = true
  return lines(async (say) => {
    try {
      const { id, period, tickets, records, manifestSha256 } = await zipped(ctx, input, kept, say.maybe)
      say.now({ archive: { id, ...period, tickets, records, manifestSha256 } } satisfies ArchivingLine)
    } finally {
      isUnderWay = false
    }
  })
}

/** Makes an archive and packs it; the ZIP is there before the journal speaks of it. */
async function zipped(ctx: Ctx, { id, from, to }: ArchiveInput, { dir, anchorFile }: Kept, told: Told) {
  await mkdir(dir, { recursive: true })
  const name = archiveName({ from, to }, id)
  const folder = join(dir, `.${name}`)
  const zip = zipPath(dir, { from, to }, id)
  // What a process that died left of it.
  await Promise.all([folder, zip].map((path) => rm(path, { recursive: true, force: true })))
  const pack = async () => {
    await zipFolder(folder, zip, { name, madeAt: ctx.now }, (done, of) => told({ step: 'ZIP', done, of }))
  }
  try {
    const deps = {
      db: ctx.db,
      keys: ctx.keys,
      notice: drawNotice,
      anchors: (await readAnchors(anchorFile)) ?? [],
      trusted: new Set(ctx.keys.all.map((k) => k.id)),
    }
    return await makeArchive(ctx, deps, { id, from, to, folder, pack }, told)
  } catch (error) {
    await rm(zip, { force: true })
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
