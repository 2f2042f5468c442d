import { z } from 'zod'
import { isId } from '../shared/id.ts'

export const ScanInput = z.strictObject({
  id: z.string().refine((id) => isId('scan', id), 'not a scan id'),
  /** What the scanner read or a hand typed: a signed code, or a short one. */
  code: z.string().min(1).max(200),
  /** The departure that is being boarded; else the ticket's own of today. */
  sessionId: z
    .string()
    .refine((id) => isId('session', id), 'not a session id')
    .optional(),
  /** How many people pass, when the ticket admits several; all that remain when missing. */
  count: z.int().min(1).max(255).optional(),
})
export type ScanInput = z.infer<typeof ScanInput>

export const REFUSALS = [
  'already_used',
  'cancelled',
  'other_date',
  'other_session',
  'other_provider',
  'forged',
  'unknown',
  'too_many',
] as const
export type Why = (typeof REFUSALS)[number]

const Ticket = z.object({
  shortCode: z.string(),
  product: z.string(),
  fare: z.string().nullable(),
  unit: z.string(),
  admits: z.int(),
  /** People let in so far on this ticket, for this session. */
  admitted: z.int(),
  /** Civil day and time of the session; null when it is open-dated. */
  day: z.string().nullable(),
  time: z.string().nullable(),
  sessionId: z.string().nullable(),
  /** First and last day on which it admits. */
  validFrom: z.string(),
  validTo: z.string(),
})

/** People of one fare in the same booking: how many, and how many are in. */
const Party = z.object({ unit: z.string(), expected: z.int(), admitted: z.int() })

export const ScanAnswer = z.object({
  verdict: z.enum(['admitted', 'refused']),
  why: z.enum(REFUSALS).optional(),
  /** When it was admitted; for a ticket already used or cancelled, when that was. */
  at: z.string().optional(),
  /** How many this scan let in. */
  count: z.int().optional(),
  /** Absent when the ticket is not the caller's to see. */
  ticket: Ticket.optional(),
  party: z.array(Party).optional(),
  admittedOfSession: z.object({ admitted: z.int(), expected: z.int() }).optional(),
})
export type ScanAnswer = z.infer<typeof ScanAnswer>
