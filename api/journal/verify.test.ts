import { createHash, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Tx } from '../../db/index.ts'
import { temporaryKeyring } from '../keyring.ts'
import { canonical } from './canonical.ts'
import { givenChains, type Chains } from '../report/given-chain.ts'
import { registerKeys } from './keys.ts'
import { verifyJournals } from './verify.ts'
import { keyFingerprint } from './verify-key.ts'

let chains: Chains
let db: Chains['db']
let keys: Chains['keys']
let t: string
let tamper: Chains['tamper']
let firstFault: Chains['firstFault']

beforeEach(async () => {
  chains = await givenChains()
  ;({ db, keys, t, tamper, firstFault } = chains)
})

afterEach(() => db.close())

describe('chains that nobody touched', () => {
  it('are whole, whatever the size of the pieces they are read in', async () => {
    for (const page of [1, 2, 3, 500]) {
      const { chains, faults, records } = await verifyJournals(db, { page })
      expect(faults).toEqual([])
      expect(records).toBe(10)
      expect(chains.map((c) => `${c.register}/${c.journal} ${c.count}`)).toEqual([
        'B1/T 6',
        'B2/T 1',
        'B3/L 2',
        'B3/P 1',
      ])
    }
  })

  it('are whole under the keys of the key file, and not under others', async () => {
    const trusted = new Set(keys.all.map((k) => k.id))
    expect((await verifyJournals(db, { trusted })).faults).toEqual([])
    const strangers = new Set(temporaryKeyring().all.map((k) => k.id))
    expect((await firstFault({ trusted: strangers })).at).toBe('B1/T/1 altered')
  })
})

describe('a record that was altered', () => {
  it('in an amount of its text', async () => {
    await tamper(
      (sql) => sql`
        UPDATE journal_record SET payload = replace(payload, '"grandTtcC":5600', '"grandTtcC":4600')
         WHERE register_id = ${t} AND journal = 'T' AND seq = 3`,
    )
    const { at, detail } = await firstFault()
    expect(at).toBe('B1/T/3 altered')
    expect(detail).toContain('grandTtcC is 5600, the record says 4600')
  })

  it('with its hash made again, and the link of the next', async () => {
    await tamper(async (sql) => {
      const [row] = await sql`SELECT payload FROM journal_record WHERE register_id = ${t} AND seq = 3`
      const payload = String(row?.payload).replace('"amountC":5600', '"amountC":4600')
      const hash = createHash('sha256').update(payload).digest('hex')
      await sql`UPDATE journal_record SET payload = ${payload}, hash = ${hash} WHERE register_id = ${t} AND seq = 3`
      await sql`UPDATE journal_record SET prev_hash = ${hash} WHERE register_id = ${t} AND seq = 4`
    })
    const { at, detail } = await firstFault()
    expect(at).toBe('B1/T/3 altered')
    expect(detail).toContain('signature')
  })

  it('in its date or time', async () => {
    await tamper(
      (sql) =>
        sql`UPDATE journal_record SET business_day = '2026-08-12' WHERE register_id = ${t} AND seq = 4`,
    )
    expect(await firstFault()).toMatchObject({
      at: 'B1/T/4 altered',
      detail: 'its business day is 2026-08-12, its text says 2026-08-13',
    })
    await tamper(
      (sql) =>
        sql`UPDATE journal_record SET recorded_at = recorded_at - interval '1 hour' WHERE register_id = ${t} AND seq = 2`,
    )
    expect(await firstFault()).toMatchObject({ at: 'B1/T/2 altered' })
  })

  it('into something that is no record at all', async () => {
    await tamper((sql) => sql`UPDATE journal_record SET payload = 'x' WHERE journal = 'P'`)
    expect((await firstFault()).at).toBe('B3/P/1 altered')
  })
})

describe('rows of a sale that say otherwise than its record', () => {
  const cases: [string, string, string][] = [
    [
      'a line',
      `UPDATE sale_line SET total_c = 1300, unit_c = 1300, ht_c = ht_c + 100 WHERE sku = 'TOPO'`,
      'line 3 of the sale: unitTtcC is 1300, the record says 1200',
    ],
    [
      'the VAT of a line',
      `UPDATE sale_line SET ht_c = 1200, vat_c = 0 WHERE sku = 'TOPO'`,
      'line 3 of the sale: htC is 1200, the record says 1137',
    ],
    [
      'a commission',
      `UPDATE sale_line SET commission_c = 100 WHERE sku = 'TIRE'`,
      'line 4 of the sale: commission.htC is 100, the record says 36',
    ],
    ['a line taken out', `DELETE FROM sale_line WHERE n = 4`, 'line 4 of the sale is missing'],
    [
      'a line put in',
      `INSERT INTO sale_line SELECT (jsonb_populate_record(l, '{"n": 9}')).* FROM sale_line l WHERE n = 4`,
      'line 9 of the sale was added',
    ],
    [
      'a tender',
      `UPDATE tender SET means = 'CASH' WHERE means = 'CB'`,
      'tender 2 of the sale: means is CASH, the record says CB',
    ],
    [
      'an amount paid',
      `UPDATE tender SET amount_c = 2000 WHERE means = 'CB'`,
      'tender 2 of the sale: amountC is 2000, the record says 3000',
    ],
    [
      'a total',
      `UPDATE sale SET total_c = 9100, own_c = 1100 WHERE total_c = 9200`,
      'sale: ownTtcC is 1100, the record says 1200',
    ],
    [
      'a date',
      `UPDATE sale SET business_day = '2026-08-12' WHERE total_c = 9200`,
      'sale: businessDate is 2026-08-12, the record says 2026-08-13',
    ],
    [
      'a number',
      `UPDATE sale SET number = 'B1-2026-000099' WHERE total_c = 9200`,
      'sale: number is B1-2026-000099, the record says B1-2026-000001',
    ],
    ['the sale itself', `DELETE FROM sale WHERE total_c = 9200`, 'is missing'],
  ]
  for (const [name, statement, detail] of cases) {
    it(name, async () => {
      await tamper((sql) => sql.unsafe(statement))
      const found = await firstFault()
      expect(found.at).toBe('B1/T/1 altered')
      expect(found.detail).toContain(detail)
    })
  }

  it('a sale that no record tells of', async () => {
    await tamper(
      (sql) => sql`
        INSERT INTO sale SELECT (jsonb_populate_record(s,
          '{"id": "sal_0", "seq": 7, "number": "B1-2026-000007"}')).* FROM sale s WHERE total_c = 9200`,
    )
    expect(await firstFault()).toMatchObject({
      at: 'B1/T/7 removed',
      detail: 'the sale B1-2026-000007 has no record',
    })
  })
})

describe('keys, heads and totals', () => {
  it('another public key under the old id', async () => {
    const other = temporaryKeyring().journal.publicPem
    await tamper((sql) => sql`UPDATE signing_key SET public_key = ${other} WHERE id = ${keys.journal.id}`)
    const { at, detail } = await firstFault()
    expect(at).toBe('B1/T/1 altered')
    expect(detail).toContain('is another one')
  })

  it('a key that went', async () => {
    await tamper((sql) => sql`DELETE FROM signing_key WHERE id = ${keys.journal.id}`)
    expect((await firstFault()).detail).toContain('unknown')
  })

  it('a chain signed again under a key of one’s own, which only the key file tells', async () => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const pem = pair.publicKey.export({ type: 'spki', format: 'pem' }) as string
    const own = createPrivateKey(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }))
    const keyId = keyFingerprint(pem)
    const forger = {
      journal: {
        id: keyId,
        sign: (hash: Buffer) =>
          sign('sha256', hash, { key: own, dsaEncoding: 'ieee-p1363' }).toString('base64'),
      },
    }
    await tamper(async (sql) => {
      await registerKeys({ sql } as Tx, [
        { id: keyId, purpose: 'JOURNAL', algorithm: 'ES256', publicKey: pem },
      ])
      const [row] = await sql`SELECT payload FROM journal_record WHERE journal = 'P'`
      const payload = canonical({ ...JSON.parse(String(row?.payload)), amountC: 14_000 })
      const digest = createHash('sha256').update(payload).digest()
      const hash = digest.toString('hex')
      await sql`
        UPDATE journal_record SET payload = ${payload}, hash = ${hash}, key_id = ${keyId},
               signature = ${forger.journal.sign(digest)} WHERE journal = 'P'`
      await sql`UPDATE journal_head SET last_hash = ${hash} WHERE journal = 'P'`
      await sql`UPDATE cash_movement SET amount_c = 14000`
      await sql`UPDATE shift SET float_c = 14000 WHERE id IN (SELECT shift_id FROM cash_movement)`
    })
    expect((await verifyJournals(db)).faults).toEqual([])
    const trusted = new Set(keys.all.map((k) => k.id))
    const { at, detail } = await firstFault({ trusted })
    expect(at).toBe('B3/P/1 altered')
    expect(detail).toContain('key file')
  })

  it('a perpetual total, a head moved back, a head that went', async () => {
    await tamper((sql) => sql`UPDATE journal_head SET abs_c = abs_c + 1 WHERE register_id = ${t}`)
    expect((await firstFault()).detail).toContain("the head's absC")
    await tamper((sql) => sql`UPDATE journal_head SET last_seq = 5 WHERE register_id = ${t}`)
    expect((await firstFault()).detail).toContain('moved back to 5')
    await tamper((sql) => sql`DELETE FROM journal_head WHERE register_id = ${t}`)
    expect((await firstFault()).at).toBe('B1/T/7 removed')
  })
})
