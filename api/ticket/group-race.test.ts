import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { transaction, type Db } from '../../db/index.ts'
import { testDb } from '../../db/test.ts'
import { reconcile } from '../report/reconcile.ts'
import { newId } from '../shared/id.ts'
import { ADMIT } from './admit.ts'
import { givenTickets, input, NOW, type Sold, type Tickets } from './given-ticket.ts'
import { scan } from './scan.ts'
import { undo } from './undo.ts'

let on: Tickets

beforeAll(async () => {
  on = await givenTickets()
})

afterAll(async () => {
  const differences = await reconcile(on.db)
  await on.db.close()
  expect(differences).toEqual([])
})

const undoing = () => ({ id: newId('scan') })

async function insideOf(tickets: readonly Sold[]): Promise<number> {
  const ids = tickets.map((t) => t.id)
  const [row] = await on.db.sql`
    SELECT coalesce(sum(admitted), 0)::int AS n FROM admission WHERE ticket_id = ANY(${ids}::text[])`
  return row?.n as number
}

describe('several phones at once', () => {
  const several = (n: number) => Array.from({ length: n }, () => on.db.another({ max: 1 }))

  it('let a group in once, whatever mix of single and whole scans they send', async () => {
    const phones = several(5)
    for (let round = 0; round < 4; round++) {
      const tickets = await on.sold({ adults: 5 })
      const answers = await Promise.all(
        phones.map((phone, n) =>
          scan(
            on.ctx({ db: phone }),
            input({ code: tickets[n]?.signed ?? '', ...(n % 2 === 0 ? { group: true as const } : {}) }),
          ),
        ),
      )
      const letIn = answers.reduce((sum, a) => sum + (a.verdict === 'admitted' ? (a.count ?? 0) : 0), 0)
      expect(letIn).toBe(5)
      expect(await insideOf(tickets)).toBe(5)
      const [row] = await on.db.sql`
        SELECT b.status FROM booking b JOIN ticket t ON t.booking_id = b.id WHERE t.id = ${tickets[0]?.id ?? ''}`
      expect(row?.status).toBe('REDEEMED')
    }
  })

  /** How many a group of three has inside when two phones run the statement at the same moment. */
  async function insideBy(statement: string): Promise<number> {
    const fresh = await testDb()
    await fresh.owner().sql`ALTER TABLE admission DROP CONSTRAINT admission_not_exceeded`
    const ids = ['tkt_1', 'tkt_2', 'tkt_3']
    const all = (other: Db) =>
      transaction(other, (tx) =>
        tx.sql.unsafe(statement, [ids, '', [1, 1, 1], [1, 1, 1], NOW], { prepare: true }),
      )
    await Promise.all([fresh.another({ max: 1 }), fresh.another({ max: 1 })].map(all))
    const [row] = await fresh.sql`SELECT sum(admitted)::int AS n FROM admission`
    await fresh.close()
    return row?.n as number
  }

  it('negative control: without its condition the statement lets the group in twice', async () => {
    expect(await insideBy(ADMIT)).toBe(3)
    expect(await insideBy(ADMIT.replace(/\n WHERE .*/, ''))).toBe(6)
  })

  /** How many takings back succeed of two at once, of one of two admissions by twos; and who is inside then. */
  async function takenBackTwice(at: Tickets): Promise<{ done: number; inside: number }> {
    const ticket = await at.one({ family: true })
    const [first, second] = [
      input({ code: ticket.signed, count: 2 }),
      input({ code: ticket.signed, count: 2 }),
    ]
    await scan(at.ctx(), first)
    await scan(at.ctx(), second)
    const two = [at.db.another({ max: 1 }), at.db.another({ max: 1 })]
    const ends = await Promise.allSettled(
      two.map((phone) => undo(at.ctx({ db: phone }), first.id, undoing())),
    )
    const refusals = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason.code] : []))
    expect(refusals.every((code) => code === 'nothing_to_undo')).toBe(true)
    const [row] = await at.db.sql`SELECT admitted FROM admission WHERE ticket_id = ${ticket.id}`
    return { done: 2 - refusals.length, inside: row?.admitted as number }
  }

  it('take an admission back once: the other is told that there is nothing to take back', async () => {
    for (let i = 0; i < 4; i++) {
      expect(await takenBackTwice(on)).toEqual({ done: 1, inside: 2 })
    }
  })

  it('negative control: were a taking back not unique, two at once would both take people out', async () => {
    const open = await givenTickets()
    await open.db.owner().sql`DROP INDEX scan_undone_once`
    expect(await takenBackTwice(open)).toEqual({ done: 2, inside: 0 })
    await open.db.close()
  })

  it('scan and take back together without losing count', async () => {
    const phones = several(4)
    const ticket = await on.one({ family: true })
    const firsts = Array.from({ length: 2 }, () => input({ code: ticket.signed, count: 1 }))
    for (const asked of firsts) await scan(on.ctx(), asked)
    const [a, b, c, d] = phones.map((phone) => on.ctx({ db: phone }))
    const answers = await Promise.all([
      undo(a ?? on.ctx(), firsts[0]?.id ?? '', undoing()),
      undo(b ?? on.ctx(), firsts[1]?.id ?? '', undoing()),
      scan(c ?? on.ctx(), input({ code: ticket.signed, count: 1 })),
      scan(d ?? on.ctx(), input({ code: ticket.signed, count: 1 })),
    ])
    expect(answers).toHaveLength(4)
    expect(await insideOf([ticket])).toBe(2)
  })
})
