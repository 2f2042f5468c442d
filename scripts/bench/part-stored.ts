import type { Month } from '../../api/catalog/month.ts'
import { seconds, step } from '../step.ts'
import { median, percentile, table, type Target } from './figures.ts'
import type { Asked } from './load.ts'
import { MONTH_DEPARTURES, planMonths, type Months } from './months.ts'
import { asOwner, factsOf } from './office.ts'
import type { Part } from './part.ts'
import { fill, type Stored } from './stored.ts'
import { askFor, openOffice, serveOffice, type Running, type Yard } from './yard.ts'

/** Tickets of the office that has hardly sold. */
const FEW = 1_000
const CLIENTS = 32

type Past = { at: Running; stored: Stored; months: Months; sold: number }
type Pair = { few: Past; full: Past }

/** Made once for the parts that need them. */
const pairs = new WeakMap<Yard, Promise<Pair>>()

/** Two offices alike but for their past. */
function pairOf(yard: Yard): Promise<Pair> {
  let pair = pairs.get(yard)
  if (!pair) {
    pair = makePair(yard)
    pairs.set(yard, pair)
  }
  return pair
}

async function makePair(yard: Yard): Promise<Pair> {
  await yard.floor()
  const few = await makePast(yard, 'few', FEW)
  const cluster = await yard.cluster()
  // Loading writes ten gigabytes of log: a checkpoint for each of them would be most of the work.
  const mine = process.env.DATABASE_URL === undefined
  const logSize = async (setting: string) => {
    if (!mine) return
    await asOwner(cluster, `ALTER SYSTEM ${setting}`)
    await asOwner(cluster, 'SELECT pg_reload_conf()')
  }
  await logSize(`SET max_wal_size = '4GB'`)
  const full = await makePast(yard, 'full', yard.plan.tickets)
  await logSize('RESET max_wal_size')
  await asOwner(cluster, 'CHECKPOINT')
  return { few, full }
}

async function makePast(yard: Yard, name: string, tickets: number): Promise<Past> {
  const opened = await openOffice(yard, name)
  const stored = await step(`Stored (${name})`, () =>
    fill(opened.ownerUrl, yard.keys(), opened.office, tickets),
  )
  console.log(
    `  ${stored.tickets} tickets, ${stored.sales} sales, ${(stored.bytes / 1e9).toFixed(2)} GB in ${seconds(stored.seconds * 1000)}`,
  )
  const months = await planMonths(opened.ownerUrl, opened.office)
  return { at: await serveOffice(yard, opened), stored, months, sold: 0 }
}

type Side = { name: string; past: Past; asked: Asked }
type Round = { rate: number; p50: number; p99: number; cpu: number | null }

/** Alternating rounds of the floor and of each side; all are warmed up first. */
async function rounds(yard: Yard, what: string, sides: readonly Side[]): Promise<Map<string, Round[]>> {
  const { plan } = yard
  const floor = await yard.floor()
  const found = new Map<string, Round[]>()
  const note = (name: string, round: Round) => found.set(name, [...(found.get(name) ?? []), round])
  const ask = async ({ past, asked }: Side, length: number): Promise<Round> => {
    const result = await askFor(yard, past.at, asked, { clients: CLIENTS, seconds: length, rate: null })
    if (asked.what === 'sales') past.sold += result.count
    return {
      rate: result.count / result.seconds,
      p50: percentile(result.latencies, 0.5),
      p99: percentile(result.latencies, 0.99),
      cpu: result.cpuEach.server,
    }
  }
  await step(`${what}, ${CLIENTS} clients`, async () => {
    await floor.run(CLIENTS, 1)
    for (const side of sides) await ask(side, 2)
    for (let i = 0; i < plan.rounds; i++) {
      const { rate, latencies } = await floor.run(CLIENTS, plan.seconds)
      note('floor', {
        rate,
        p50: percentile(latencies, 0.5),
        p99: percentile(latencies, 0.99),
        cpu: null,
      })
      for (const side of sides) note(side.name, await ask(side, plan.seconds))
    }
  })
  return found
}

/** Ratio of two sides' rates, taken within each round. */
function ratio(found: ReadonlyMap<string, Round[]>, side: string, to: string): number {
  const others = found.get(to) ?? []
  return median((found.get(side) ?? []).map((round, i) => round.rate / (others[i]?.rate ?? Number.NaN)))
}

function lines(found: ReadonlyMap<string, Round[]>): string[] {
  const head = ['case', 'a second', 'ratio to floor', 'p50 ms', 'p99 ms', 'server CPU µs each']
  return table(
    head,
    [...found].map(([name, all]) => [
      name,
      median(all.map((r) => r.rate)).toFixed(0),
      ratio(found, name, 'floor').toFixed(2),
      median(all.map((r) => r.p50)).toFixed(1),
      median(all.map((r) => r.p99)).toFixed(1),
      all[0]?.cpu ? median(all.map((r) => r.cpu ?? 0)).toFixed(0) : '',
    ]),
  )
}

const said = ({ few, full }: Pair) =>
  `${few.stored.tickets} and ${full.stored.tickets} tickets stored; the latter: ${full.stored.sales} sales, ${(full.stored.bytes / 1e9).toFixed(1)} GB, loaded in ${seconds(full.stored.seconds * 1000)}.`

/** A month of 248 departures over HTTP, in an office that has hardly sold and in one that has sold millions. */
export const monthPart: Part = async (yard) => {
  const pair = await pairOf(yard)
  const paths = ({ months }: Past) =>
    months.slugs.map((slug) => `/api/shop/calendar/${slug}?month=${months.month}`)
  const asked = (past: Past): Asked => ({ what: 'pages', paths: paths(past) })
  const found = await rounds(yard, 'Months', [
    { name: 'month, few', past: pair.few, asked: asked(pair.few) },
    { name: 'month, full', past: pair.full, asked: asked(pair.full) },
  ])
  const [path] = paths(pair.few)
  const body = await (await fetch(`${pair.few.at.url}${path}`)).text()
  const { days } = JSON.parse(body) as Month
  const targets: Target[] = [
    {
      what: `month of availability to floor, ${CLIENTS} clients`,
      value: ratio(found, 'month, few', 'floor'),
      unit: '',
      first: 0.3,
      goal: 0.6,
      atLeast: true,
    },
    {
      what: `the same with ${pair.full.stored.tickets} tickets stored, to 1 thousand`,
      value: ratio(found, 'month, full', 'month, few'),
      unit: '',
      first: 0.8,
      goal: 0.95,
      atLeast: true,
    },
  ]
  const answer = `What the shop's calendar asks: ${MONTH_DEPARTURES} departures on ${days.length} days in ${body.length} bytes; ${pair.few.months.slugs.length} products in turn; whoever asks for a month that is being read shares the reading, and nothing is kept after it. ${said(pair)}`
  return { title: 'A month of availability', lines: [answer, '', ...lines(found)], targets }
}

/** The full sale on a history of millions of tickets against one of a thousand. */
export const storedPart: Part = async (yard) => {
  const pair = await pairOf(yard)
  const sales = ({ at }: Past): Asked => ({
    what: 'sales',
    cookie: at.cookie,
    office: at.office,
    hot: false,
    basket: 'couple',
  })
  const found = await rounds(yard, 'Sales on a past', [
    { name: 'sale, few', past: pair.few, asked: sales(pair.few) },
    { name: 'sale, full', past: pair.full, asked: sales(pair.full) },
  ])
  await step('Books', async () => {
    for (const { at, stored, sold } of [pair.few, pair.full]) {
      const { wrong } = await factsOf(at.ownerUrl, stored.sales + sold)
      if (wrong.length > 0) throw new Error(`The books do not agree:\n  ${wrong.join('\n  ')}`)
    }
  })
  const target: Target = {
    what: `sale with ${pair.full.stored.tickets} tickets stored, to 1 thousand`,
    value: ratio(found, 'sale, full', 'sale, few'),
    unit: '',
    first: 0.75,
    goal: 0.9,
    atLeast: true,
  }
  return { title: 'The sale on a past', lines: [said(pair), '', ...lines(found)], targets: [target] }
}
