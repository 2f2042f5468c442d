import { bulkAll, transaction, type Db } from '../../db/index.ts'
import { anchorOf, readHeads, showsClosures, type Anchor } from '../journal/anchor.ts'
import { closeDue, type CloseDeps, type Closed, type CloseOptions } from '../journal/close-due.ts'
import { ANCHOR_DUE, messageRows } from '../outbox/outbox.ts'
import type { Instant } from '../shared/time.ts'
import { addAnchor, lastAnchor } from './anchor-file.ts'

export type ClosureDeps = CloseDeps & {
  /** Where the ends of the chains are kept outside the database. */
  anchorFile: string
}

/**
 * Closes what is due, then anchors the ends of all chains: a line in the file, and a letter to who keeps them when the
 * office says who. The anchor follows the commit: whenever the file's last line does not show the last closure of every
 * register, one is added, so that a process that dies in between, or a file that could not be written, is made up for by
 * the next run. The letter goes with what this process closed; one that a crash swallows is in the next, which names
 * later ends of the same chains.
 */
export async function runClosures(
  deps: ClosureDeps,
  now: Instant,
  options: CloseOptions = {},
): Promise<{ closed: Closed[]; anchor: Anchor | null }> {
  const closed = await closeDue(deps, now, options)
  const heads = await readHeads(deps.db)
  if (showsClosures(await lastAnchor(deps.anchorFile), heads)) return { closed, anchor: null }
  const anchor = anchorOf(deps.keys, now, heads)
  await addAnchor(deps.anchorFile, anchor)
  if (closed.length > 0) await askForLetter(deps.db, anchor)
  return { closed, anchor }
}

async function askForLetter(db: Db, anchor: Anchor): Promise<void> {
  const [office] = await db.sql<{ email: string | null }[]>`SELECT anchor_email AS email FROM office`
  if (!office?.email) return
  const message = { kind: ANCHOR_DUE, payload: { line: JSON.stringify(anchor) }, dueAt: anchor.at }
  await transaction(db, (tx) => bulkAll(tx, [messageRows([message])]))
}
