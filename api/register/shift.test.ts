import { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Db } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { givenOffice, type TestOffice } from '../auth/test-office.ts'
import type { Env } from '../body.ts'
import type { Ctx } from '../context.ts'
import { AppError } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { plusMinutes } from '../shared/time.ts'
import { closeShift } from './close.ts'
import type { OpenInput } from './form.ts'
import { readShift } from './read.ts'
import { shiftRoutes } from './routes.ts'
import { openShift } from './shift.ts'
import { agentCtx, count, float, givenRegister, NOW, records, refusal } from './test-shift.ts'

let db: TestDb
let office: TestOffice
let place: { id: string; code: string }

beforeAll(async () => {
  db = await testDb()
  office = await givenOffice(db, NOW)
})
afterAll(() => db.close())
beforeEach(async () => {
  place = await givenRegister(db, office)
})

const at = (on: Db = db, now = NOW): Ctx => agentCtx(on, office, now)

test('a shift opens with its counted float: row, movement, journal, log and audit in one go', async () => {
  const input = float(place.id)
  const { shift, made } = await openShift(at(), input)
  expect(made).toBe(true)
  expect(shift).toEqual({
    id: input.id,
    registerId: place.id,
    openedAt: NOW,
    openedBy: 'MA',
    businessDay: '2026-08-13',
    floatC: 15_000,
    closedAt: null,
    expectedC: null,
    countedC: null,
    gapC: null,
  })
  expect(await records(db, place.id, 'P')).toEqual([
    expect.objectContaining({
      type: 'OPENING_FLOAT',
      shift: input.id,
      amountC: 15_000,
      pieces: { '5000': 2, '1000': 3, '2000': 1 },
      operator: { code: 'MA' },
      businessDate: '2026-08-13',
      seq: 1,
    }),
  ])
  expect((await records(db, place.id, 'L')).map((e) => e.code)).toEqual(['SHIFT_OPENED'])
  const audits = await db.sql`SELECT actor, action FROM audit WHERE subject = ${input.id}`
  expect([...audits]).toEqual([{ actor: office.agent.staffId, action: 'shift.open' }])
})

test('the same opening again gets the same answer; another under its id is refused', async () => {
  const input = float(place.id)
  const first = await openShift(at(), input)
  const again = await openShift(at(db, plusMinutes(NOW, 5)), {
    ...input,
    pieces: { ...input.pieces, '200': 0 },
  })
  expect(again).toEqual({ shift: first.shift, made: false })
  await expect(openShift(at(), { ...input, floatC: 100, pieces: {} })).rejects.toMatchObject(
    refusal('id_reused'),
  )
  await expect(openShift(at(), { ...input, pieces: {} })).rejects.toMatchObject(refusal('id_reused'))
  await expect(openShift(at(), { ...input, registerId: office.registerId })).rejects.toMatchObject(
    refusal('id_reused'),
  )
  expect(await records(db, place.id, 'P')).toHaveLength(1)
})

test('of two openings of one register one wins, and the other is told who stands there since when', async () => {
  const inputs = [float(place.id), float(place.id)]
  const other = db.another({ max: 2 })
  const ends = await Promise.allSettled([
    openShift(at(), inputs[0] as OpenInput),
    openShift(at(other), inputs[1] as OpenInput),
  ])
  expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1)
  const lost = ends.find((end) => end.status === 'rejected')
  expect(lost?.reason).toMatchObject(refusal('shift_already_open', { openedBy: 'MA', openedAt: NOW }))
  expect(await records(db, place.id, 'P')).toHaveLength(1)
})

test('the same opening twenty times at once opens once', async () => {
  const input = float(place.id)
  const ends = await Promise.all(Array.from({ length: 20 }, () => openShift(at(), input)))
  expect(ends.filter((end) => end.made)).toHaveLength(1)
  expect(new Set(ends.map((end) => JSON.stringify(end.shift))).size).toBe(1)
  expect(await records(db, place.id, 'P')).toHaveLength(1)
})

test('one id on two registers at once: one opens, the other is told the id is taken', async () => {
  const input = float(place.id)
  const second = (await givenRegister(db, office)).id
  const ends = await Promise.allSettled([
    openShift(at(), input),
    openShift(at(), { ...input, registerId: second }),
  ])
  expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1)
  expect(ends.find((end) => end.status === 'rejected')?.reason).toMatchObject(refusal('id_reused'))
})

test('nobody opens a shift on the shop, the office log, a closed register or one that does not exist', async () => {
  const [web] = await db.sql`SELECT id FROM register WHERE code = 'WEB'`
  const [off] = await db.sql`SELECT id FROM register WHERE code = 'OFF'`
  await db.sql`UPDATE register SET closed_at = ${NOW}::timestamptz WHERE id = ${place.id}`
  for (const id of [web?.id, off?.id, place.id, newId('register')]) {
    await expect(openShift(at(), float(id))).rejects.toMatchObject(refusal('not_found'))
  }
})

test('who may not open, close or read a shift is refused before anything else', async () => {
  const admin: Ctx = { ...at(), actor: { ...office.agent, roles: ['admin'] } }
  const visitor: Ctx = { ...at(), actor: { kind: 'visitor' } }
  for (const [who, code] of [
    [admin, 'forbidden'],
    [visitor, 'unauthenticated'],
  ] as const) {
    await expect(openShift(who, float(place.id))).rejects.toMatchObject({ code })
    await expect(readShift(who, newId('shift'))).rejects.toMatchObject({ code })
    await expect(closeShift(who, newId('shift'), count(0))).rejects.toMatchObject({ code })
  }
})

test('over HTTP: 201, 200 for a replay, and 400 for what is not a count', async () => {
  const app = new Hono<Env>()
    .use(async (c, next) => {
      c.set('ctx', at())
      await next()
    })
    .route('/shifts', shiftRoutes)
  app.onError((error, c) =>
    error instanceof AppError ? c.json({ code: error.code }, error.status as 400) : c.json({}, 500),
  )
  const post = async (path: string, body: unknown) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await app.request(path, { method: 'POST', headers, body: JSON.stringify(body) })
    return answer.status
  }
  const input = float(place.id)
  for (const wrong of [
    { ...input, floatC: -1 },
    { ...input, floatC: 150.5 },
    { ...input, floatC: 14_999 },
    { ...input, pieces: { '3': 5_000 } },
    { ...input, pieces: { '5000': -1 } },
    { ...input, id: 'shf_1' },
    { ...input, more: 1 },
    null,
  ]) {
    expect(await post('/shifts', wrong)).toBe(400)
  }
  expect(await post('/shifts', input)).toBe(201)
  expect(await post('/shifts', input)).toBe(200)
  expect((await app.request(`/shifts/${input.id}`)).status).toBe(200)
  expect((await app.request('/shifts/x')).status).toBe(400)
  expect(
    await post(`/shifts/${input.id}/close`, { countedC: 14_000, pieces: {}, gapReason: 'because' }),
  ).toBe(400)
  expect(await post(`/shifts/${input.id}/close`, { countedC: 14_000, pieces: {} })).toBe(422)
  expect(await post(`/shifts/${input.id}/close`, { countedC: 15_000, pieces: {} })).toBe(200)
})
