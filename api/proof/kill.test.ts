import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { livingServer, readPostmaster } from '../../db/embedded/postmaster.ts'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { connect, disconnect, type Db } from '../../db/index.ts'
import { verifyJournals } from '../journal/verify.ts'
import { loadKeyring } from '../keyring.ts'
import { boatBasket, familyBasket } from '../sale/given-sale.ts'
import type { SellInput } from '../sale/input.ts'
import { instantOf } from '../shared/time.ts'
import { broken } from './invariants.ts'
import {
  givePassword,
  partsOfSales,
  postSale,
  signIn,
  startProcess,
  temporaryFolder,
  type Process,
} from './running.ts'
import { figures, sized } from './size.ts'
import { watch } from './watch.ts'

const REGISTERS = 4
const CLIENTS = sized(8, 16)
const KILLS = sized(1, 5)
const folder = temporaryFolder()
const cluster = join(folder.path, 'postgres')
let api: Process
let office: Given
let cookie: string

const start = () => startProcess({ DATA_DIR: folder.path })

beforeAll(async () => {
  api = await start()
  await asOwner(async (owner) => {
    const now = instantOf(Date.now())
    office = await given(owner, {
      now,
      registers: REGISTERS,
      sessions: 3,
      capacity: 1_000_000,
      stock: 1_000_000,
    })
    cookie = await signIn(api.url, await givePassword(owner, office))
  })
}, 120_000)

afterAll(async () => {
  await api?.stop()
  const left = livingServer(cluster)
  if (left) process.kill(left.pid, 'SIGQUIT')
  folder.remove()
})

async function asOwner<T>(work: (owner: Db) => Promise<T>): Promise<T> {
  const owner = connect(api.databaseUrl, { role: null, max: 2 })
  try {
    return await work(owner)
  } finally {
    await disconnect(owner)
  }
}

type Told = { input: SellInput; number: string }

/** What the clients saw: sales that were answered, sales they gave up, statuses and answers that came. */
const seen = {
  told: [] as Told[],
  abandoned: [] as SellInput[],
  statuses: new Map<number, number>(),
  retries: 0,
  isOver: false,
}

/**
 * A till: sells, and sends the same sale again while nothing answers. One in eight clients walks away instead, and
 * nobody will ever ask for that sale again.
 */
async function till(i: number): Promise<void> {
  for (let n = 0; !seen.isOver; n++) {
    const over = { session: n % 3, register: (i + n) % REGISTERS }
    const input = n % 3 === 0 ? familyBasket(office, over) : boatBasket(office, over)
    for (let tries = 1; ; tries++) {
      const { status, body } = await postSale(api.url, cookie, input)
      seen.statuses.set(status, (seen.statuses.get(status) ?? 0) + 1)
      if (status === 200 || status === 201) {
        seen.told.push({ input, number: body.number as string })
        break
      }
      if (i % 8 === 7 || tries > 400) {
        seen.abandoned.push(input)
        await pause(100)
        break
      }
      seen.retries += 1
      await pause(50)
    }
  }
}

/** Waits until the clients sell again, as many as asked. */
async function untilSold(more: number): Promise<void> {
  const before = seen.told.length
  for (const end = Date.now() + 60_000; seen.told.length < before + more; await pause(10)) {
    if (Date.now() > end)
      throw new Error(`nothing was sold for a minute; ${JSON.stringify([...seen.statuses])}`)
  }
}

it('kill -9 of the API and of PostgreSQL under load: what was answered is there once and whole, nothing is half there', async () => {
  const started = performance.now()
  const clients = Array.from({ length: CLIENTS }, (_, i) => till(i))
  let away = 0
  for (let n = 0; n < KILLS; n++) {
    await untilSold(20)
    await pause(randomInt(300))
    const killed = performance.now()
    await api.kill()
    api = await start()
    await untilSold(1)
    away = Math.max(away, performance.now() - killed)
  }
  let recovery = 0
  for (let n = 0; n < KILLS; n++) {
    await untilSold(20)
    await pause(randomInt(300))
    const killed = performance.now()
    process.kill(readPostmaster(cluster)?.pid ?? Number.NaN, 'SIGKILL')
    await pause(100)
    await untilSold(1)
    recovery = Math.max(recovery, performance.now() - killed)
  }
  await untilSold(20)
  seen.isOver = true
  await Promise.all(clients)
  // The feed listens again by itself after every death of the database.
  const counterId = office.sessions[0]?.counter
  const watched = await watch(api.url, cookie)
  const seenLive = watched.until((c) => c.id === counterId)
  const last = boatBasket(office)
  const { status, body } = await postSale(api.url, cookie, last)
  expect(status).toBe(201)
  seen.told.push({ input: last, number: body.number as string })
  await seenLive
  watched.close()
  const seconds = Math.round((performance.now() - started) / 1000)
  const strange = [...seen.statuses.keys()].filter((status) => ![0, 200, 201, 503].includes(status))
  expect(strange).toEqual([])

  await asOwner(async (owner) => {
    const there = await partsOfSales(owner)
    for (const { input, number } of seen.told) {
      expect(there.get(input.id)).toEqual(wholeOf(input, number))
    }
    const known = new Set(seen.told.map((t) => t.input.id))
    let kept = 0
    for (const input of seen.abandoned) {
      const parts = there.get(input.id)
      if (!parts) continue
      kept += 1
      expect(parts).toEqual(wholeOf(input, parts.number))
      known.add(input.id)
    }
    expect([...there.keys()].filter((id) => !known.has(id))).toEqual([])
    expect(await broken(owner)).toEqual([])
    const keys = loadKeyring(join(folder.path, 'signing-keys.json'), { create: false })
    const trusted = new Set(keys.all.map((k) => k.id))
    expect((await verifyJournals(owner, { trusted })).faults).toEqual([])
    const replays = seen.statuses.get(200) ?? 0
    figures(
      `kill -9 × ${KILLS} of the API (back in ${Math.round(away)} ms at most) and × ${KILLS} of PostgreSQL (${Math.round(recovery)} ms), ` +
        `${seconds} s: ${seen.told.length} sales answered, all there once and whole, ${replays} of them at a retry after ` +
        `the answer was lost; ${seen.abandoned.length} given up, of which ${kept} whole and none half`,
    )
  })
}, 900_000)

/** What the database must hold of a sale, from what was asked for. */
function wholeOf(input: SellInput, number: string) {
  const isFamily = input.lines.length === 3
  return {
    id: input.id,
    number,
    totalC: input.expected.totalC,
    lines: isFamily ? 4 : 1,
    tenders: input.tenders.length,
    tickets: isFamily ? 3 : 1,
    records: 1,
    events: 1,
  }
}
