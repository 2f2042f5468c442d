import { PRIVATE } from '../body.ts'
import type { Ctx } from '../context.ts'
import { drawPaper } from '../paper/paper.ts'
import { csvOf } from '../report/csv.ts'
import type { Head, Value } from '../report/sheet.ts'
import type { ClosureLine } from '../shared/closure.ts'
import type { ClosurePath, MonthQuery } from './form.ts'
import { readClosure, readMonth } from './read.ts'
import { closureRows, period, TITLE } from './slip.ts'

/** A closure as a PDF: on a roll of 80 mm, or on A5. Throws `not_found`, `unavailable`. */
export async function closurePdf(ctx: Ctx, path: ClosurePath, paper: '80' | 'a5'): Promise<Buffer> {
  const sheet = await readClosure(ctx, path)
  const title = `${TITLE[sheet.kind]} ${sheet.register.code} ${period(sheet)}`
  return drawPaper({ kind: 'slip', rows: closureRows(sheet), title, author: sheet.office.name, paper })
}

const HEADS: readonly (Head & { of: (line: ClosureLine) => Value })[] = [
  { title: 'Clôture', kind: 'text', width: 22, of: ({ kind }) => TITLE[kind] },
  { title: 'Numéro', kind: 'whole', width: 10, of: ({ n }) => n },
  { title: 'Du', kind: 'day', width: 12, of: ({ from }) => from },
  { title: 'Au', kind: 'day', width: 12, of: ({ to }) => to },
  { title: 'Documents', kind: 'whole', width: 10, of: ({ tickets }) => tickets },
  { title: 'Total TTC', kind: 'euros', width: 14, of: ({ netC }) => netC },
  { title: 'Ventes de l’office TTC', kind: 'euros', width: 14, of: ({ ownC }) => ownC },
  { title: 'Pour le compte de tiers TTC', kind: 'euros', width: 14, of: ({ thirdC }) => thirdC },
  { title: 'Bons cadeaux TTC', kind: 'euros', width: 14, of: ({ voucherC }) => voucherC },
  { title: 'Total perpétuel', kind: 'euros', width: 16, of: ({ perpetualSignedC }) => perpetualSignedC },
]

/** The closures of a month of a register as CSV, the days first, as the screen lists them. */
export async function monthFile(ctx: Ctx, asked: MonthQuery): Promise<Response> {
  const read = await readMonth(ctx, asked)
  const code = read.registers.find(({ id }) => id === read.registerId)?.code ?? ''
  const lines = [...read.days.flatMap(({ closure }) => closure ?? []), ...read.wholes]
  const rows = lines.map((line) => HEADS.map(({ of }) => of(line)))
  const texts: string[] = []
  for await (const text of csvOf(HEADS, only(rows))) texts.push(text)
  return new Response(texts.join(''), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="clotures-${code}-${read.month}.csv"`,
      'Cache-Control': PRIVATE,
    },
  })
}

async function* only<T>(rows: T): AsyncGenerator<T> {
  yield rows
}
