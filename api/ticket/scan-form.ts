import { z } from 'zod'
import { idField } from '../id-field.ts'
import { isId } from '../shared/id.ts'

const ScanId = idField('scan')

export const ScanInput = z.strictObject({
  id: ScanId,
  /** What the scanner read or a hand typed: a signed code, or a short one. */
  code: z.string().min(1).max(200),
  /** The departure that is being boarded; else the ticket's own of today. */
  sessionId: idField('session').optional(),
  /** How many people pass, when the ticket admits several; all that remain when missing. */
  count: z.int().min(1).max(255).optional(),
  /** All who remain of the ticket's order for the same departure, at once; a count says nothing then. */
  group: z.literal(true).optional(),
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
  /** Who it was sold for, where the product asks for names. */
  guest: z.string().nullable(),
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
  /** People of the same order for the same departure: how many there are, and how many of them are in. */
  group: z.object({ admitted: z.int(), expected: z.int() }).optional(),
  admittedOfSession: z.object({ admitted: z.int(), expected: z.int() }).optional(),
})
export type ScanAnswer = z.infer<typeof ScanAnswer>

/** One ticket of a group is a scan of its own: the group's id, then a dot and its number. */
const ONE_OF_GROUP = /^(.+)\.[1-9]\d{0,3}$/

export const UndoParams = z.object({
  id: z
    .string()
    .max(40)
    .refine((id) => isId('scan', ONE_OF_GROUP.exec(id)?.[1] ?? id), 'not a scan id'),
})

/** The taking back has an id of its own, made by the device: sent again, it takes back once. */
export const UndoInput = z.strictObject({ id: ScanId })
export type UndoInput = z.infer<typeof UndoInput>

export const UndoAnswer = z.object({
  /** How many people are out again. */
  count: z.int(),
  at: z.string(),
  admittedOfSession: z.object({ admitted: z.int(), expected: z.int() }).optional(),
})
export type UndoAnswer = z.infer<typeof UndoAnswer>
