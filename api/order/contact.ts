import { z } from 'zod'
import { customer } from '../../db/schema/customer.ts'
import { transaction, type Tx } from '../../db/index.ts'
import { audited } from '../audit.ts'
import { permit, type Ctx } from '../context.ts'
import { AppError } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { msOf } from '../shared/time.ts'
import { searchable, LANGUAGES } from '../shared/visitor.ts'
import { emailField, nameField, orEmpty, phoneField } from '../visitor-field.ts'

export const ContactInput = z.strictObject({
  firstName: orEmpty(nameField),
  lastName: orEmpty(nameField),
  email: orEmpty(emailField),
  phone: orEmpty(phoneField),
  language: z.enum(LANGUAGES).default('fr'),
})
export type ContactInput = z.infer<typeof ContactInput>

/** How the visitor of an order is reached, as it is stored. */
export const Contact = z.object({
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  language: z.enum(LANGUAGES),
})

/**
 * Corrects how the visitor of an order is reached, or says it for the first time; what is left out is forgotten. The
 * audit names the fields that changed, never what they hold. Throws `not_found`.
 */
export async function setContact(ctx: Ctx, orderId: string, input: ContactInput): Promise<ContactInput> {
  permit(ctx.actor, 'order.send')
  return transaction(ctx.db, async (tx) => {
    const [order] = await tx.sql<{ customerId: string | null }[]>`
      SELECT customer_id AS "customerId" FROM "order" WHERE id = ${orderId} FOR UPDATE`
    if (!order) throw new AppError('not_found')
    const changed = await writeCustomer(tx, ctx, orderId, order.customerId, input)
    if (changed.length === 0) return input
    await audited(tx, ctx, {
      action: 'order.contact',
      subject: orderId,
      detail: { changed },
    })
    return input
  })
}

/** Names of the fields that are not as they were. */
async function writeCustomer(
  tx: Tx,
  ctx: Ctx,
  orderId: string,
  customerId: string | null,
  input: ContactInput,
): Promise<string[]> {
  const nameKey = searchable(`${input.lastName ?? ''} ${input.firstName ?? ''}`)
  if (customerId === null) {
    const id = newId('customer', msOf(ctx.now))
    await tx.orm.insert(customer).values({ id, ...input, nameKey })
    await tx.sql`UPDATE "order" SET customer_id = ${id} WHERE id = ${orderId}`
    return Object.entries(input).flatMap(([field, value]) => (value === null ? [] : [field]))
  }
  const [old] = await tx.sql<ContactInput[]>`
    SELECT first_name AS "firstName", last_name AS "lastName", email, phone, language
      FROM customer WHERE id = ${customerId} FOR UPDATE`
  await tx.sql`
    UPDATE customer SET first_name = ${input.firstName}, last_name = ${input.lastName}, email = ${input.email},
           phone = ${input.phone}, language = ${input.language}, name_key = ${nameKey}
     WHERE id = ${customerId}`
  const fields = Object.keys(input) as (keyof ContactInput)[]
  return fields.filter((field) => input[field] !== old?.[field])
}
