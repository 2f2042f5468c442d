import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { testApp, type TestApp } from '../proof/app.ts'
import { agentOf, boatBasket } from '../sale/given-sale.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import type { Head, Value } from './sheet.ts'
import { MOST_ROWS, xlsxOf } from './xlsx.ts'

const HEADS: Head[] = [{ title: 'Activité', kind: 'text', width: 20 }]

/** Rows that never end by themselves: one piece, then waiting until somebody lets go. */
function endless() {
  let letGo = () => {}
  const held = new Promise<void>((resolve) => (letGo = resolve))
  let left = false
  async function* pieces(): AsyncGenerator<Value[][]> {
    try {
      for (;;) {
        yield [['Golfe']]
        await held
      }
    } finally {
      left = true
    }
  }
  return { pieces: pieces(), letGo: () => letGo(), left: () => left }
}

async function* one(): AsyncGenerator<Value[][]> {
  yield [['Golfe']]
}

describe('an Excel file', () => {
  it('that nobody waits for any more ends, reads no further, and leaves its place to the next one', async () => {
    const [first, second] = [new AbortController(), new AbortController()]
    const [a, b] = [endless(), endless()]
    const files = [
      xlsxOf('a', HEADS, a.pieces, { signal: first.signal }),
      xlsxOf('b', HEADS, b.pieces, { signal: second.signal }),
    ]
    await expect(xlsxOf('c', HEADS, one())).rejects.toMatchObject({ code: 'unavailable' })
    first.abort()
    await expect(files[0]).rejects.toMatchObject({ code: 'unavailable' })
    expect((await xlsxOf('c', HEADS, one())).byteLength).toBeGreaterThan(1_000)
    second.abort()
    await expect(files[1]).rejects.toMatchObject({ code: 'unavailable' })
    a.letGo()
    b.letGo()
    await expect.poll(() => [a.left(), b.left()]).toEqual([true, true])
  }, 60_000)

  it('asked for by who has gone already is not written', async () => {
    await expect(xlsxOf('a', HEADS, one(), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'unavailable',
    })
  })

  it('that outgrows its memory is refused like one of too many lines, and the server goes on', async () => {
    async function* huge(): AsyncGenerator<Value[][]> {
      for (let i = 0; ; i++) {
        yield Array.from({ length: 20_000 }, (_, n) => [`${i} ${n} ${'x'.repeat(200)}`])
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
    await expect(xlsxOf('a', HEADS, huge(), { heapMb: 48 })).rejects.toMatchObject({ code: 'too_many_rows' })
  }, 60_000)
})

describe('an office that sold more lines than a file is given', () => {
  let db: TestDb
  let at: TestApp

  beforeAll(async () => {
    db = await testDb()
    const owner = db.owner()
    const office = await given(owner, { now: TEST_NOW })
    at = await testApp(db, owner, TEST_NOW)
    const request = saleRequest(agentOf(office), boatBasket(office))
    const [outcome] = await sell({ db, keys: at.keys, now: () => TEST_NOW }, [request])
    if (!outcome?.ok) throw outcome?.error ?? new Error('refused')
    await owner.sql`
      INSERT INTO sale_line SELECT (jsonb_populate_record(l, jsonb_build_object('n', l.n + g))).*
        FROM sale_line l, generate_series(1, ${MOST_ROWS}) g`
  }, 60_000)

  afterAll(async () => {
    await at.stop()
    await db.close()
  })

  it('is told so before anything is written, and has them all as CSV', async () => {
    const ask = async (kind: string) =>
      at.app.request(`http://office.example/api/reports/rows.${kind}?from=2026-08-01&to=2026-08-31`, {
        headers: { cookie: await at.cookie('manager') },
      })
    const refused = await ask('xlsx')
    expect(refused.status).toBe(422)
    expect(await refused.json()).toMatchObject({
      code: 'too_many_rows',
      rows: MOST_ROWS + 1,
      most: MOST_ROWS,
    })
    const csv = await (await ask('csv')).text()
    expect(csv.split('\r\n')).toHaveLength(MOST_ROWS + 3)
  }, 60_000)
})
