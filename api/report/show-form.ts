import { z, type ZodType } from 'zod'
import { idPath } from '../body.ts'
import type { Cents } from '../shared/money.ts'
import type { ShowLine, ShowStatement } from '../shared/show.ts'
import type { Day, Instant } from '../shared/time.ts'

export const ShowPath = idPath('session')

const amount = z.int() as unknown as ZodType<Cents>
const line = {
  id: z.string(),
  title: z.string(),
  organiser: z.string().nullable(),
  day: z.string() as unknown as ZodType<Day>,
  startsAt: z.string() as unknown as ZodType<Instant>,
  isOver: z.boolean(),
  issued: z.int(),
  totalC: amount,
}

export const ShowsAnswer = z.object({
  shows: z.array(z.object({ ...line, voids: z.int() }) satisfies ZodType<ShowLine>),
})

export const StatementAnswer = z.object({
  ...line,
  siret: z.string().nullable(),
  place: z.string().nullable(),
  at: line.startsAt,
  categories: z.array(
    z.object({
      category: z.string(),
      priceC: amount,
      first: z.int(),
      last: z.int(),
      issued: z.int(),
      voids: z.int(),
      totalC: amount,
    }),
  ),
  voided: z.array(z.int()),
  gaps: z.int(),
}) satisfies ZodType<ShowStatement>
