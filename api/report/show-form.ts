import { z } from 'zod'
import { idPath } from '../body.ts'

export const ShowPath = idPath('session')

const line = {
  id: z.string(),
  title: z.string(),
  organiser: z.string().nullable(),
  day: z.string(),
  startsAt: z.string(),
  isOver: z.boolean(),
  issued: z.int(),
  totalC: z.int(),
}

export const ShowsAnswer = z.object({
  shows: z.array(z.object({ ...line, voids: z.int() })),
})

export const StatementAnswer = z.object({
  ...line,
  siret: z.string().nullable(),
  place: z.string().nullable(),
  at: z.string(),
  categories: z.array(
    z.object({
      category: z.string(),
      priceC: z.int(),
      first: z.int(),
      last: z.int(),
      issued: z.int(),
      voids: z.int(),
      totalC: z.int(),
    }),
  ),
  voided: z.array(z.int()),
  gaps: z.int(),
})
