import { afterEach, beforeEach, expect, test } from 'vitest'
import { TEST_NOW } from '../../db/test-clock.ts'
import { givenChains, type Chains } from '../report/given-chain.ts'
import { copySale } from '../sale/copy.ts'
import { agentOf } from '../sale/given-sale.ts'
import { newId } from '../shared/id.ts'

let chains: Chains
beforeEach(async () => {
  chains = await givenChains()
})
afterEach(() => chains.db.close())

test('a copy of a receipt stands in the event log beside its record, the same copy once', async () => {
  const { db, keys, office, t } = chains
  const [sale] = await db.sql`SELECT id, number FROM sale WHERE register_id = ${t} ORDER BY seq LIMIT 1`
  const ctx = { db, actor: agentOf(office), keys, now: TEST_NOW, requestId: 'test' }
  await Promise.all([
    copySale(ctx, sale?.id, { id: newId('audit'), reason: 'JAM' }),
    copySale({ ...ctx, db: db.another({ max: 1 }) }, sale?.id, { id: newId('audit'), reason: 'AUDIT' }),
  ])
  const read = async (journal: string) => {
    const rows = await db.sql`
      SELECT payload, subject FROM journal_record WHERE journal = ${journal} AND register_id = ${t} ORDER BY seq`
    return rows.map((row) => JSON.parse(row.payload))
  }
  const copies = await read('C')
  expect(copies.map((c) => c.copy)).toEqual([1, 2])
  expect((await read('L')).map(({ code, detail }) => ({ code, detail }))).toEqual(
    copies.map(({ copy, reason }) => ({
      code: 'COPY_PRINTED',
      detail: { copy, reason, sale: sale?.number },
    })),
  )
})
