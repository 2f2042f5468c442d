import { readAnchors } from '../closure/anchor-file.ts'
import { permit, type Ctx } from '../context.ts'
import { officeRegister } from '../journal/office.ts'
import { verifyJournals } from '../journal/verify.ts'
import type { VerificationLine } from '../shared/archive.ts'
import { AppError } from '../shared/errors.ts'
import { noteFaults, VERIFY_PAGE } from './archive.ts'
import { lines } from './stream.ts'

/** One in this process at a time. */
let isUnderWay = false

/**
 * Verifies every chain of the journal, and says each one as it is walked. Whoever stops reading stops it. Throws
 * `unavailable` while another one is under way in this process. A fault leaves its trace in the event log.
 */
export function verification(ctx: Ctx, anchorFile: string): Response {
  const actor = permit(ctx.actor, 'journal.read')
  if (isUnderWay) throw new AppError('unavailable', { retryAfter: 10 })
  isUnderWay = true
  return lines(async (say) => {
    try {
      const { chains, records, faults } = await verifyJournals(ctx.db, {
        trusted: new Set(ctx.keys.all.map((key) => key.id)),
        page: VERIFY_PAGE,
        anchors: (await readAnchors(anchorFile)) ?? [],
        onPage: (count) => say.maybe({ records: count } satisfies VerificationLine),
        onChain: ({ fault, ...chain }) =>
          say.now({
            chain: { ...chain, fault: fault && { seq: fault.seq, what: fault.what, detail: fault.detail } },
          } satisfies VerificationLine),
      })
      const office = faults.length > 0 ? await officeRegister(ctx.db) : null
      if (office) await noteFaults(ctx.db, ctx.keys, office, actor.code, faults, ctx.now)
      say.now({ end: { records, chains: chains.length, faults } } satisfies VerificationLine)
    } finally {
      isUnderWay = false
    }
  })
}
