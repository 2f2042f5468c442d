import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { crc32, inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../context.ts'
import { anchorOf, readHeads } from '../journal/anchor.ts'
import { agentOf, boatBasket } from '../sale/given-sale.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { copySale } from '../sale/copy.ts'
import { givenChains, type Chains } from '../report/given-chain.ts'
import { newId } from '../shared/id.ts'
import { toDay, toInstant, type Instant } from '../shared/time.ts'
import { makeArchive, type ArchiveDeps, type Archived } from './archive.ts'
import { filesOf, spoilByte, verified } from './given-verifier.ts'
import { kindOf } from './period.ts'
import { zipFolder } from './zip.ts'

const LATER: Instant = toInstant('2026-08-20T09:00:00.000Z')
const PERIOD = { from: toDay('2026-08-01'), to: toDay('2026-08-19') }

let chains: Chains
let base: string
let made: Archived
let deps: ArchiveDeps
let ctx: { actor: Actor; now: Instant }

/** What the verifier says of a copy that somebody spoiled; it must say something. */
async function spoiled(spoil: (folder: string) => void): Promise<string> {
  const folder = mkdtempSync(join(base, 'copy-'))
  cpSync(made.folder, folder, { recursive: true })
  spoil(folder)
  const { code, err } = await verified(folder)
  expect(code).toBe(1)
  rmSync(folder, { recursive: true })
  return err
}

const edit = (name: string, change: (lines: string[]) => string[]) => (folder: string) => {
  const path = join(folder, name)
  writeFileSync(path, change(readFileSync(path, 'utf8').split('\n')).join('\n'))
}

beforeAll(async () => {
  chains = await givenChains()
  const { db, keys, office } = chains
  base = mkdtempSync(join(tmpdir(), 'guichet-archive-'))
  const notice = async () => new TextEncoder().encode('%PDF-1.7 notice')
  deps = { db, keys, notice, trusted: new Set(keys.all.map((key) => key.id)) }
  ctx = { actor: { ...agentOf(office), roles: ['manager'] } as Actor, now: LATER }
  const visitor = {
    firstName: 'Yvonnick',
    lastName: 'Le Goff',
    email: 'yvonnick@example.net',
    phone: '+33612345678',
  }
  const named = { ...boatBasket(office, { register: 1 }), visitor }
  const [sold] = await sell({ db, keys, now: () => TEST_NOW }, [saleRequest(agentOf(office), named)])
  if (!sold?.ok) throw new Error('refused')
  const [sale] = await db.sql`SELECT id FROM sale ORDER BY number LIMIT 1`
  const at = { ...ctx, db, keys, now: toInstant('2026-08-14T09:00:00.000Z'), requestId: 'test' }
  await copySale(at, sale?.id, { id: newId('audit'), reason: 'CUSTOMER' })
  made = await makeArchive(ctx, deps, { ...PERIOD, id: newId('archive'), folder: join(base, 'archive') })
})
afterAll(async () => {
  rmSync(base, { recursive: true, force: true })
  await chains.db.close()
})

describe('an archive', () => {
  it('Archive: re-verified by the stand-alone script with the app off; one altered byte is detected', async () => {
    const { code, out, err } = await verified(made.folder, '--cle', chains.keys.journal.id)
    expect(err).toBe('')
    expect(code).toBe(0)
    expect(out).toContain('Archive conforme')
    expect(out).toContain('dont 8 tickets')
    expect(out).toContain('que vous avez donnée')
    // Of each kind of file: api/proof/tamper.test.ts.
    expect(await spoiled((folder) => spoilByte(folder, 'tickets.jsonl'))).toContain('tickets.jsonl')
  })

  it('names the line of what was done to a journal or to its CSV', async () => {
    const jsonl = 'tickets.jsonl'
    const altered = await spoiled(
      edit(jsonl, (lines) =>
        lines.map((l, i) => (i === 2 ? l.replace('"amountC":5600', '"amountC":4600') : l)),
      ),
    )
    expect(altered).toContain('tickets.jsonl, ligne 3 : son texte ne donne pas son empreinte')
    expect(altered).toContain('tickets.jsonl, ligne 3 : règlements 46,00 €, total 56,00 €')
    expect(altered).toMatch(/paiements\.csv, ligne \d+ : ne dit pas ce que dit l’enregistrement B1 n° 3/)
    const deleted = await spoiled(edit(jsonl, (lines) => lines.filter((_, i) => i !== 3)))
    expect(deleted).toContain('tickets.jsonl, ligne 4 : n° 4 attendu, n° 5 trouvé')
    const swapped = await spoiled(edit(jsonl, ([a = '', b = '', ...rest]) => [b, a, ...rest]))
    expect(swapped).toContain('tickets.jsonl, ligne 1 : n° 1 attendu, n° 2 trouvé')
    const cut = await spoiled(edit('journaux/clotures.jsonl', (lines) => lines.slice(0, -3)))
    expect(cut).toContain('lignes supprimées à la fin')
    const row = await spoiled(edit('lignes.csv', (lines) => lines.filter((_, i) => i !== 1)))
    expect(row).toContain('lignes.csv, ligne 2 : ne dit pas ce que dit l’enregistrement B1 n° 1')
    const added = await spoiled(edit('copies.csv', (lines) => [...lines.slice(0, -1), 'B1;9\r', '']))
    expect(added).toContain('copies.csv, ligne 3 : ligne ajoutée')
  })

  it('names a file that is missing, one that was added, and keys that are not what they are called', async () => {
    expect(await spoiled((folder) => unlinkSync(join(folder, 'jet.csv')))).toContain(
      'jet.csv : fichier manquant',
    )
    expect(await spoiled((folder) => writeFileSync(join(folder, 'x.csv'), ''))).toContain(
      'x.csv : fichier ajouté',
    )
    const keys = edit('cles.json', (lines) => lines.map((l) => l.replace(/"id": "(.)/, '"id": "$1f')))
    expect(await spoiled(keys)).toContain('n’a pas cette empreinte')
    const { code, err } = await verified(made.folder, '--cle', 'ffffffffffffffff')
    expect(code).toBe(1)
    expect(err).toContain('qui n’est pas de celles que vous avez données')
  })

  it('is compared with the ends of the chains that were kept elsewhere', async () => {
    const heads = await readHeads(chains.db)
    const path = join(base, 'anchors.jsonl')
    writeFileSync(path, `${JSON.stringify(anchorOf(chains.keys, LATER, heads))}\n`)
    const { out, code } = await verified(made.folder, '--ancres', path)
    expect(code).toBe(0)
    expect(out).toMatch(/[1-9]\d* têtes de chaînes gardées ailleurs retrouvées/)
    const others = heads.map((head) => (head.journal === 'T' ? { ...head, hash: 'f'.repeat(64) } : head))
    writeFileSync(path, `${JSON.stringify(anchorOf(chains.keys, LATER, others))}\n`)
    expect((await verified(made.folder, '--ancres', path)).err).toContain('dit une autre empreinte')
  })

  it('says nothing of people: no name, no address, no number of anybody', async () => {
    const people = await chains.db.sql<{ said: string[] }[]>`
      SELECT ARRAY[name] AS said FROM staff UNION SELECT ARRAY[email] FROM auth_user
       UNION SELECT ARRAY[first_name, last_name, email, phone] FROM customer`
    const said = people.flatMap((row) => row.said)
    expect(said).toContain('yvonnick@example.net')
    for (const name of filesOf(made.folder)) {
      const text = readFileSync(join(made.folder, name), 'utf8')
      for (const word of said) expect(text.includes(word), `${name}: ${word}`).toBe(false)
      if (name !== 'verifier.mjs') expect(text, name).not.toMatch(/[\w.]+@[\w-]+\.[a-z]{2,}/)
    }
  })

  it('of a customer who was erased is as it was: it names only a random reference', async () => {
    const before = await chains.db.sql`SELECT customer_ref FROM sale WHERE customer_ref IS NOT NULL`
    await chains.db.sql`UPDATE "order" SET customer_id = NULL`
    await chains.db.sql`DELETE FROM mail`
    await chains.db.sql`DELETE FROM customer`
    const again = await makeArchive(ctx, deps, {
      ...PERIOD,
      id: newId('archive'),
      folder: join(base, 'erased'),
    })
    const tickets = readFileSync(join(again.folder, 'tickets.jsonl'), 'utf8')
    expect(tickets).toBe(readFileSync(join(made.folder, 'tickets.jsonl'), 'utf8'))
    expect(tickets).toContain(`"customerRef":"${before[0]?.customer_ref}"`)
    expect((await verified(again.folder)).code).toBe(0)
  })

  it('leaves its trace: a record of the A chain with the digest of its manifest, an event, the audit', async () => {
    const rows = await chains.db.sql<{ journal: string; payload: string }[]>`
      SELECT journal, payload FROM journal_record WHERE register_id = ${chains.office.office} AND journal = 'A' AND subject = ${made.id}`
    const says = JSON.parse(rows[0]?.payload ?? '{}')
    expect(says).toMatchObject({ ...PERIOD, kind: 'PART', tickets: 8, manifestSha256: made.manifestSha256 })
    const [event] = await chains.db.sql`
      SELECT payload FROM journal_record
       WHERE register_id = ${chains.office.office} AND journal = 'L' AND strpos(payload, ${made.id}) > 0`
    expect(JSON.parse(event?.payload)).toMatchObject({ code: '20', detail: { archive: made.id } })
    const [audit] = await chains.db.sql`SELECT detail FROM audit WHERE subject = ${made.id}`
    expect(audit?.detail).toMatchObject({ manifestSha256: made.manifestSha256 })
  })

  it('that follows another begins where that one ends', async () => {
    const next = { from: toDay('2026-08-14'), to: toDay('2026-08-19'), id: newId('archive') }
    const second = await makeArchive(ctx, deps, { ...next, folder: join(base, 'second') })
    const manifest = JSON.parse(readFileSync(join(second.folder, 'manifest.json'), 'utf8'))
    const tickets = manifest.chains.find(
      (c: { journal: string; register: string }) => c.journal === 'T' && c.register === 'B1',
    )
    expect(tickets).toMatchObject({ anchor: { seq: 6 }, first: null, count: 0 })
    expect(tickets.anchor.signedC).toBe(tickets.anchor.ownC + tickets.anchor.thirdC + tickets.anchor.voucherC)
    expect((await verified(second.folder)).err).toBe('')
  })

  it('is one ZIP that any program opens', async () => {
    const zip = join(base, 'archive.zip')
    await zipFolder(made.folder, zip, { name: 'archive', madeAt: LATER })
    const bytes = readFileSync(zip)
    const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
    const names: string[] = []
    for (let at = bytes.readUInt32LE(end + 16); at < end; ) {
      const [crc, packed, size] = [16, 20, 24].map((offset) => bytes.readUInt32LE(at + offset))
      const name = bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28))
      const data = bytes.readUInt32LE(at + 42) + 30 + bytes.readUInt16LE(at + 28)
      const content = inflateRawSync(bytes.subarray(data, data + (packed ?? 0)))
      expect([content.length, crc32(content)]).toEqual([size, crc])
      expect(content.equals(readFileSync(join(base, name)))).toBe(true)
      names.push(name.slice('archive/'.length))
      at += 46 + bytes.readUInt16LE(at + 28)
    }
    expect(names.sort()).toEqual(filesOf(made.folder).sort())
  })

  it('covers whole days that are over, a year at most', async () => {
    for (const [from, to] of [
      ['2026-08-01', '2026-08-20'],
      ['2026-08-10', '2026-08-09'],
      ['2025-08-01', '2026-08-02'],
    ] as const) {
      const asked = { from: toDay(from), to: toDay(to), id: newId('archive'), folder: join(base, 'never') }
      await expect(makeArchive(ctx, deps, asked)).rejects.toMatchObject({ code: 'archive_period' })
    }
    const kind = (from: string, to: string, start = 1) => kindOf({ from: toDay(from), to: toDay(to) }, start)
    expect(kind('2025-01-01', '2025-12-31')).toBe('YEAR')
    expect(kind('2024-09-01', '2025-08-31', 9)).toBe('YEAR')
    expect(kind('2024-02-01', '2024-02-29')).toBe('MONTH')
    expect(kind('2025-02-01', '2026-01-31')).toBe('PART')
  })

  it('is refused to who may not, and for a journal that is not whole, of which the event log is told', async () => {
    const asked = { ...PERIOD, id: newId('archive'), folder: join(base, 'faulty') }
    const agent = { ...ctx, actor: agentOf(chains.office) }
    await expect(makeArchive(agent, deps, asked)).rejects.toMatchObject({ code: 'forbidden' })
    await chains.tamper((sql) => sql`UPDATE tender SET amount_c = amount_c + 1 WHERE n = 1`)
    const refused = makeArchive(ctx, deps, asked)
    await expect(refused).rejects.toMatchObject({
      code: 'journal_faulty',
      data: {
        faults: expect.arrayContaining([expect.objectContaining({ register: 'B1', journal: 'T', seq: 1 })]),
      },
    })
    expect(readdirSync(base)).not.toContain(basename(asked.folder))
    const [event] = await chains.db.sql`
      SELECT payload FROM journal_record
       WHERE register_id = ${chains.office.office} AND journal = 'L' ORDER BY seq DESC LIMIT 1`
    expect(JSON.parse(event?.payload)).toMatchObject({ code: '90', detail: { register: 'B1' } })
  })
})
