import { z } from 'zod'
import { idPath } from '../body.ts'
import { idField } from '../id-field.ts'
import type { ArchiveList, JournalEvents } from '../shared/archive.ts'
import { toDay, type Day, type Instant } from '../shared/time.ts'

const DayText = z
  .string()
  .refine((text) => /^20\d\d-/.test(text) && isDay(text), 'not a day')
  .transform((text) => text as Day)

function isDay(text: string): boolean {
  try {
    return toDay(text) === text
  } catch {
    return false
  }
}

/** `id` is made by the device: asked again after an answer was lost, no other archive is made. */
export const ArchiveInput = z.strictObject({ id: idField('archive'), from: DayText, to: DayText })
export type ArchiveInput = z.infer<typeof ArchiveInput>

export const ArchivePath = idPath('archive')

const CODE = /^[\w-]{1,40}$/
/** Where a page of events begins: the last one of the page before. */
const CURSOR = /^20\d\d-[\d\-T:.]{5,25}Z\/reg_\w{10,30}\/\d{1,10}$/

export const EventsQuery = z.strictObject({
  registerId: idField('register').optional(),
  code: z.string().regex(CODE).optional(),
  from: DayText.optional(),
  to: DayText.optional(),
  after: z.string().max(120).regex(CURSOR).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type EventsQuery = z.infer<typeof EventsQuery>

const Instants = z.string().transform((text) => text as Instant)
const Days = z.string().transform((text) => text as Day)

export const ArchivesAnswer = z.object({
  archives: z.array(
    z.object({
      id: z.string(),
      from: Days,
      to: Days,
      kind: z.enum(['YEAR', 'MONTH', 'PART']),
      at: Instants,
      operator: z.string(),
      tickets: z.number().int(),
      records: z.number().int(),
      manifestSha256: z.string(),
      isHere: z.boolean(),
    }),
  ),
  due: z.array(z.object({ from: Days, to: Days })),
  last: Days,
  anchor: z.object({ at: Instants, chains: z.number().int() }).nullable(),
}) satisfies z.ZodType<ArchiveList>

export const EventsAnswer = z.object({
  events: z.array(
    z.object({
      register: z.string(),
      registerId: z.string(),
      seq: z.number().int(),
      at: Instants,
      code: z.string(),
      operator: z.string(),
      detail: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
  next: z.string().nullable(),
}) satisfies z.ZodType<JournalEvents>
