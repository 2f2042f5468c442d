import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { transaction } from '../../db/index.ts'
import { closeDue } from '../journal/close-due.ts'
import { registerKeys } from '../journal/keys.ts'
import { verifyJournals } from '../journal/verify.ts'
import { temporaryKeyring } from '../keyring.ts'
import type { Message } from '../mail/post.ts'
import { temporaryFolder } from '../proof/running.ts'
import { givenDays, on, type Days } from '../report/given-days.ts'
import { tampered } from '../report/tampered.ts'
import { readAnchors } from './anchor-file.ts'
import { sendAnchors } from './anchor-mail.ts'
import { runClosures } from './run.ts'

let days: Days
let folder: ReturnType<typeof temporaryFolder>
let anchorFile: string
beforeEach(async () => {
  folder = temporaryFolder()
  anchorFile = join(folder.path, 'anchors.jsonl')
  days = await givenDays('2026-07-01')
  await days.sellOn('2026-07-01', ['10:00', '11:00'])
})
afterEach(async () => {
  await days.db.close()
  folder.remove()
})

const run = (now: ReturnType<typeof on>) => runClosures({ ...days, anchorFile }, now)
const lines = async () => (await readAnchors(anchorFile)) ?? []

/** The first fault against the anchors, after a superuser did something. */
async function seen(statement: string): Promise<string[]> {
  const anchors = await lines()
  return tampered(
    days.db.owner(),
    (sql) => sql.unsafe(statement),
    async (db) =>
      (await verifyJournals(db, { anchors })).faults.map(
        (f) => `${f.register}/${f.journal}/${f.seq} ${f.what}`,
      ),
  )
}

it('each run that closes leaves the ends of all chains outside the database, signed', async () => {
  await run(on('2026-07-02'))
  const [line, ...more] = await lines()
  expect(more).toEqual([])
  const { heads, at } = JSON.parse(line ?? '')
  expect(at).toBe(on('2026-07-02'))
  expect(
    heads.map((h: { register: string; journal: string; seq: number }) => [h.register, h.journal, h.seq]),
  ).toEqual(
    expect.arrayContaining([
      ['B1', 'T', 2],
      ['B1', 'G', 1],
      ['OFF', 'G', 1],
    ]),
  )
  expect((await run(on('2026-07-02', '11:00'))).anchor).toBe(null)
  expect(await lines()).toHaveLength(1)
  expect((await verifyJournals(days.db, { anchors: await lines() })).faults).toEqual([])
})

it('a process that dies between the commit and the file is made up for by the next run, a line cut short too', async () => {
  await closeDue(days, on('2026-07-02'))
  expect(await readAnchors(anchorFile)).toBe(null)
  expect((await run(on('2026-07-02', '09:00'))).anchor).not.toBe(null)
  await closeDue(days, on('2026-07-03'))
  appendFileSync(anchorFile, '{"at":"2026-')
  await run(on('2026-07-03', '09:00'))
  const all = await lines()
  expect(all).toHaveLength(3)
  expect((await verifyJournals(days.db, { anchors: all })).faults).toEqual([])
})

it('a tail that was cut with its head and every row that tells of it is seen, at its first record that is named', async () => {
  await run(on('2026-07-02'))
  const register = `register_id = (SELECT id FROM register WHERE code = 'B1')`
  // As a superuser who puts the copy of the evening back: all that came after it is gone.
  const restored = [
    'journal_record',
    'journal_head',
    'sale',
    'sale_line',
    'tender',
    'ticket',
    'ledger_event',
    'closure',
  ]
    .map((table) => `DELETE FROM ${table}`)
    .concat('DELETE FROM cash_movement; DELETE FROM shift')
    .join(';')
  expect(await seen(restored)).toEqual(expect.arrayContaining(['B1/G/1 removed', 'B1/T/2 removed']))
  const cut = `DELETE FROM journal_record WHERE ${register} AND journal = 'L' AND seq > 1;
    UPDATE journal_head h SET last_seq = 1, last_hash = r.hash, last_at = r.recorded_at FROM journal_record r
     WHERE h.${register} AND h.journal = 'L' AND r.${register} AND r.journal = 'L' AND r.seq = 1`
  expect(await seen(cut)).toEqual(['B1/L/4 removed'])
})

it('a chain signed again by another key, and an anchor that somebody wrote himself, are seen', async () => {
  await run(on('2026-07-02'))
  const own = await lines()
  const other = temporaryKeyring()
  await transaction(days.db, (tx) => registerKeys(tx, other.all))
  expect(
    await seen(`UPDATE journal_record SET hash = repeat('a', 64) WHERE journal = 'L' AND seq = 3`),
  ).toContain('B1/L/3 altered')
  const forged = JSON.parse(own[0] ?? '')
  forged.heads = forged.heads.slice(0, 1)
  writeFileSync(anchorFile, `${JSON.stringify(forged)}\n`)
  const { faults } = await verifyJournals(days.db, { anchors: await lines() })
  expect(faults[0]?.detail).toContain('line 1 of the anchor file')
  expect(readFileSync(anchorFile, 'utf8')).toContain(forged.signature)
})

it('goes to who keeps it, once, and nowhere when nobody was named', async () => {
  const sent: Message[] = []
  const transport = { sendMail: async (message: Message) => void sent.push(message), close: () => {} }
  const sender = {
    db: days.db,
    clock: () => on('2026-07-04'),
    transport,
    from: 'Office <billets@office.example>',
  }
  await run(on('2026-07-02'))
  await sendAnchors(sender)
  expect(sent).toEqual([])
  await days.db.owner().sql`UPDATE office SET anchor_email = 'comptable@office.example'`
  await run(on('2026-07-03'))
  await run(on('2026-07-03', '12:00'))
  await Promise.all([sendAnchors(sender), sendAnchors(sender)])
  expect(sent.map((message) => [message.to, message.subject])).toEqual([
    ['comptable@office.example', 'Clôture du 03/07/2026 : empreintes des journaux de caisse'],
  ])
  expect(sent[0]?.attachments[0]?.content.toString()).toBe(`${(await lines())[1]}\n`)
  expect(await days.db.sql`SELECT 1 FROM outbox WHERE kind = 'anchor.due'`).toHaveLength(0)
})
