import { afterAll, beforeAll, expect, test } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { testApp, type TestApp } from '../proof/app.ts'
import { agentOf, familyBasket } from '../sale/given-sale.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import { newId } from '../shared/id.ts'
import { pdfText } from '../ticket/pdf-test.ts'
import { givenPrinter, type FakePrinter } from './given-printer.ts'
import { readEscpos } from './read-escpos.ts'

let db: TestDb
let office: Given
let at: TestApp
let printer: FakePrinter
let cookie: string
let saleId: string

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, sessions: 1, open: true })
  at = await testApp(db, db.owner(), TEST_NOW)
  printer = await givenPrinter()
  cookie = await at.cookie('manager')
  const basket = familyBasket(office)
  saleId = basket.id
  const [outcome] = await sell({ db, keys: at.keys, now: () => TEST_NOW }, [
    saleRequest(agentOf(office), basket),
  ])
  if (!outcome?.ok) throw outcome?.error ?? new Error('refused')
})
afterAll(async () => {
  await at.stop()
  await printer.close()
  await db.close()
})

const ask = (method: string, path: string, body?: object) =>
  at.app.request(`http://office.example/api${path}`, {
    method,
    headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
async function printed(path: string, method = 'GET', body?: object) {
  const answer = await ask(method, path, body)
  expect(answer.headers.get('content-type')).toBe('application/octet-stream')
  return readEscpos(new Uint8Array(await answer.arrayBuffer()))
}
const words = (slip: { text: string }[] = []) => slip.map((line) => line.text)

const claim = { id: newId('audit'), what: 'RECEIPT', drawer: false, by: 'DEVICE' }
/** The device is told that it prints the original, however often it asks. */
const claimed = () => ask('POST', `/sales/${saleId}/print`, { ...claim, registerId: office.registers[0] })

test('the original is no PDF either before it is claimed; one to look at says that it is none', async () => {
  const pdf = async (query = '') => {
    const answer = await ask('GET', `/sales/${saleId}/receipt.pdf${query}`)
    return answer.ok ? (await pdfText(Buffer.from(await answer.arrayBuffer()))).join(' ') : answer.status
  }
  expect(await pdf()).toBe(409)
  const looked = await pdf('?as=look&paper=a5')
  expect(looked).toContain('CONSULTATION')
  expect(looked).toContain('92,00')
  expect(looked).not.toContain('impression nº')
  expect(await (await claimed()).json()).toMatchObject({ copy: null })
  expect(await pdf()).toContain('impression nº 1, original')
})

test('a device gets the bytes of a receipt on its columns, and of the tickets, and none that open the drawer', async () => {
  await claimed()
  const receipt = await printed(`/sales/${saleId}/receipt.escpos?columns=42&drawer=yes`)
  expect([receipt.slips.length, receipt.kicks]).toEqual([1, 0])
  expect(Math.max(...words(receipt.slips[0]).map((line) => line.length))).toBe(42)
  const tickets = await printed(`/sales/${saleId}/tickets.escpos`)
  expect([tickets.slips.length, tickets.kicks]).toEqual([3, 0])
  expect((await ask('GET', `/sales/${saleId}/receipt.escpos?copy=1`)).status).toBe(404)
  expect((await ask('GET', `/sales/${saleId}/receipt.escpos?columns=40`)).status).toBe(400)
})

test('a browser gets the same papers as rows', async () => {
  const answer = await ask('GET', `/sales/${saleId}/slips?what=BOTH`)
  const { slips } = (await answer.json()) as { slips: { kind: string }[][] }
  expect(slips).toHaveLength(4)
  expect(slips[1]?.filter((row) => row.kind === 'qr')).toHaveLength(1)
})

test('the note is rows, bytes, or paper on the network printer of the register', async () => {
  const { orderId, registerId, lines } = familyBasket(office)
  const note = `/orders/${orderId}/note`
  const bytes = await printed(`${note}?as=escpos`, 'POST', { registerId, lines })
  expect(words(bytes.slips[0])).toContain('*** NOTE ***')
  expect((await ask('POST', note, { registerId, lines })).status).toBe(200)
  expect((await ask('POST', `${note}?as=print`, { registerId, lines })).status).toBe(409)
  const set = { printer: { kind: 'NETWORK', columns: 48, host: printer.host, port: printer.port } }
  expect((await ask('PUT', `/registers/${registerId}/printer`, set)).status).toBe(200)
  expect((await ask('POST', `${note}?as=print`, { registerId, lines })).status).toBe(200)
  expect(words(readEscpos(printer.paper()).slips[0])).toContain('*** NOTE ***')
  const me = (await (await ask('GET', '/auth/me')).json()) as { registers: { id: string; printer: object }[] }
  expect(me.registers.find((one) => one.id === registerId)?.printer).toEqual(set.printer)
})

test('a printer outside the office cannot be set', async () => {
  const id = office.registers[0] ?? ''
  for (const host of ['169.254.169.254', '8.8.8.8', 'printer.example']) {
    const printer = { kind: 'NETWORK', columns: 48, host, port: 9100 }
    expect((await ask('PUT', `/registers/${id}/printer`, { printer })).status, host).toBe(400)
  }
})
