import { afterAll, beforeAll, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { testApp, type TestApp } from '../proof/app.ts'
import { closeShift } from '../register/close.ts'
import { agentOf, boatBasket, familyBasket } from '../sale/given-sale.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import { newId } from '../shared/id.ts'
import type { DaySheet } from '../shared/report.ts'

let db: TestDb
let office: Given
let at: TestApp
let cookie: string

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, capacity: 100, registers: 2 })
  at = await testApp(db, db.owner(), TEST_NOW)
  cookie = await at.cookie('manager')
  const baskets = [familyBasket(office), boatBasket(office, { register: 1 })]
  const requests = baskets.map((one) => saleRequest(agentOf(office), one))
  for (const outcome of await sell({ db, keys: at.keys, now: () => TEST_NOW }, requests))
    if (!outcome.ok) throw outcome.error
  const ctx = { db, keys: at.keys, now: TEST_NOW, actor: agentOf(office), requestId: 'test' }
  const pieces = { 5000: 3, 200: 13, 100: 1 }
  await closeShift(ctx, office.shifts[1] ?? '', { countedC: 17_700, pieces, gapReason: 'UNKNOWN' })
})

afterAll(async () => {
  await at.stop()
  await db.close()
})

const ask = (path: string) =>
  at.app.request(`http://office.example/api/reports${path}`, { headers: { cookie } })
const linesOf = async (path: string) => (await (await ask(path)).text()).trimEnd().split('\r\n').slice(1)

it('a day’s sheet is a CSV of the same figures, part by part', async () => {
  const answer = await ask('/day.csv?day=2026-08-13')
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="journee-2026-08-13.csv"')
  expect((await answer.text()).split('\r\n')[0]).toBe(
    'Partie;Ligne;Précision;Nombre;Billets;Montant TTC;HT;TVA;Commission HT;Remise TTC',
  )
  expect(await linesOf('/day.csv?day=2026-08-13')).toEqual([
    'Journée;Toutes les ventes;Office de tourisme;2;5;120,00;;;;0,00',
    'Encaissements;Chèques-Vacances;;1;;50,00;;;;',
    'Encaissements;Espèces;;2;;40,00;;;;',
    'Encaissements;Carte;;1;;30,00;;;;',
    'Par famille;Bateaux;;;4;99,00;;;;',
    'Par famille;Boutique;;;0;12,00;;;;',
    'Par famille;SNCF;;;1;9,00;;;;',
    'Pour le compte de tiers;Vedettes Kerlann;;;4;99,00;;;7,92;',
    'Pour le compte de tiers;SNCF;;;1;9,00;;;0,36;',
    'Ventes propres, par taux de TVA;5,5 %;;;;12,00;11,37;0,63;;',
    'SNCF;Dans nos tiroirs;;;1;9,00;;;;',
    'Sessions de caisse;Bourg B1;Ventes de Maïwenn;1;;92,00;;;;',
    'Sessions de caisse;Bourg B1;Fond;;;150,00;;;;',
    'Sessions de caisse;Bourg B2;Ventes de Maïwenn;1;;28,00;;;;',
    'Sessions de caisse;Bourg B2;Fond;;;150,00;;;;',
    'Sessions de caisse;Bourg B2;Attendu;;;178,00;;;;',
    'Sessions de caisse;Bourg B2;Compté;;;177,00;;;;',
    'Sessions de caisse;Bourg B2;Écart\u00a0: Inexpliqué;;;-1,00;;;;',
  ])
  expect(await linesOf('/day.csv?day=2026-08-14')).toEqual([
    'Journée;Toutes les ventes;Office de tourisme;0;0;0,00;;;;0,00',
  ])
})

it('a shift’s reading too: open, and closed with what was counted', async () => {
  const open = await linesOf(`/shifts/${office.shifts[0]}/report.csv`)
  expect(open).toContain('Tiroir;Dans le tiroir;;;;162,00;;;;')
  expect(open.some((line) => line.includes('Fermeture') || line.includes('Attendu'))).toBe(false)
  const answer = await ask(`/shifts/${office.shifts[1]}/report.csv`)
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="session-B2-2026-08-13.csv"')
  expect(await linesOf(`/shifts/${office.shifts[1]}/report.csv`)).toEqual([
    'Session;Toutes les ventes;Bourg B2;1;1;28,00;;;;0,00',
    'Session;Ouverture;13/08/2026 14:07, Maïwenn;;;;;;;',
    'Session;Fermeture;13/08/2026 14:07, Maïwenn;;;;;;;',
    'Session;Premier numéro;B2-2026-000001;;;;;;;',
    'Session;Dernier numéro;B2-2026-000001;;;;;;;',
    'Session;Lignes retirées de paniers;;0;;;;;;',
    'Session;Duplicatas;;0;;;;;;',
    'Encaissements;Espèces;;1;;28,00;;;;',
    'Tiroir;Espèces des ventes;;;;28,00;;;;',
    'Tiroir;Fond;;;;150,00;;;;',
    'Tiroir;Attendu;;;;178,00;;;;',
    'Tiroir;Compté;;;;177,00;;;;',
    'Tiroir;Écart\u00a0: Inexpliqué;;;;-1,00;;;;',
    'Pièces comptées;50,00\u00a0€;;3;;150,00;;;;',
    'Pièces comptées;2,00\u00a0€;;13;;26,00;;;;',
    'Pièces comptées;1,00\u00a0€;;1;;1,00;;;;',
  ])
  expect((await ask(`/shifts/${newId('shift')}/report.csv`)).status).toBe(404)
})

it('both are Excel files; a day that is none is refused, and so is an agent', async () => {
  for (const path of ['/day.xlsx?day=2026-08-13', `/shifts/${office.shifts[1]}/report.xlsx`]) {
    const answer = await ask(path)
    expect(answer.status).toBe(200)
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
  }
  expect((await ask('/day.csv?day=2026-02-30')).status).toBe(400)
  const agent = await at.cookie('agent')
  const refused = await at.app.request('http://office.example/api/reports/day.csv?day=2026-08-13', {
    headers: { cookie: agent },
  })
  expect(refused.status).toBe(403)
}, 60_000)

it('SNCF tickets paid on the SNCF’s own terminal are said once there are some, in no other figure', async () => {
  const sheet = async () => (await (await ask('/day?day=2026-08-13')).json()) as DaySheet
  const was = await sheet()
  await db.owner().sql`
    INSERT INTO sncf_sale (sale_id, line_n, terminal, external_ref, sold_at, product, origin, destination, travel_class,
                           passengers, fare_c, paid_on, status)
    SELECT sale_id, 9, terminal, 'X1', sold_at, product, origin, destination, travel_class, 1, 4200, 'SNCF_TERMINAL', 'SOLD'
      FROM sncf_sale LIMIT 1`
  expect(await sheet()).toEqual({ ...was, sncf: { tickets: 2, drawerC: 900, terminalC: 4_200 } })
  const lines = await linesOf('/day.csv?day=2026-08-13')
  expect(lines).toContain('SNCF;Sur le terminal de la SNCF;;;;42,00;;;;')
})
