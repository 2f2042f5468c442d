import { z } from 'zod'
import { idField } from '../id-field.ts'
import {
  mayHaveOwnPrice,
  MOST_FARE_C,
  MOST_PASSENGERS,
  RAIL_CLASSES,
  RAIL_PRODUCTS,
  STATION_MOST,
  THIS_CENTURY,
} from '../shared/rail.ts'
import { isCardNumber, RAIL_REF_MOST, REF_SIGNS, TENDER_REF_MOST } from '../shared/ref.ts'
import { DISCOUNT_REASONS } from '../shared/discount.ts'
import { TYPED_MEANS, type TenderInput } from '../shared/tender.ts'
import type { ErrorCode } from '../shared/errors.ts'
import { LANGUAGES, ORIGIN, RECEIPT_CHOICES, VISITOR_KINDS } from '../shared/visitor.ts'
import { CARD_LEAST_C, CARD_MOST_C, kindOfMeans } from '../shared/voucher.ts'
import { voucherCodeField } from '../voucher-field.ts'
import { emailField, nameField, phoneField } from '../visitor-field.ts'

const amount = z.int().min(0).max(10_000_000)

/** What is sealed stays for ever: a number as it is printed on a paper, never a name. */
export const ref = (most: number) =>
  z.string().trim().min(1).max(most).regex(REF_SIGNS, { error: 'letters, digits, spaces, / and - only' })
/** A slip's or a cheque's: never the number of the card that is beside it. */
export const tenderRef = ref(TENDER_REF_MOST).refine((text) => !isCardNumber(text), {
  error: 'this looks like the number of a card',
})
const station = z.string().trim().min(1).max(STATION_MOST)

/** The SNCF ticket as its terminal printed it (fiscal.md 4). */
export const External = z
  .strictObject({
    terminal: ref(RAIL_REF_MOST),
    ref: ref(RAIL_REF_MOST),
    product: z.enum(RAIL_PRODUCTS),
    origin: station,
    destination: station,
    travelClass: z.enum(RAIL_CLASSES),
    travelDay: z.iso.date().regex(THIS_CENTURY).nullable(),
    passengers: z.int().min(1).max(MOST_PASSENGERS),
    /** The fare printed, for all passengers together, in cents; the catalogue's price when absent. */
    fareC: z.int().min(1).max(MOST_FARE_C).optional(),
  })
  .refine((e) => e.fareC !== undefined || mayHaveOwnPrice(e), {
    error: 'the fare that the terminal printed is needed',
    path: ['fareC'],
  })

const Units = z
  .array(z.strictObject({ unitId: idField('unit'), qty: z.int().min(1).max(500) }))
  .min(1)
  .max(20)
  .refine((units) => new Set(units.map((u) => u.unitId)).size === units.length, {
    error: 'a unit is named twice',
  })

export const HoldLineInput = z.strictObject({
  optionId: idField('option'),
  sessionIds: z.array(idField('session')).max(20),
  units: Units,
})

/** Tickets of one basket. A coach party is sixty; and each is signed, drawn and printed. */
const MOST_UNITS = 500

const fewUnits = (lines: readonly { units: readonly { qty: number }[] }[]): boolean =>
  lines.reduce((sum, line) => sum + line.units.reduce((n, unit) => n + unit.qty, 0), 0) <= MOST_UNITS

const TOO_MANY = { error: `more than ${MOST_UNITS} units in all` }

export const HoldInput = z.strictObject({
  registerId: idField('register'),
  lines: z.array(HoldLineInput).max(50).refine(fewUnits, TOO_MANY),
})

const Discounts = z
  .array(
    z.strictObject({
      discountId: idField('discount'),
      unitId: idField('unit'),
      qty: z.int().min(1).max(500),
      value: z.int().min(1).max(1_000_000),
      reason: z.enum(DISCOUNT_REASONS),
    }),
  )
  .min(1)
  .max(20)

const SaleLineInput = HoldLineInput.extend({
  external: External.optional(),
  discounts: Discounts.optional(),
  /** What is put on each gift card when that is the visitor's own choice. */
  voucher: z.strictObject({ amountC: z.int().min(CARD_LEAST_C).max(CARD_MOST_C) }).optional(),
  /** Of each person of the line, in the order of its units; what takes no seat has none. */
  names: z.array(nameField).max(MOST_UNITS).optional(),
})

/** Whom to tell if the departure changes, and whom the tickets are for. */
const Visitor = z
  .strictObject({
    firstName: nameField.optional(),
    lastName: nameField.optional(),
    email: emailField.optional(),
    phone: phoneField.optional(),
    language: z.enum(LANGUAGES).optional(),
  })
  .refine((v) => v.email ?? v.phone ?? v.lastName ?? v.firstName, {
    error: 'a name, an address or a number is needed',
  })

const Tender = z.strictObject({
  means: z.enum(TYPED_MEANS),
  amountC: amount.min(1),
  tenderedC: amount.optional(),
  ref: tenderRef.optional(),
  voucherCode: voucherCodeField.optional(),
  proof: z.enum(['PASSPORT', 'IDENTITY_CARD', 'RESIDENCE_PERMIT']).optional(),
})

/** What a till sends: the sale's id was made when the basket opened and is the idempotency key. */
export const SellInput = z
  .strictObject({
    id: idField('sale'),
    orderId: idField('order'),
    registerId: idField('register'),
    shiftId: idField('shift'),
    lines: z.array(SaleLineInput).min(1).max(50).refine(fewUnits, TOO_MANY),
    tenders: z
      .array(
        Tender.refine((t) => t.tenderedC === undefined || (t.means === 'CASH' && t.tenderedC >= t.amountC), {
          error: 'only cash gives change, and never less than it settles',
        })
          .refine((t) => t.means !== 'CB' || t.ref !== undefined, {
            error: 'the slip of the terminal is needed',
            path: ['ref'],
          })
          .refine((t) => t.means !== 'CASH' || t.ref === undefined, {
            error: 'cash has no number',
            path: ['ref'],
          })
          .refine((t) => (kindOfMeans(t.means) !== null) === (t.voucherCode !== undefined), {
            error: 'a gift card or a credit note is named by its code, and nothing else is',
            path: ['voucherCode'],
          })
          .refine((t) => t.voucherCode === undefined || t.ref === undefined, {
            error: 'a voucher has its code alone',
            path: ['ref'],
          })
          .refine((t) => t.means === 'CASH' || t.proof === undefined, {
            error: 'only cash needs a proof of residence',
            path: ['proof'],
          }),
      )
      .max(12),
    expected: z.strictObject({ totalC: amount, changeC: amount }),
    visitor: Visitor.optional(),
    origin: z.string().regex(ORIGIN).optional(),
    visitorKind: z.enum(VISITOR_KINDS).optional(),
    receipt: z.enum(RECEIPT_CHOICES).optional(),
  })
  .refine((sale) => sale.receipt !== 'EMAIL' || sale.visitor?.email !== undefined, {
    error: 'no address to send the receipt to',
    path: ['visitor', 'email'],
  })

export type External = z.infer<typeof External>
/** A sale as the commands take it: the server itself may settle by means that nobody types (`SaleRequest.vouched`). */
export type SellInput = Omit<z.infer<typeof SellInput>, 'tenders'> & { tenders: TenderInput[] }
export type SaleLineInput = z.infer<typeof SaleLineInput>
export type HoldInput = z.infer<typeof HoldInput>
export type HoldLineInput = z.infer<typeof HoldLineInput>

export const Answer = z.object({
  id: z.string(),
  number: z.string(),
  at: z.string(),
  totalC: z.int(),
  changeC: z.int(),
  tickets: z.array(
    z.object({
      id: z.string(),
      shortCode: z.string(),
      label: z.string(),
      fare: z.string().nullable(),
      admits: z.int(),
    }),
  ),
  /** Gift cards that were sold, which come on paper with the tickets. */
  cards: z.int(),
})

/** What an accepted sale answers, the first time and at every replay. */
export type SaleAnswer = z.infer<typeof Answer>

/** Why a basket is not sold. */
export const SALE_REFUSALS = [
  'bad_request',
  'sold_out',
  'price_changed',
  'session_closed',
  'cutoff_passed',
  'not_on_sale',
  'sessions_mismatch',
  'cash_ceiling',
  'tender_not_allowed',
  'tender_mismatch',
  'id_reused',
  'shift_closed',
  'shift_too_old',
  'external_ref_used',
  'discount_not_allowed',
  'names_needed',
  'revenue_not_authorised',
  'not_set_up',
  // More sales wait in the lane than it takes.
  'unavailable',
] as const satisfies readonly ErrorCode[]
