import { z, type ZodType } from 'zod'
import { isEmail, toPhone } from './shared/visitor.ts'

/** Text of one line, without what surrounds it: it is printed, listed and sent. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, { error: 'one line of text' })

/** A name, as everybody writes it who keeps one. */
export const nameField = line(80)
  .min(1)
  .transform((text) => text.replace(/\s+/g, ' '))

/** An address that mail can be sent to. */
export const emailField = line(254).toLowerCase().refine(isEmail, { error: 'not an e-mail address' })

/** A number as people write it; as it is dialled from anywhere once it is read. */
export const phoneField = line(40).transform((text, ctx) => {
  const phone = toPhone(text)
  if (phone === null) ctx.addIssue({ code: 'custom', message: 'not a telephone number' })
  return phone ?? z.NEVER
})

/** A field of a form: left empty, it is null. */
export const orEmpty = <S extends ZodType<unknown, string>>(field: S) =>
  z
    .string()
    .nullish()
    .transform((text) => text?.trim() || null)
    .pipe(field.nullable())
