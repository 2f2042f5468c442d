import { z } from 'zod'
import { toVoucherCode } from './shared/voucher-code.ts'

/** A voucher's code however it was typed or scanned, kept in its own writing. */
export const voucherCodeField = z
  .string()
  .max(40)
  .transform((text, c) => {
    const code = toVoucherCode(text)
    if (code !== null) return code
    c.addIssue({ code: 'custom', message: 'not the code of a gift card' })
    return z.NEVER
  })
