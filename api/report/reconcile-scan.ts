import type { CheckTable } from './reconcile-type.ts'

/** What the scan of a group, or its taking back, counts is what those beside it count, numbered after it. */
const NUMBERED = `
  SELECT split_part(id, '.', 1) AS id, verdict, sum(count)::int AS n FROM scan WHERE id LIKE '%.%' GROUP BY 1, 2`

/** Scans against the admissions that they made and took back, and against what those redeemed. */
export const SCAN_CHECKS: CheckTable = {
  'scans of an admission': `
    SELECT a.ticket_id AS subject, coalesce(s.n, 0) AS expected, a.admitted AS found
      FROM admission a
      LEFT JOIN (SELECT ticket_id, coalesce(session_id, '') AS session_id, sum(CASE verdict WHEN 'admitted' THEN count ELSE -count END)::int AS n
                   FROM scan WHERE verdict IN ('admitted', 'undone') GROUP BY 1, 2) s
             ON s.ticket_id = a.ticket_id AND s.session_id = a.session_id
     WHERE coalesce(s.n, 0) <> a.admitted`,

  'admission of a scan': `
    SELECT s.id AS subject, concat_ws(' ', s.ticket_id, s.session_id) AS expected, 'missing' AS found
      FROM scan s
     WHERE s.verdict IN ('admitted', 'undone') AND (s.ticket_id IS NOT NULL OR s.verdict = 'admitted')
       AND NOT EXISTS (SELECT 1 FROM admission a
                        WHERE a.ticket_id = s.ticket_id AND a.session_id = coalesce(s.session_id, ''))`,

  'scan that is taken back': `
    SELECT u.id AS subject, concat_ws('/', CASE WHEN s.verdict = 'admitted' THEN s.ticket_id END, s.session_id,
                                      CASE WHEN s.verdict = 'admitted' THEN s.count END) AS expected,
           concat_ws('/', u.ticket_id, u.session_id, u.count) AS found
      FROM scan u LEFT JOIN scan s ON s.id = u.undoes
     WHERE (u.verdict = 'undone' OR u.undoes IS NOT NULL)
       AND (u.verdict <> 'undone' OR s.id IS NULL OR u.session_id IS DISTINCT FROM s.session_id
            OR CASE s.verdict WHEN 'admitted' THEN u.ticket_id IS DISTINCT FROM s.ticket_id OR u.count <> s.count
                              WHEN 'group' THEN u.ticket_id IS NOT NULL ELSE true END)`,

  'scans of a group': `
    SELECT g.id AS subject, coalesce(m.n, 0) AS expected, g.count AS found
      FROM scan g
      LEFT JOIN (${NUMBERED}) m ON m.id = g.id AND m.verdict = CASE g.verdict WHEN 'group' THEN 'admitted' ELSE 'undone' END
     WHERE (g.verdict = 'group' OR g.verdict = 'undone' AND g.ticket_id IS NULL) AND g.count <> coalesce(m.n, 0)`,

  'redemption of a unit item': `
    SELECT i.id AS subject, CASE i.status WHEN 'REDEEMED' THEN 'CONFIRMED' ELSE 'REDEEMED' END AS expected, i.status AS found
      FROM unit_item i
      LEFT JOIN (SELECT t.booking_id, t.unit_item_id, max(a.n) AS n FROM ticket t
                   JOIN (SELECT ticket_id, count(*) AS n FROM admission WHERE admitted >= admits GROUP BY 1) a ON a.ticket_id = t.id
                  GROUP BY 1, 2) a ON a.booking_id = i.booking_id AND a.unit_item_id = i.id
      LEFT JOIN (SELECT booking_id, count(session_id) AS n FROM booking_seat GROUP BY 1) s ON s.booking_id = i.booking_id
     WHERE i.status <> 'CANCELLED'
       AND (i.status = 'REDEEMED') <> (coalesce(a.n, 0) >= greatest(1, coalesce(s.n, 0)))`,
}
