import type { CheckTable } from './reconcile-type.ts'

/** Bookings, unit items, tickets and who they are for against each other and against what was paid. */
export const TICKET_CHECKS: CheckTable = {
  'sale of a booking': `
    SELECT b.id AS subject, 'a sale line' AS expected, 'missing' AS found
      FROM booking b
     WHERE b.status IN ('CONFIRMED', 'REDEEMED')
       AND NOT EXISTS (SELECT 1 FROM sale_line l WHERE l.booking_id = b.id)`,

  'booking of a unit item': `
    SELECT i.id AS subject, i.booking_id AS expected, 'missing' AS found
      FROM unit_item i WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = i.booking_id)`,

  'tickets of a unit item': `
    SELECT i.id AS subject, 1 AS expected, coalesce(t.n, 0) AS found
      FROM unit_item i
      LEFT JOIN (SELECT unit_item_id, booking_id, count(*) FILTER (WHERE voided_at IS NULL)::int AS n
                   FROM ticket GROUP BY 1, 2) t ON t.unit_item_id = i.id AND t.booking_id = i.booking_id
     WHERE i.status <> 'CANCELLED' AND coalesce(t.n, 0) <> 1`,

  'unit item of a ticket': `
    SELECT t.id AS subject, t.unit_item_id AS expected, 'missing' AS found
      FROM ticket t
     WHERE NOT EXISTS (SELECT 1 FROM unit_item i WHERE i.id = t.unit_item_id AND i.booking_id = t.booking_id)`,

  'sale line of a ticket': `
    SELECT t.id AS subject, t.sale_id || '/' || t.line_n AS expected, 'missing' AS found
      FROM ticket t
     WHERE NOT EXISTS (SELECT 1 FROM sale_line l
                        WHERE l.sale_id = t.sale_id AND l.n = t.line_n AND l.booking_id = t.booking_id)
        OR NOT EXISTS (SELECT 1 FROM sale s WHERE s.id = t.sale_id)`,

  'tickets of a paid line': `
    SELECT l.sale_id || '/' || l.n AS subject, l.qty AS expected, coalesce(t.n, 0) AS found
      FROM sale_line l
      JOIN sale s ON s.id = l.sale_id AND s.doc_type = 'SALE'
      JOIN product p ON p.id = l.product_id AND p.kind IN ('SESSION', 'OPEN')
      LEFT JOIN (SELECT sale_id, line_n, count(DISTINCT unit_item_id)::int AS n FROM ticket GROUP BY 1, 2) t
             ON t.sale_id = l.sale_id AND t.line_n = l.n
     WHERE coalesce(t.n, 0) <> l.qty`,

  'people admitted on a ticket': `
    SELECT a.ticket_id AS subject, t.admits AS expected, a.admits AS found
      FROM admission a LEFT JOIN ticket t ON t.id = a.ticket_id
     WHERE a.admits IS DISTINCT FROM t.admits OR a.admitted > a.admits`,

  'unit item of a guest': `
    SELECT g.unit_item_id AS subject, g.booking_id AS expected, 'missing' AS found
      FROM guest g
     WHERE NOT EXISTS (SELECT 1 FROM unit_item i WHERE i.id = g.unit_item_id AND i.booking_id = g.booking_id)`,

  // An order may learn later who it is for: its sale, which nobody changes, then names nobody.
  'customer of a sale': `
    SELECT s.id AS subject, s.customer_ref AS expected, coalesce(o.customer_id, 'nobody') AS found
      FROM sale s LEFT JOIN "order" o ON o.id = s.order_id
     WHERE s.customer_ref IS NOT NULL AND s.customer_ref IS DISTINCT FROM o.customer_id`,

  'tickets of a line taken back': `
    SELECT l.sale_id || '/' || l.n AS subject, coalesce(k.n, 0) AS expected, t.n AS found
      FROM sale_line l
      JOIN (SELECT sale_id, line_n, count(*) FILTER (WHERE t.voided_at IS NOT NULL AND i.status = 'CANCELLED')::int AS n,
                   bool_or((t.voided_at IS NULL) <> (i.status <> 'CANCELLED')) AS differ
              FROM ticket t JOIN unit_item i ON i.booking_id = t.booking_id AND i.id = t.unit_item_id GROUP BY 1, 2) t
        ON t.sale_id = l.sale_id AND t.line_n = l.n
      LEFT JOIN (SELECT origin_id, origin_n, sum(qty)::int AS n FROM corrected_line GROUP BY 1, 2) k
             ON k.origin_id = l.sale_id AND k.origin_n = l.n
     WHERE t.n <> coalesce(k.n, 0) OR t.differ`,
}
