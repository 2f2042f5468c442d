import { z } from 'zod'
import { idField } from '../id-field.ts'
import { isId } from '../shared/id.ts'
import { toDay } from '../shared/time.ts'

/** What of an order answered to what was typed. */
export const MATCHES = ['TICKET', 'NUMBER', 'SNCF', 'PHONE', 'EMAIL', 'NAME', 'DAY'] as const
export type Match = (typeof MATCHES)[number]

/** `at_order` of the last of a page. */
export const AFTER = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_(.+)$/
const isDay = (text: string) => {
  try {
    return toDay(text) === text
  } catch {
    return false
  }
}

export const FindQuery = z.strictObject({
  q: z.string().max(200).default(''),
  day: z.string().max(10).refine(isDay, 'YYYY-MM-DD').optional(),
  registerId: idField('register').optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
  /** `after` of the page before. */
  after: z
    .string()
    .max(80)
    .refine((text) => isId('order', AFTER.exec(text)?.[2] ?? ''), 'after of the page before')
    .optional(),
})

export const FoundOrders = z.object({
  orders: z.array(
    z.object({
      id: z.string(),
      /** When it was last paid for. */
      at: z.string(),
      numbers: z.array(z.string()),
      register: z.object({ code: z.string(), name: z.string() }),
      totalC: z.int(),
      customer: z.string().nullable(),
      lines: z.array(z.object({ label: z.string(), qty: z.int(), serviceAt: z.string().nullable() })),
      tickets: z.int(),
      void: z.int(),
      matched: z.object({ by: z.enum(MATCHES), text: z.string() }),
    }),
  ),
  after: z.string().nullable(),
})
export type FoundOrders = z.infer<typeof FoundOrders>
