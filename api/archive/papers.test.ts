import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { EVENT } from '../journal/event.ts'
import { EVENT_TEXT } from '../shared/event-text.ts'
import { toDay, toInstant } from '../shared/time.ts'
import { pdfText } from '../ticket/pdf-test.ts'
import { renderAttestation } from './attestation.tsx'
import { TABLES } from './columns.ts'
import { referenceOn } from './legal.ts'
import { renderNotice } from './notice.tsx'
import { isReleased } from './papers.ts'

const software = { name: 'Guichet', version: '3.1.4', coreDigest: 'a1'.repeat(32) }
const office = { name: 'Office', address: '1 place', siret: '00090243700011', demo: true }
const at = toInstant('2026-11-24T09:00:00.000Z')

it('the notice explains every file and every column of the archive', async () => {
  const period = { from: toDay('2026-01-01'), to: toDay('2026-06-30') }
  const text = (await pdfText(await renderNotice({ office, software, period, madeAt: at, chains: [] }))).join(
    ' ',
  )
  for (const { file, columns } of TABLES)
    for (const { name } of columns) expect(text, `${file} ${name}`).toContain(name)
  for (const name of ['manifest.sig', 'verifier.mjs', 'tickets.jsonl', 'DÉMONSTRATION'])
    expect(text).toContain(name)
}, 30_000)

it('the attestation is a draft, of a major version, and does not hold for a core that somebody changed', async () => {
  const draft = (isReleased: boolean) => renderAttestation({ office, software, isReleased, at })
  const [released, changed] = await Promise.all([draft(true).then(pdfText), draft(false).then(pdfText)])
  for (const text of [released.join(' '), changed.join(' ')]) {
    expect(text).toContain('PROJET – non signé')
    expect(text).toMatch(/Version majeure \(racine\) ?3/)
    expect(text).toContain('site de vente en ligne')
  }
  const words = 'version modifiée : attestation de l’éditeur non applicable'
  expect(changed.join(' ')).toContain(words)
  expect(released.join(' ')).not.toContain(words)
  const known = JSON.parse(readFileSync(new URL('./released.json', import.meta.url), 'utf8'))
  expect(isReleased(known)).toBe(true)
  expect(isReleased({ ...known, coreDigest: software.coreDigest })).toBe(false)
}, 30_000)

it('a reference of the law that may no longer be printed says so', () => {
  expect(referenceOn('cashRegister', toDay('2027-12-31'))).not.toContain('à mettre à jour')
  expect(referenceOn('cashRegister', toDay('2028-01-01'))).toContain('à mettre à jour')
})

it('each code of the event log has its words', () => {
  expect(Object.values(EVENT).filter((code) => !(code in EVENT_TEXT))).toEqual([])
})

it('nothing here claims a certificate that nobody gave', () => {
  const claim = ['certifi[ée]+e?s? *', 'NF *525'].join('')
  const root = new URL('../../', import.meta.url).pathname
  const asked = ['grep', '-liE', claim, '--', ':!api/archive/papers.test.ts', ':!package-lock.json']
  const { stdout, status } = spawnSync('git', asked, { cwd: root, encoding: 'utf8' })
  expect(stdout).toBe('')
  // 1: looked everywhere, and found nothing.
  expect(status).toBe(1)
})
