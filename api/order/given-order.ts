import type { Db } from '../../db/index.ts'
import type { Given } from '../../db/given-type.ts'
import { customer } from '../../db/schema/customer.ts'
import type { Keyring } from '../keyring.ts'
import { agentOf } from '../sale/given-sale.ts'
import type { SaleAnswer, SellInput } from '../sale/input.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import { newId } from '../shared/id.ts'
import type { Instant } from '../shared/time.ts'
import { searchable, type Contact, type ReceiptChoice } from '../shared/visitor.ts'

/** For tests: sells a basket to somebody who leaves a name or an address, and wants the receipt so. */
export async function soldTo(
  on: { db: Db; office: Given; keys: Keyring },
  basket: SellInput,
  at: Instant,
  contact: Contact | null = null,
  receipt: ReceiptChoice = 'NONE',
): Promise<SaleAnswer & { orderId: string }> {
  const { db, office, keys } = on
  const [outcome] = await sell({ db, keys, now: () => at }, [saleRequest(agentOf(office), basket)])
  if (!outcome?.ok) throw outcome?.error ?? new Error('nothing was sold')
  const id = contact && newId('customer')
  if (id !== null)
    await db.orm.insert(customer).values({
      id,
      ...contact,
      nameKey: searchable(`${contact?.lastName ?? ''} ${contact?.firstName ?? ''}`),
    })
  await db.sql`UPDATE "order" SET customer_id = ${id}, receipt = ${receipt} WHERE id = ${basket.orderId}`
  return { ...outcome.answer, orderId: basket.orderId }
}
