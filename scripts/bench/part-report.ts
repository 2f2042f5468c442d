import postgres from 'postgres'
import { step } from '../step.ts'
import { demonstration } from './demonstration.ts'
import { figure, spread, type Target } from './figures.ts'
import { machineLine } from './machine.ts'
import type { Part } from './part.ts'
import { MANAGER, makeYears } from './years.ts'
import { serveAt, type Served, type Yard } from './yard.ts'

const PATH = '/api/reports/dashboard'
/** Below this the demonstration has no history, and the figure would say nothing: an office is made that has. */
const SALES = 1_000
const SALES_A_YEAR = 12_000

/** The demonstration when it has two years behind it, else an office that has. */
async function officeWithYears(yard: Yard): Promise<Served> {
  const demo = await demonstration(yard)
  if ((await history(demo.ownerUrl)).sales >= SALES) return demo
  const url = await yard.database('years')
  await step('Two years of sales', () => makeYears(url, SALES_A_YEAR))
  return serveAt(yard, url, MANAGER)
}

/** The office's dashboard over two years, one question after the other. */
export const reportPart: Part = async (yard) => {
  const target: Target = {
    what: 'reports: dashboard over two years, p95',
    value: null,
    unit: 'ms',
    first: 150,
    goal: null,
    atLeast: false,
  }
  const { url, cookie, ownerUrl } = await officeWithYears(yard)
  const { sales, years } = await history(ownerUrl)
  const machine = machineLine()
  const ask = async (): Promise<number> => {
    const begin = performance.now()
    const answer = await fetch(`${url}${PATH}`, { headers: { cookie } })
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`${PATH} was answered ${answer.status}`)
    return performance.now() - begin
  }
  const first = await step('Dashboard, first', ask)
  const times: number[] = []
  await step('Dashboard', async () => {
    for (let i = 0; i < (yard.plan.quick ? 40 : 200); i++) times.push(await ask())
  })
  const { median, p95, count } = spread(times)
  return {
    title: 'The dashboard',
    lines: [
      machine,
      '',
      `${sales} sales over ${figure(years)} years. The first question took ${figure(first)} ms, the ${count} after it ${figure(median)} ms (median), ${figure(p95)} ms (p95).`,
    ],
    targets: [{ ...target, value: p95 }],
  }
}

async function history(ownerUrl: string): Promise<{ sales: number; years: number }> {
  const sql = postgres(ownerUrl, { max: 1 })
  try {
    const [row] = await sql`
      SELECT count(*)::int AS sales, coalesce(max(business_day) - min(business_day), 0)::int AS days FROM sale`
    return { sales: row?.sales ?? 0, years: (row?.days ?? 0) / 365 }
  } finally {
    await sql.end()
  }
}
