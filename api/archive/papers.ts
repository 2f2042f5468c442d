import { readFileSync } from 'node:fs'
import { permit, type Ctx } from '../context.ts'
import { CORE_DIGEST, SOFTWARE } from '../journal/digest.ts'
import { drawPaper } from '../paper/paper.ts'
import { AppError } from '../shared/errors.ts'
import type { Notice } from './write.ts'

/** The notice of an archive, drawn aside. */
export const drawNotice: Notice = (facts, { period, madeAt, chains }) =>
  drawPaper({
    kind: 'notice',
    view: {
      office: { name: facts.office.name, siret: facts.office.siret, demo: facts.office.demo },
      software: facts.software,
      period: { from: period.from, to: period.to },
      madeAt,
      chains: chains.map(({ register, journal, first, last, count }) => ({
        register,
        journal,
        first,
        last,
        count,
      })),
    },
  })

type Released = { version: string; coreDigest: string }

/**
 * True when the fiscal core that runs is the one that its editor released under this version: `npm run release` writes
 * its digest into a file outside the core.
 */
export function isReleased(core: Released = { version: SOFTWARE.version, coreDigest: CORE_DIGEST }): boolean {
  const released = JSON.parse(readFileSync(new URL('./released.json', import.meta.url), 'utf8')) as Released
  return released.version === core.version && released.coreDigest === core.coreDigest
}

/** The draft of the editor's attestation for this office and the core that runs. Throws `not_set_up`. */
export async function attestationDraft(ctx: Ctx): Promise<Buffer> {
  permit(ctx.actor, 'journal.read')
  const [office] = await ctx.db.sql<{ name: string; address: string; siret: string; demo: boolean }[]>`
    SELECT name, address || ', ' || postcode || ' ' || city AS address, siret, demo FROM office WHERE id = 1`
  if (!office) throw new AppError('not_set_up')
  const software = { name: SOFTWARE.name, version: SOFTWARE.version, coreDigest: CORE_DIGEST }
  return drawPaper({
    kind: 'attestation',
    view: { office: { ...office }, software, isReleased: isReleased(), at: ctx.now },
  })
}
