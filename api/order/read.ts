import { permit, type Ctx } from '../context.ts'
import { AppError } from '../shared/errors.ts'
import { historyOf } from './history.ts'
import { OrderView } from './read-form.ts'

type Sale = OrderView['sales'][number]
type Booking = OrderView['bookings'][number]
type Ticket = Booking['tickets'][number]
type Letter = OrderView['letters'][number]

/**
 * An order with all that became of it: bookings with their tickets, sales, who to reach, letters, and its time line,
 * from rows alone. Staff of the office only. Throws `not_found`.
 */
export async function readOrder(ctx: Ctx, id: string): Promise<OrderView> {
  permit(ctx.actor, 'order.read')
  const [head, bookings, sales, letters] = await Promise.all([
    readHead(ctx, id),
    readBookings(ctx, id),
    readSales(ctx, id),
    readLetters(ctx, id),
  ])
  if (!head) throw new AppError('not_found')
  // What rows were told apart by is left out.
  return OrderView.parse({
    ...head,
    customer: head.customerId === null ? null : head.customer,
    register: { code: head.registerCode, name: head.registerName },
    bookings,
    sales,
    letters,
    history: await historyOf(ctx.db, id),
  })
}

type Head = Omit<OrderView, 'register' | 'bookings' | 'sales' | 'letters' | 'history'> & {
  customerId: string | null
  registerCode: string
  registerName: string
}

async function readHead(ctx: Ctx, id: string): Promise<Head | null> {
  const [row] = await ctx.db.sql<Head[]>`
    SELECT o.id, o.status, o.channel, o.receipt, o.origin, o.visitor_kind AS "visitorKind",
           r.code AS "registerCode", r.name AS "registerName", c.id AS "customerId",
           json_build_object('firstName', c.first_name, 'lastName', c.last_name, 'email', c.email,
                             'phone', c.phone, 'language', c.language) AS customer
      FROM "order" o JOIN register r ON r.id = o.register_id LEFT JOIN customer c ON c.id = o.customer_id
     WHERE o.id = ${id}`
  return row ?? null
}

async function readBookings({ db }: Ctx, orderId: string): Promise<Booking[]> {
  const [bookings, sessions, tickets] = await Promise.all([
    db.sql<Booking[]>`
      SELECT b.id, b.status, p.text->'fr'->>'title' AS product, p.meeting_point AS "meetingPoint"
        FROM booking b JOIN product p ON p.id = b.product_id
       WHERE b.order_id = ${orderId} ORDER BY b.id`,
    db.sql<(Booking['sessions'][number] & { bookingId: string })[]>`
      SELECT e.booking_id AS "bookingId", s.id, s.starts_at AS "startsAt", s.leg
        FROM booking b JOIN booking_seat e ON e.booking_id = b.id JOIN session s ON s.id = e.session_id
       WHERE b.order_id = ${orderId} ORDER BY s.starts_at, s.id`,
    db.sql<(Ticket & { bookingId: string; voidedAt: string | null; lastAt: string | null })[]>`
      SELECT t.booking_id AS "bookingId", t.id, t.sale_id AS "saleId", t.short_code AS "shortCode",
             coalesce(u.name->>'fr', l.fare, l.label) AS fare, t.admits, g.name AS guest,
             t.valid_from AS "validFrom", t.valid_to AS "validTo", t.voided_at AS "voidedAt",
             a.last_at AS "lastAt", coalesce(a.admitted, 0) AS admitted
        FROM booking b
        JOIN ticket t ON t.booking_id = b.id
        JOIN sale_line l ON l.sale_id = t.sale_id AND l.n = t.line_n
        LEFT JOIN unit u ON u.id = t.unit_id
        LEFT JOIN guest g ON g.booking_id = t.booking_id AND g.unit_item_id = t.unit_item_id
        LEFT JOIN LATERAL (
          SELECT max(x.last_at) AS last_at, max(x.admitted)::int AS admitted
            FROM admission x WHERE x.ticket_id = t.id AND x.admitted > 0) a ON true
       WHERE b.order_id = ${orderId} ORDER BY t.line_n, t.id`,
  ])
  return bookings.map((booking) => ({
    ...booking,
    sessions: sessions.filter((s) => s.bookingId === booking.id),
    tickets: tickets.filter((t) => t.bookingId === booking.id).map(stateOf),
  }))
}

function stateOf(ticket: Ticket & { voidedAt: string | null; lastAt: string | null }): Ticket {
  if (ticket.voidedAt !== null) return { ...ticket, state: 'VOID', stateAt: ticket.voidedAt }
  if (ticket.admitted === 0) return { ...ticket, state: 'VALID', stateAt: null }
  return { ...ticket, state: ticket.admitted < ticket.admits ? 'PART' : 'USED', stateAt: ticket.lastAt }
}

async function readSales({ db }: Ctx, orderId: string): Promise<Sale[]> {
  const [sales, lines, tenders] = await Promise.all([
    db.sql<Sale[]>`
      SELECT s.id, s.number, s.at, s.doc_type AS "docType", s.register_id AS "registerId", f.code AS operator,
             s.total_c AS "totalC", s.change_c AS "changeC",
             (SELECT count(*)::int FROM journal_record j WHERE j.subject = s.id AND j.journal = 'C') AS copies,
             (SELECT count(*)::int FROM booking b JOIN ticket t ON t.booking_id = b.id
               WHERE b.order_id = s.order_id AND t.sale_id = s.id AND t.voided_at IS NULL) AS tickets,
             (SELECT count(*)::int FROM voucher v WHERE v.sale_id = s.id) AS cards
        FROM sale s JOIN staff f ON f.id = s.staff_id
       WHERE s.order_id = ${orderId} ORDER BY s.at, s.seq`,
    db.sql<(Sale['lines'][number] & { saleId: string })[]>`
      SELECT l.sale_id AS "saleId", l.n, l.label, l.fare, l.qty, l.unit_c AS "unitC", l.discount_c AS "discountC",
             l.total_c AS "totalC", l.service_at AS "serviceAt", l.service_day AS "serviceDay",
             l.external_ref AS "externalRef"
        FROM sale s JOIN sale_line l ON l.sale_id = s.id WHERE s.order_id = ${orderId} ORDER BY l.sale_id, l.n`,
    db.sql<(Sale['tenders'][number] & { saleId: string })[]>`
      SELECT e.sale_id AS "saleId", e.means, e.amount_c AS "amountC", e.ref
        FROM sale s JOIN tender e ON e.sale_id = s.id WHERE s.order_id = ${orderId} ORDER BY e.sale_id, e.n`,
  ])
  return sales.map((sale) => ({
    ...sale,
    lines: lines.filter((line) => line.saleId === sale.id),
    tenders: tenders.filter((tender) => tender.saleId === sale.id),
  }))
}

async function readLetters({ db }: Ctx, orderId: string): Promise<Letter[]> {
  const rows = await db.sql<Letter[]>`
    SELECT id, at, status, recipient,
           ARRAY(SELECT DISTINCT a->>'kind' FROM jsonb_array_elements(attachments) a ORDER BY 1) AS carries
      FROM mail WHERE order_id = ${orderId} ORDER BY at DESC, id DESC`
  return [...rows]
}
