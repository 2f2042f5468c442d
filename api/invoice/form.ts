import { z } from 'zod'
import { idPath } from '../body.ts'
import { idField } from '../id-field.ts'
import { toSiret } from '../shared/siren.ts'
import { emailField, nameField, orEmpty } from '../visitor-field.ts'

const line = z.string().trim().min(1).max(120)

/** A SIRET as people write it; its fourteen digits once it is read. */
const siretField = z
  .string()
  .max(30)
  .transform((text, ctx) => {
    const siret = toSiret(text)
    if (siret === null) ctx.addIssue({ code: 'custom', message: 'not a SIRET' })
    return siret ?? z.NEVER
  })

const place = {
  name: nameField,
  address: line,
  postcode: z.string().trim().min(2).max(12),
  city: line,
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('FR'),
  email: orEmpty(emailField),
}

/** Whom an invoice is made out to. A public body says its SIRET and, as Chorus Pro wants, service and order. */
export const BuyerInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('PERSON'), ...place }),
  z.strictObject({
    kind: z.literal('COMPANY'),
    ...place,
    siret: orEmpty(siretField),
    vatNumber: orEmpty(
      z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^[A-Z]{2}[0-9A-Z]{2,13}$/),
    ),
  }),
  z.strictObject({
    kind: z.literal('PUBLIC'),
    ...place,
    siret: siretField,
    serviceCode: orEmpty(z.string().trim().max(100)),
    engagement: orEmpty(z.string().trim().max(50)),
  }),
])
export type BuyerInput = z.infer<typeof BuyerInput>

/** `id` is made by the device for one press: asked again, the same invoices are answered. */
export const InvoiceInput = z.strictObject({ id: idField('buyer'), buyer: BuyerInput })
export type InvoiceInput = z.infer<typeof InvoiceInput>

export const InvoicePath = idPath('invoice')

const InvoiceLine = z.object({
  id: z.string(),
  kind: z.enum(['INVOICE', 'CREDIT']),
  number: z.string(),
  day: z.string(),
  /** Null when the office sold in its own name. */
  issuer: z.string().nullable(),
  buyer: z.string(),
  ttcC: z.int(),
})
export const Invoices = z.object({ invoices: z.array(InvoiceLine) })
export type Invoices = z.infer<typeof Invoices>
