import { z } from 'zod'
import { LANGUAGES } from '../shared/visitor.ts'

/** PART: a ticket for several of which some are in. */
export const TICKET_STATES = ['VALID', 'PART', 'USED', 'VOID'] as const

/** What may happen to an order, in the words of its time line. */
export const HAPPENINGS = [
  'HELD',
  'LINE_REMOVED',
  'SOLD',
  'PRINTED',
  'COPY',
  'CONTACT',
  'LETTER',
  'LETTER_SENT',
  'LETTER_KEPT',
  'LETTER_FAILED',
  'SCAN',
  'SCAN_REFUSED',
  'SCAN_UNDONE',
  'VOIDED',
] as const
export type Happening = (typeof HAPPENINGS)[number]

export const HistoryLine = z.object({
  at: z.string(),
  what: z.enum(HAPPENINGS),
  /** Code of who acted; null when nobody did, or when it is not known. */
  operator: z.string().nullable(),
  /** Receipt number, ticket code, name of a product. */
  ref: z.string().nullable(),
  /** People let in, or the number of the copy. */
  n: z.int().nullable(),
  /** Reason of a copy or of a refusal, verdict, what a letter carries. */
  detail: z.string().nullable(),
})
export type HistoryLine = z.infer<typeof HistoryLine>

export const OrderView = z.object({
  id: z.string(),
  status: z.enum(['OPEN', 'COMPLETED', 'EXPIRED', 'CANCELLED']),
  channel: z.string(),
  register: z.object({ code: z.string(), name: z.string() }),
  receipt: z.string(),
  origin: z.string().nullable(),
  visitorKind: z.string().nullable(),
  customer: z
    .object({
      firstName: z.string().nullable(),
      lastName: z.string().nullable(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      language: z.enum(LANGUAGES),
    })
    .nullable(),
  bookings: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      product: z.string(),
      meetingPoint: z.string().nullable(),
      sessions: z.array(z.object({ id: z.string(), startsAt: z.string(), leg: z.int() })),
      tickets: z.array(
        z.object({
          id: z.string(),
          saleId: z.string(),
          shortCode: z.string(),
          fare: z.string(),
          admits: z.int(),
          admitted: z.int(),
          guest: z.string().nullable(),
          validFrom: z.string(),
          validTo: z.string(),
          state: z.enum(TICKET_STATES),
          /** When it was used last, or voided. */
          stateAt: z.string().nullable(),
        }),
      ),
    }),
  ),
  sales: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      at: z.string(),
      docType: z.string(),
      registerId: z.string(),
      operator: z.string(),
      totalC: z.int(),
      changeC: z.int(),
      copies: z.int(),
      tickets: z.int(),
      /** Gift cards and credit notes that it gave. */
      cards: z.int(),
      lines: z.array(
        z.object({
          n: z.int(),
          label: z.string(),
          fare: z.string().nullable(),
          qty: z.int(),
          unitC: z.int(),
          discountC: z.int(),
          totalC: z.int(),
          serviceAt: z.string().nullable(),
          serviceDay: z.string().nullable(),
          externalRef: z.string().nullable(),
        }),
      ),
      tenders: z.array(z.object({ means: z.string(), amountC: z.int(), ref: z.string().nullable() })),
    }),
  ),
  letters: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      status: z.enum(['QUEUED', 'SENT', 'KEPT', 'FAILED']),
      recipient: z.string(),
      carries: z.array(z.enum(['RECEIPT', 'TICKETS'])),
    }),
  ),
  history: z.array(HistoryLine),
})
export type OrderView = z.infer<typeof OrderView>
