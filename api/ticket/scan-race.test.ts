import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { transaction, type Db } from '../../db/index.ts'
import { testDb } from '../../db/test.ts'
import { reconcile } from '../report/reconcile.ts'
import { ADMIT } from './admit.ts'
import { givenTickets, input, NOW, type Tickets } from './given-ticket.ts'
import { scan } from './scan.ts'
import type { ScanAnswer } from './scan-form.ts'

let db: Tickets['db']
let ctx: Tickets['ctx']
let sold: Tickets['sold']
let one: Tickets['one']

beforeAll(async () => {
  ;({ db, ctx, sold, one } = await givenTickets())
})

afterAll(async () => {
  const differences = await reconcile(db)
  await db.close()
  expect(differences).toEqual([])
})

describe('two phones at once', () => {
  const race = (code: string, others: Db[], count?: number) =>
    Promise.all(others.map((other) => scan(ctx({ db: other }), input({ code, count }))))

  it('admit once: the other is told when', async () => {
    const two = [db.another({ max: 1 }), db.another({ max: 1 })]
    for (let i = 0; i < 20; i++) {
      const ticket = await one()
      const answers = await race(ticket.signed, two)
      const verdicts = answers.map((a: ScanAnswer) => a.why ?? a.verdict).sort()
      expect(verdicts).toEqual(['admitted', 'already_used'])
      expect(answers.every((a) => a.at === NOW)).toBe(true)
    }
  })

  it('never let more than four in on a family ticket', async () => {
    const six = Array.from({ length: 6 }, () => db.another({ max: 1 }))
    const ticket = await one({ family: true })
    const answers = await race(ticket.signed, six, 1)
    expect(answers.filter((a) => a.verdict === 'admitted')).toHaveLength(4)
    expect(answers.filter((a) => a.why === 'already_used')).toHaveLength(2)
  })

  it('redeem a booking whose last two tickets come together', async () => {
    const two = [db.another({ max: 1 }), db.another({ max: 1 })]
    for (let i = 0; i < 10; i++) {
      const tickets = await sold({ session: 1, adults: 2 })
      await Promise.all(tickets.map((t, n) => scan(ctx({ db: two[n] ?? db }), input({ code: t.signed }))))
      const [row] = await db.sql`
        SELECT b.status FROM booking b JOIN ticket t ON t.booking_id = b.id WHERE t.id = ${tickets[0]?.id ?? ''}`
      expect(row?.status).toBe('REDEEMED')
    }
  })

  /** How many two connections admit that run the statement at the same moment, on a ticket for one. */
  async function admittedBy(statement: string): Promise<number> {
    const fresh = await testDb()
    // The table's CHECK is a second guard: without the condition it would turn the second scan into a fault.
    await fresh.owner().sql`ALTER TABLE admission DROP CONSTRAINT admission_not_exceeded`
    const once = (other: Db) =>
      transaction(other, async (tx) => {
        const rows = await tx.sql.unsafe(statement, [['tkt_1'], '', [1], [1], NOW], { prepare: true })
        return rows.length
      })
    const admitted = await Promise.all([fresh.another({ max: 1 }), fresh.another({ max: 1 })].map(once))
    await fresh.close()
    return admitted.reduce((sum, n) => sum + n, 0)
  }

  it('negative control: without its condition the statement admits twice', async () => {
    const unconditional = ADMIT.replace(/\n WHERE .*/, '')
    expect(unconditional).not.toBe(ADMIT)
    expect(await admittedBy(ADMIT)).toBe(1)
    expect(await admittedBy(unconditional)).toBe(2)
  })
})
