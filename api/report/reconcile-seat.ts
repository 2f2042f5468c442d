import type { CheckTable } from './reconcile-type.ts'

/** Seats of units that corrections gave back, by booking: what was sold of it stays as it was sold. */
const GIVEN_BACK = `
  SELECT booking_id, sum(seats)::int AS n FROM unit_item WHERE status = 'CANCELLED' GROUP BY 1`

/** What moves what a counter of goods has given out; the rest moves what came in. */
const AT_THE_TILL = `reason = 'SALE' OR reason = 'RETURN' AND sale_id IS NOT NULL`

/** Counters against the rows that took from them. */
export const SEAT_CHECKS: CheckTable = {
  'places taken of a counter': `
    SELECT c.id AS subject, coalesce(b.n, 0) + coalesce(g.n, 0) AS expected, c.taken AS found
      FROM counter c
      LEFT JOIN (SELECT s.counter_id, sum(s.seats - coalesce(i.n, 0))::int AS n
                   FROM booking_seat s JOIN booking b ON b.id = s.booking_id
                   LEFT JOIN (${GIVEN_BACK}) i ON i.booking_id = b.id
                  WHERE b.status IN ('CONFIRMED', 'REDEEMED') GROUP BY 1) b ON b.counter_id = c.id
      LEFT JOIN (SELECT counter_id, -sum(qty)::int AS n FROM stock_movement WHERE ${AT_THE_TILL} GROUP BY 1) g
             ON g.counter_id = c.id
     WHERE c.taken <> coalesce(b.n, 0) + coalesce(g.n, 0)`,

  'places held of a counter': `
    SELECT c.id AS subject, coalesce(b.n, 0) AS expected, c.held AS found
      FROM counter c
      LEFT JOIN (SELECT s.counter_id, sum(s.seats)::int AS n
                   FROM booking_seat s JOIN booking b ON b.id = s.booking_id
                  WHERE b.status = 'ON_HOLD' GROUP BY 1) b ON b.counter_id = c.id
     WHERE c.held <> coalesce(b.n, 0)`,

  'stock that came in': `
    SELECT c.id AS subject, coalesce(m.n, 0) AS expected, c.capacity AS found
      FROM product p JOIN counter c ON c.id = p.counter_id
      LEFT JOIN (SELECT counter_id, sum(qty)::int AS n FROM stock_movement WHERE NOT (${AT_THE_TILL}) GROUP BY 1) m
             ON m.counter_id = c.id
     WHERE p.kind = 'GOODS' AND c.capacity <> coalesce(m.n, 0)`,

  'counter of a session': `
    SELECT s.id AS subject, s.counter_id AS expected, 'missing' AS found
      FROM session s WHERE NOT EXISTS (SELECT 1 FROM counter c WHERE c.id = s.counter_id)`,

  'counter of a booking': `
    SELECT s.booking_id AS subject, s.counter_id AS expected, 'missing' AS found
      FROM booking_seat s WHERE NOT EXISTS (SELECT 1 FROM counter c WHERE c.id = s.counter_id)`,

  'session of a booking': `
    SELECT s.booking_id AS subject, s.session_id AS expected, 'missing' AS found
      FROM booking_seat s
     WHERE s.session_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM session x WHERE x.id = s.session_id)`,

  'booking of places taken': `
    SELECT s.counter_id AS subject, s.booking_id AS expected, 'missing' AS found
      FROM booking_seat s WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = s.booking_id)`,

  'order of a booking': `
    SELECT b.id AS subject, b.order_id AS expected, 'missing' AS found
      FROM booking b WHERE NOT EXISTS (SELECT 1 FROM "order" o WHERE o.id = b.order_id)`,

  'status of an order': `
    SELECT o.id AS subject, 'COMPLETED' AS expected, o.status AS found
      FROM "order" o
     WHERE o.status <> 'COMPLETED'
       AND (EXISTS (SELECT 1 FROM sale s WHERE s.order_id = o.id)
            OR EXISTS (SELECT 1 FROM booking b WHERE b.order_id = o.id AND b.status IN ('CONFIRMED', 'REDEEMED')))`,

  'places of a booking': `
    SELECT s.booking_id AS subject, coalesce(i.n, 0) AS expected, s.seats AS found
      FROM booking_seat s JOIN booking b ON b.id = s.booking_id AND b.status IN ('CONFIRMED', 'REDEEMED')
      LEFT JOIN (SELECT booking_id, sum(seats)::int AS n FROM unit_item GROUP BY 1) i
             ON i.booking_id = s.booking_id
     WHERE s.seats <> coalesce(i.n, 0)`,
}
