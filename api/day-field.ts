import { z } from 'zod'
import { toDay, type Day } from './shared/time.ts'

/** A civil day that exists, of this century, as a request gives it. */
export const dayField = z
  .string()
  .refine((text) => /^20\d\d-/.test(text) && exists(text), 'not a day')
  .transform((text) => text as Day)

function exists(text: string): boolean {
  try {
    return toDay(text) === text
  } catch {
    return false
  }
}
