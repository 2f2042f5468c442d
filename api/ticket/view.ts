import { cachedBooks } from '../catalog/catalog.ts'
import { agreementOn, type Terms } from '../catalog/terms.ts'
import { permit, type Ctx } from '../context.ts'
import type { ProductText, ShortText } from '../shared/catalog.ts'
import { local, plusMinutes, type Day, type Instant } from '../shared/time.ts'
import { encodeTicket, sessionTag } from './code.ts'
import { ticketWords } from './text.ts'
import type { TicketLanguage, TicketLeg, TicketView } from './model.ts'

type TicketRow = {
  id: string
  shortCode: string
  keyId: number
  admits: number
  validFrom: Day
  validTo: Day
  voidedAt: Instant | null
  number: string
  soldAt: Instant
  providerId: string | null
  unitC: number
  vatRateBp: number | null
  vatExemptCode: string | null
  fare: ShortText
  text: ProductText
  art: string
  kind: string
  checkinMinutes: number
  meetingPoint: string | null
  place: string | null
  providerName: string | null
  providerSiret: string | null
  saleMode: string
  legs: ShortText[]
  serial: number | null
  soldAtSite: string
  sessions: { id: string; startsAt: Instant; leg: number }[] | null
}

/** The tickets of a sale as they are printed, voided ones left out, their codes signed now with the key of each. */
export async function saleTickets(
  ctx: Ctx,
  saleId: string,
  language: TicketLanguage = 'fr',
): Promise<TicketView[]> {
  permit(ctx.actor, 'sale.read')
  return ticketsOf(ctx, saleId, language)
}

/** What a ticket is made of: rows, and the keys that sign it. */
export type TicketSource = Pick<Ctx, 'db' | 'keys'>

/** The same for a letter that goes by itself: whoever calls has said who may. */
export async function ticketsOf(
  ctx: TicketSource,
  saleId: string,
  language: TicketLanguage,
): Promise<TicketView[]> {
  const [rows, books] = await Promise.all([ticketRows(ctx, saleId), cachedBooks(ctx.db)])
  const office = {
    name: books.office?.name ?? '',
    siret: books.office?.siret ?? '',
    demo: books.office?.demo ?? false,
  }
  const zone = books.office?.zone
  return rows.map((row, i) => {
    const sessions = row.sessions ?? []
    const words = language === 'en' ? (row.text.en ?? row.text.fr) : row.text.fr
    const only = sessions.length === 1 && sessions[0] ? local(sessions[0].startsAt, zone) : null
    const checkin = only && sessions[0] ? minutesBefore(sessions[0].startsAt, row.checkinMinutes, zone) : null
    return {
      language,
      office,
      art: row.art,
      title: words.title,
      day: only?.day ?? null,
      time: only?.time ?? null,
      checkinTime: row.checkinMinutes > 0 ? checkin : null,
      validity: sessions.length === 0 ? { from: row.validFrom, to: row.validTo } : null,
      legs: sessions.length > 1 ? sessions.map((s, n) => legOf(row, s, n, language, zone)) : [],
      meetingPoint: row.meetingPoint,
      place: row.place,
      fareName: row.fare[language] ?? row.fare.fr,
      n: i + 1,
      of: rows.length,
      priceC: row.unitC,
      provider:
        row.providerName && row.saleMode === 'MANDATE'
          ? { name: row.providerName, siret: row.providerSiret ?? '' }
          : null,
      vatText: vatText(row, language),
      orderNumber: row.number,
      code: encodeTicket(
        {
          keyId: row.keyId,
          ticketId: row.id,
          validFrom: row.validFrom,
          validTo: row.validTo,
          admits: row.admits,
          tag: sessionTag(sessions.map((s) => s.id)),
        },
        (bytes) => signerOf(ctx, row.keyId)(bytes),
      ),
      shortCode: row.shortCode,
      admits: row.admits,
      show:
        row.serial === null
          ? null
          : { serial: row.serial, soldDay: local(row.soldAt, zone).day, soldAt: row.soldAtSite },
      bring: words.bring ?? null,
      cancel: isFirm(row, books.terms) ? ticketWords(language).firm : (words.cancel ?? null),
    }
  })
}

/** Sold after the time until which the agreement lets it be given up: the product's promise does not hold for it. */
function isFirm(row: TicketRow, terms: Terms): boolean {
  const first = row.sessions?.[0]
  const agreement = row.providerId && agreementOn(terms, row.providerId, local(row.soldAt).day)
  const free = agreement ? agreement.cancellation.freeUntilMinutes : null
  return first !== undefined && free !== null && plusMinutes(first.startsAt, -free) <= row.soldAt
}

async function ticketRows(ctx: TicketSource, saleId: string): Promise<TicketRow[]> {
  return ctx.db.sql<TicketRow[]>`
    SELECT t.id, t.short_code AS "shortCode", t.key_id AS "keyId", t.admits, t.valid_from AS "validFrom",
           t.valid_to AS "validTo", t.voided_at AS "voidedAt", s.number, s.at AS "soldAt", p.provider_id AS "providerId", l.unit_c AS "unitC",
           l.vat_rate_bp AS "vatRateBp", l.vat_exempt_code AS "vatExemptCode", u.name AS fare, p.text, p.art, p.kind,
           p.checkin_minutes AS "checkinMinutes", p.meeting_point AS "meetingPoint", p.place,
           (SELECT w.serial FROM show_ticket w WHERE w.ticket_id = t.id) AS serial, i.name AS "soldAtSite",
           v.name AS "providerName", v.siret AS "providerSiret", p.sale_mode AS "saleMode", o.legs,
           (SELECT json_agg(json_build_object('id', e.id, 'startsAt', to_char(e.starts_at AT TIME ZONE 'UTC',
                   'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'leg', e.leg) ORDER BY e.starts_at)
              FROM booking_seat b JOIN session e ON e.id = b.session_id WHERE b.booking_id = t.booking_id) AS sessions
      FROM ticket t
      JOIN sale s ON s.id = t.sale_id
      JOIN register g ON g.id = s.register_id
      JOIN site i ON i.id = g.site_id
      JOIN sale_line l ON l.sale_id = t.sale_id AND l.n = t.line_n AND l.booking_id = t.booking_id
      JOIN unit u ON u.id = t.unit_id
      JOIN option o ON o.id = u.option_id
      JOIN product p ON p.id = t.product_id
      LEFT JOIN provider v ON v.id = p.provider_id
     WHERE t.sale_id = ${saleId} AND t.voided_at IS NULL
     ORDER BY t.line_n, t.id`
}

function signerOf(ctx: TicketSource, keyId: number): (bytes: Uint8Array) => Uint8Array {
  const key = ctx.keys.ticketKeys.get(keyId)
  if (!key) throw new Error(`the key file lacks ticket key ${keyId}`)
  return key.sign
}

function minutesBefore(startsAt: Instant, minutes: number, zone: string | undefined): string {
  const at = plusMinutes(startsAt, -minutes)
  return local(at, zone).time
}

function legOf(
  row: TicketRow,
  session: { startsAt: Instant; leg: number },
  n: number,
  language: TicketLanguage,
  zone: string | undefined,
): TicketLeg {
  const { day, time } = local(session.startsAt, zone)
  const name = row.legs[session.leg]
  const label = row.legs.length > 1 && name ? (name[language] ?? name.fr) : `${n + 1}`
  return { label, day, time }
}

/** The tax in the price, and who owes it. */
function vatText(row: TicketRow, language: TicketLanguage): string {
  const third = row.saleMode === 'MANDATE'
  if (row.vatRateBp === null) return language === 'fr' ? 'TVA non applicable' : 'VAT not applicable'
  const rate = String(row.vatRateBp / 100)
  if (language === 'en') return `${rate}% VAT included${third ? ', owed by the provider' : ''}`
  return `TVA ${rate.replace('.', ',')}\u00a0% comprise${third ? ', due par le prestataire' : ''}`
}
