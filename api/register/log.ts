import type { Call, Db } from '../../db/index.ts'
import type { Journal } from '../../db/schema/journal.ts'
import type { Instant } from '../shared/time.ts'

type Sql = Db['sql']
/** A value, or what the statement around it calls it. */
type Said<T> = T | Call

/**
 * SQL: the number of the first record of a register's chain since a moment; of none, the one after its last. A chain
 * has no index of time, but its time never goes back along its numbers (fiscal.md 1.6): halving finds the place in some
 * twenty steps.
 */
export const firstSince = (
  sql: Sql,
  { registerId, journal }: { registerId: Said<string>; journal: Journal },
  since: Said<Instant>,
) => sql`(
  WITH RECURSIVE half (lo, hi) AS (
    SELECT 1, coalesce((SELECT h.last_seq FROM journal_head h
                         WHERE h.register_id = ${registerId} AND h.journal = ${journal}), 0) + 1
    UNION ALL
    SELECT CASE WHEN j.recorded_at < ${since}::timestamptz THEN (lo + hi) / 2 + 1 ELSE lo END,
           CASE WHEN j.recorded_at < ${since}::timestamptz THEN hi ELSE (lo + hi) / 2 END
      FROM half JOIN journal_record j
        ON j.register_id = ${registerId} AND j.journal = ${journal} AND j.seq = (lo + hi) / 2
     WHERE lo < hi)
  SELECT max(lo) FROM half)`
