import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Tx } from '../../db/index.ts'
import { filesOf, spoilByte, verified } from '../archive/given-verifier.ts'
import { runClosures } from '../closure/run.ts'
import { openShift } from '../register/shift.ts'
import { on, sellOne, smallBasket } from '../report/given-days.ts'
import { tampered } from '../report/tampered.ts'
import { newId } from '../shared/id.ts'
import { found, givenEvenings, type Evenings } from './evenings.ts'
import { signAllAgain } from './forge.ts'
import { FULL } from './size.ts'
import { stateOf } from './sqlstate.ts'

let office: Evenings
let b1: string
beforeAll(async () => {
  office = await givenEvenings()
  b1 = office.office.registers[0] ?? ''
})
afterAll(() => office.close())

const all = () => ({ trusted: office.trusted, anchors: office.anchors })

/** What `npm run verify` says after a superuser, with the guards switched off, did something; then it is undone. */
const seen = (work: (sql: Tx['sql']) => Promise<unknown>, against: Parameters<typeof found>[1] = all()) =>
  tampered(office.db.owner(), work, (db) => found(db, against))

/** The record of a number on B1, as it stands. */
async function recordOf(sql: Tx['sql'], seq: number): Promise<{ payload: string; hash: string }> {
  const [row] = await sql<{ payload: string; hash: string }[]>`
    SELECT payload, hash FROM journal_record WHERE register_id = ${b1} AND journal = 'T' AND seq = ${seq}`
  if (!row) throw new Error(`no record ${seq}`)
  return row
}
const sha = (text: string) => createHash('sha256').update(text).digest('hex')
const T = (seq: number) => `register_id = '${b1}' AND journal = 'T' AND seq = ${seq}`
const SALE = (seq: number) => `(SELECT id FROM sale WHERE register_id = '${b1}' AND seq = ${seq})`
const first = (faults: string[], chain = 'B1/T') => faults.find((f) => f.startsWith(chain)) ?? faults.join()

const COLUMN: Record<string, string> = {
  sale: 'total_c = 1',
  sale_line: 'total_c = 1',
  journal_record: "payload = ''",
  closure: 'net_c = 1',
}
const SWAPPED = /^B1\/T\/2 reordered/
const LINE = () =>
  `UPDATE sale_line SET unit_c = 200, total_c = 200, ht_c = 200 - vat_c WHERE sale_id = ${SALE(3)} AND n = 1`
const PAYMENT = () => `UPDATE tender SET means = 'CB' WHERE sale_id = ${SALE(1)}`
const TOTAL = () => `UPDATE sale SET total_c = 900, own_c = 0 WHERE id = ${SALE(3)}`
const SWAP = () =>
  `UPDATE journal_record SET seq = 999 WHERE ${T(2)}; UPDATE journal_record SET seq = 2 WHERE ${T(3)};
   UPDATE journal_record SET seq = 3 WHERE ${T(999)}`

/** The tickets behind the tenth go, with every row of theirs; the head stands on the tenth. */
async function cutTail(sql: Tx['sql']): Promise<void> {
  const { hash } = await recordOf(sql, 10)
  for (const table of ['sale_line', 'tender', 'ledger_event'])
    await sql.unsafe(
      `DELETE FROM ${table} WHERE sale_id IN (SELECT id FROM sale WHERE register_id = '${b1}' AND seq > 10)`,
    )
  await sql`DELETE FROM sale WHERE register_id = ${b1} AND seq > 10`
  await sql`DELETE FROM journal_record WHERE register_id = ${b1} AND journal = 'T' AND seq > 10`
  await sql`
    UPDATE journal_head h SET last_seq = 10, last_hash = ${hash}, last_at = s.at, signed_c = s.signed, abs_c = s.abs,
           own_c = s.own, third_c = s.third
      FROM (SELECT sum(total_c) AS signed, sum(abs(total_c)) AS abs, sum(own_c) AS own, sum(third_c) AS third,
                   (SELECT recorded_at FROM journal_record WHERE register_id = ${b1} AND journal = 'T' AND seq = 10) AS at
              FROM sale WHERE register_id = ${b1}) s
     WHERE register_id = ${b1} AND journal = 'T'`
}

/** A ticket like the third stands behind it, and those that followed have the next numbers. */
async function insertRow(sql: Tx['sql']): Promise<void> {
  const { payload, hash } = await recordOf(sql, 3)
  for (const seq of [13, 12, 11, 10, 9, 8, 7, 6, 5, 4])
    await sql.unsafe(`UPDATE journal_record SET seq = seq + 1 WHERE ${T(seq)}`)
  await sql`
    INSERT INTO journal_record
    SELECT (jsonb_populate_record(r, jsonb_build_object('seq', 4, 'prev_hash', ${hash}::text, 'hash', ${sha(`${payload} `)}::text))).*
      FROM journal_record r WHERE register_id = ${b1} AND journal = 'T' AND seq = 3`
}

it('UPDATE/DELETE/TRUNCATE as application role fails; as superuser the verifier reports the exact record (line, payment, total, deleted tail, inserted row, reordered rows)', async () => {
  for (const table of ['sale', 'sale_line', 'tender', 'journal_record', 'closure', 'ledger_leg'])
    for (const statement of [
      `DELETE FROM ${table}`,
      `TRUNCATE ${table}`,
      `UPDATE ${table} SET ${COLUMN[table] ?? 'amount_c = 1'}`,
    ])
      expect(await stateOf(office.db, statement), statement).toBe('42501')
  const by = (statement: string) => seen((sql) => sql.unsafe(statement))
  expect(first(await by(LINE()))).toContain('B1/T/3 altered: line 1 of the sale')
  expect(first(await by(PAYMENT()))).toContain('B1/T/1 altered: tender 1 of the sale')
  expect(first(await by(TOTAL()))).toContain('B1/T/3 altered: sale')
  expect(first(await seen(cutTail))).toContain('B1/T/12 removed')
  expect(first(await seen(insertRow))).toContain('B1/T/4 inserted')
  expect(first(await by(SWAP()))).toMatch(SWAPPED)
})

it('nothing is found where nobody tampered, and the archive is conform', async () => {
  expect(office.anchors).toHaveLength(3)
  expect(await found(office.db, all())).toEqual([])
  const { code, err } = await verified(office.archive.folder, '--ancres', office.anchorFile)
  expect([code, err]).toEqual([0, ''])
})

describe('a superuser’s tampering is found, and where it was done', () => {
  it('an amount was changed', async () => {
    const faults = await seen(async (sql) => {
      const { payload } = await recordOf(sql, 3)
      const lower = payload.replaceAll('2100', '1100').replaceAll('1200', '200')
      // With its hash, the link of the next and its sale: only the signature is out of reach.
      await sql`UPDATE journal_record SET payload = ${lower}, hash = ${sha(lower)} WHERE register_id = ${b1} AND journal = 'T' AND seq = 3`
      await sql`UPDATE journal_record SET prev_hash = ${sha(lower)} WHERE register_id = ${b1} AND journal = 'T' AND seq = 4`
    })
    expect(first(faults)).toContain('B1/T/3 altered: its signature is not that of its text')
  })

  it('a line was changed', async () => {
    const faults = await seen((sql) => sql.unsafe(LINE()))
    expect(first(faults)).toContain('B1/T/3 altered: line 1 of the sale')
  })

  it('a payment was changed', async () => {
    const faults = await seen((sql) => sql.unsafe(PAYMENT()))
    expect(first(faults)).toBe('B1/T/1 altered: tender 1 of the sale: means is CB, the record says CASH')
  })

  it('a date was changed', async () => {
    const faults = await seen((sql) =>
      sql.unsafe(
        `UPDATE journal_record SET business_day = '2026-06-30' WHERE ${T(4)}; UPDATE sale SET business_day = '2026-06-30' WHERE id = ${SALE(4)}`,
      ),
    )
    expect(first(faults)).toContain('B1/T/4 altered: its business day is 2026-06-30')
  })

  it('a row was deleted, with every row of its sale, and the chain closed over it', async () => {
    const faults = await seen(async (sql) => {
      const [before] =
        await sql`SELECT hash FROM journal_record WHERE register_id = ${b1} AND journal = 'T' AND seq = 2`
      for (const table of ['sale_line', 'tender', 'ledger_event'])
        await sql.unsafe(`DELETE FROM ${table} WHERE sale_id = ${SALE(3)}`)
      await sql.unsafe(`DELETE FROM sale WHERE id = ${SALE(3)}; DELETE FROM journal_record WHERE ${T(3)}`)
      await sql`UPDATE journal_record SET prev_hash = ${before?.hash} WHERE register_id = ${b1} AND journal = 'T' AND seq = 4`
    })
    expect(first(faults)).toContain('B1/T/3 removed')
  })

  it('a tail was cut, with its head', async () => {
    const faults = await seen(cutTail)
    // The anchor of the third evening names its twelfth ticket.
    expect(first(faults)).toMatch(/^B1\/T\/12 removed: the record is missing; the anchor of 2026-07-02/)
    expect(first(faults, 'B1/G')).toContain('its figures')
  })

  it('a row was inserted between two others', async () => {
    const faults = await seen(insertRow)
    expect(first(faults)).toContain('B1/T/4 inserted')
  })

  it('two rows changed places', async () => {
    const faults = await seen((sql) => sql.unsafe(SWAP()))
    expect(first(faults)).toMatch(SWAPPED)
  })

  it('the key was replaced, and every chain signed again under another one', async () => {
    const forge = (sql: Tx['sql']) => forged(sql, false)
    // Within the database nothing contradicts it: who has nothing outside sees nothing.
    expect(await seen(forge, {})).toEqual([])
    const byKey = await seen(forge, { trusted: office.trusted })
    expect(first(byKey)).toMatch(/^B1\/T\/1 altered: .*not one of the office's key file/)
    // The forged ticket is of the second evening: its anchor is the first that does not match.
    const byAnchor = await seen(forge, { anchors: office.anchors })
    const [, second] = office.anchors.map((line) => JSON.parse(line) as { at: string })
    expect(first(byAnchor)).toContain(
      `B1/T/8 altered: the record has another hash; the anchor of ${second?.at}`,
    )
    // With the row of the office's own key gone, no anchor can be read: the first is named.
    const without = await seen((sql) => forged(sql, true), { anchors: office.anchors })
    expect(first(without, '-/G')).toContain('line 1 of the anchor file')
  })

  it('a closure was edited', async () => {
    const faults = await seen(async (sql) => {
      await sql`ALTER TABLE closure DROP CONSTRAINT closure_sum`
      await sql`UPDATE closure SET net_c = net_c - 1200, gross_c = gross_c - 1200 WHERE register_id = ${b1} AND kind = 'D' AND seq = 1`
    })
    expect(first(faults, 'B1/G')).toMatch(/^B1\/G\/1 altered: closure: /)
    // Its record as well, with its hash and the link of the next.
    const sealed = await seen(async (sql) => {
      const [row] =
        await sql`SELECT payload FROM journal_record WHERE register_id = ${b1} AND journal = 'G' AND seq = 1`
      const payload = String(row?.payload).replaceAll('6300', '5100')
      await sql`UPDATE journal_record SET payload = ${payload}, hash = ${sha(payload)} WHERE register_id = ${b1} AND journal = 'G' AND seq = 1`
      await sql`UPDATE journal_record SET prev_hash = ${sha(payload)} WHERE register_id = ${b1} AND journal = 'G' AND seq = 2`
    })
    expect(first(sealed, 'B1/G')).toContain('B1/G/1 altered: its signature is not that of its text')
  })

  it('an archive was edited: a byte of each kind of file, or a ticket with its digests', async () => {
    const { folder } = office.archive
    const some = filesOf(folder).filter((name) => readFileSync(join(folder, name)).length > 0)
    const kinds = new Map(some.map((name) => [extname(name), name]))
    expect([...kinds.keys()].sort()).toEqual(['.csv', '.json', '.jsonl', '.mjs', '.pdf', '.pem', '.sig'])
    const names = FULL ? some : kinds.values()
    for (const name of names) expect(await spoiled((copy) => spoilByte(copy, name)), name).toContain(name)
    const ticket = await spoiled((copy) => {
      const path = join(copy, 'tickets.jsonl')
      const lower = readFileSync(path, 'utf8').split('\n')
      lower[2] = (lower[2] ?? '').replaceAll('2100', '1100')
      const before = createHash('sha256').update(readFileSync(path)).digest('hex')
      writeFileSync(path, lower.join('\n'))
      const manifest = readFileSync(join(copy, 'manifest.json'), 'utf8')
      writeFileSync(join(copy, 'manifest.json'), manifest.replace(before, sha(lower.join('\n'))))
    })
    expect(ticket).toContain('tickets.jsonl, ligne 3')
    expect(ticket).toContain('manifest.sig')
  }, 60_000)

  it('an old copy was put back, and sold on', async () => {
    const { old, keys, office: given } = office
    // In itself it is whole: it is the office of the first evening.
    expect(await found(old, { trusted: office.trusted, anchors: office.anchors.slice(0, 1) })).toEqual([])
    const put = await found(old, all())
    const [, second] = office.anchors.map((line) => JSON.parse(line) as { at: string })
    expect(first(put)).toMatch(/^B1\/T\/8 removed: the record is missing/)
    expect(first(put)).toContain(`the anchor of ${second?.at}`)
    const shiftId = newId('shift')
    const at = { ...office.at(on('2026-06-30', '10:00')), db: old }
    await openShift(at, { id: shiftId, registerId: b1, floatC: 0, pieces: {} })
    for (let minute = 10; minute < 20; minute++)
      await sellOne(old, keys, given, on('2026-06-30', `10:${minute}`), smallBasket(given, shiftId))
    await runClosures(
      { db: old, keys, anchorFile: join(office.folder, 'others.jsonl') },
      on('2026-07-02', '02:00'),
    )
    expect(await found(old, { trusted: office.trusted })).toEqual([])
    const on1 = first(await found(old, all()))
    expect(on1).toContain(`B1/T/8 altered: the record has another hash; the anchor of ${second?.at}`)
  })
})

/** What was sold of the fifth ticket has another name, in its record and in its row; everything that follows fits. */
async function forged(sql: Tx['sql'], dropsKey: boolean): Promise<void> {
  await sql`UPDATE sale_line SET label = 'Carte postale' WHERE n = 1 AND sale_id = (SELECT id FROM sale WHERE register_id = ${b1} AND seq = 5)`
  const [line] = await sql<{ payload: string }[]>`
    SELECT payload FROM journal_record WHERE register_id = ${b1} AND journal = 'T' AND seq = 5`
  const label = (JSON.parse(line?.payload ?? '').lines[0] as { label: string }).label
  await signAllAgain(sql, { register: b1, journal: 'T', seq: 5 }, (text) =>
    text.replace(`"label":${JSON.stringify(label)}`, '"label":"Carte postale"'),
  )
  if (dropsKey) await sql`DELETE FROM signing_key WHERE id = ${office.keys.journal.id}`
}

/** What the verifier says of a copy of the archive that somebody spoiled; it must say something. */
async function spoiled(spoil: (folder: string) => void): Promise<string> {
  const copy = mkdtempSync(join(office.folder, 'copy-'))
  cpSync(office.archive.folder, copy, { recursive: true })
  spoil(copy)
  const { code, err } = await verified(copy)
  rmSync(copy, { recursive: true })
  expect(code).toBe(1)
  return err
}
