import { PRIVATE } from '../body.ts'
import { permit, type Ctx } from '../context.ts'
import { noteExport } from '../export-log.ts'
import type { Dimension, ReportFilter } from '../shared/report.ts'
import { csvOf } from './csv.ts'
import { readDay, type DayAsked } from './day.ts'
import { readFigures } from './figures.ts'
import { loadNames, officeAim } from './names.ts'
import { dayLines, READING_COLUMNS, shiftLines } from './reading-sheet.ts'
import { allRows } from './rows.ts'
import { rowColumns, splitColumns, valuesOf, type Column, type Head, type Value } from './sheet.ts'
import { readShiftReport } from './shifts.ts'
import { MOST_ROWS, xlsxOf } from './xlsx.ts'

export type FileKind = 'csv' | 'xlsx'
/** The media types of the files. */
export const MEDIA: Record<FileKind, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/**
 * The sold lines of a filter as a file; a CSV goes out while it is being read, an Excel file ends with `signal`. Throws
 * `too_many_rows` for more lines than an Excel file is given.
 */
export async function rowsFile(
  ctx: Ctx,
  filter: ReportFilter,
  kind: FileKind,
  signal?: AbortSignal,
): Promise<Response> {
  permit(ctx.actor, 'report.read')
  const { zone } = await officeAim(ctx.db)
  await noteExport(ctx, { file: `ventes.${kind}`, from: filter.from, to: filter.to })
  const columns = rowColumns(zone)
  const rows = allRows(ctx, filter, kind === 'xlsx' ? MOST_ROWS : Number.POSITIVE_INFINITY)
  return fileOf(kind, `ventes-${filter.from}-${filter.to}`, columns, values(columns, rows), signal)
}

/** The figures of a filter, split by a dimension, as a file. */
export async function figuresFile(
  ctx: Ctx,
  by: Dimension,
  filter: ReportFilter,
  kind: FileKind,
  signal?: AbortSignal,
): Promise<Response> {
  const { splits } = await readFigures(ctx, by, filter)
  await noteExport(ctx, { file: `chiffres.${kind}`, from: filter.from, to: filter.to })
  const columns = splitColumns(by)
  const name = `chiffres-${columns[0]?.title.toLowerCase().replace(/\W+/g, '-')}-${filter.from}-${filter.to}`
  return fileOf(kind, name, columns, values(columns, only(splits)), signal)
}

/** A day's sheet as a file. */
export async function dayFile(
  ctx: Ctx,
  asked: DayAsked,
  kind: FileKind,
  signal?: AbortSignal,
): Promise<Response> {
  const [sheet, names, { name }] = await Promise.all([
    readDay(ctx, asked),
    loadNames(ctx.db),
    officeAim(ctx.db),
  ])
  await noteExport(ctx, { file: `journee.${kind}`, from: sheet.day, to: sheet.day })
  const where = sheet.siteId === null ? name : (names.site[sheet.siteId] ?? '')
  const lines = values(READING_COLUMNS, only(dayLines(sheet, where)))
  return fileOf(kind, `journee-${sheet.day}`, READING_COLUMNS, lines, signal)
}

/** What one shift did as a file. */
export async function shiftFile(
  ctx: Ctx,
  id: string,
  kind: FileKind,
  signal?: AbortSignal,
): Promise<Response> {
  const [report, { zone }] = await Promise.all([readShiftReport(ctx, id), officeAim(ctx.db)])
  await noteExport(ctx, { file: `session.${kind}`, from: report.day, to: report.day })
  const name = `session-${report.register.replace(/\W+/g, '-')}-${report.day}`
  return fileOf(kind, name, READING_COLUMNS, values(READING_COLUMNS, only(shiftLines(report, zone))), signal)
}

async function* only<T>(rows: T): AsyncGenerator<T> {
  yield rows
}

async function* values<T>(
  columns: readonly Column<T>[],
  pieces: AsyncIterable<readonly T[]>,
): AsyncGenerator<Value[][]> {
  for await (const rows of pieces) yield rows.map((row) => valuesOf(columns, row))
}

async function fileOf(
  kind: FileKind,
  name: string,
  columns: readonly Head[],
  pieces: AsyncGenerator<Value[][]>,
  signal?: AbortSignal,
): Promise<Response> {
  const headers = {
    'Content-Type': MEDIA[kind],
    'Content-Disposition': `attachment; filename="${name}.${kind}"`,
    'Cache-Control': PRIVATE,
  }
  // A thread is sent plain values: what a column reads of a row stays here.
  const heads = columns.map(({ title, kind, width }) => ({ title, kind, width }))
  if (kind === 'xlsx') return new Response(await xlsxOf('Guichet', heads, pieces, { signal }), { headers })
  return new Response(streamOf(csvOf(heads, pieces)), { headers })
}

/** Text as it is asked for: what nobody reads any more is not made. */
function streamOf(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { value, done } = await texts.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    cancel: async () => {
      await texts.return(undefined)
    },
  })
}
