import { step } from '../step.ts'
import { percentile } from './figures.ts'
import { factsOf } from './office.ts'
import type { Part } from './part.ts'
import { measured, SIDES, targets, type Case, type Round, type Side } from './sale-figures.ts'
import { askFor, openOffice, serveOffice, type Running, type Yard } from './yard.ts'

/** Sales answered 201, to be found again in the books. */
type Sold = { count: number }

async function round(yard: Yard, at: Running, sold: Sold, side: Side, clients: number): Promise<Round> {
  const { seconds } = yard.plan
  if (side === 'floor') {
    const { rate, latencies } = await (await yard.floor()).run(clients, seconds)
    return { rate, p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99), cpu: null }
  }
  const { office, cookie } = at
  const basket = side === 'family' ? 'family' : 'couple'
  const asked = { what: 'sales', office, cookie, hot: side === 'hot', basket } as const
  const result = await askFor(yard, at, asked, { clients, seconds, rate: null })
  sold.count += result.count
  return {
    rate: result.count / result.seconds,
    p50: percentile(result.latencies, 0.5),
    p99: percentile(result.latencies, 0.99),
    cpu: result.cpuEach,
  }
}

/** Whole sales over HTTP against the floor: spread, on one session and register, the family's; then ten a second. */
export const salePart: Part = async (yard) => {
  const { plan } = yard
  const at = await serveOffice(yard, await openOffice(yard, 'sale'))
  const sold: Sold = { count: 0 }
  await yard.floor()
  await step('Warm', async () => {
    for (const side of [...SIDES, 'spread'] as const) await round(yard, at, sold, side, 32)
  })
  const cases: Case[] = []
  for (const clients of plan.clients) {
    const rounds: Case['rounds'] = { floor: [], spread: [], hot: [], family: [] }
    await step(`Sales, ${clients} clients`, async () => {
      for (let i = 0; i < plan.rounds; i++) {
        for (const side of SIDES) rounds[side].push(await round(yard, at, sold, side, clients))
      }
    })
    cases.push({ clients, rounds })
  }
  const augustP99 = plan.paced === 0 ? null : await paced(yard, at, sold)
  await at.stop()
  const facts = await step('Books', () => factsOf(at.ownerUrl, sold.count))
  if (facts.wrong.length > 0) throw new Error(`The books do not agree:\n  ${facts.wrong.join('\n  ')}`)
  return {
    title: 'The sale',
    lines: [
      `Medians of ${plan.rounds} alternating rounds of ${plan.seconds} s; a ratio is taken within its round. ${facts.sales} sales, each answered 201, stored once; the ledger is zero.`,
      '',
      ...measured(cases),
    ],
    targets: targets(cases, augustP99),
  }
}

async function paced(yard: Yard, at: Running, sold: Sold): Promise<number> {
  const { office, cookie } = at
  const asked = { what: 'sales', office, cookie, hot: false, basket: 'couple' } as const
  const how = { clients: 8, seconds: yard.plan.paced, rate: 10 }
  const { latencies, count } = await step('Sales, 10 a second', () => askFor(yard, at, asked, how))
  sold.count += count
  return percentile(latencies, 0.99)
}
