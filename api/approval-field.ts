import { z } from 'zod'

/** Code and PIN of whoever approves what the seller may not do alone. */
export const Approval = z.strictObject({
  code: z.string().trim().toUpperCase().min(1).max(8),
  pin: z.string().regex(/^\d{4,8}$/),
})
