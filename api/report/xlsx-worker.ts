import { parentPort } from 'node:worker_threads'
import writeXlsxFile, { type CellObject, type SheetData } from 'write-excel-file/node'
import type { Head, Kind, Value } from './sheet.ts'

/** What the thread is told: the columns, then rows piece by piece, then that there are no more. */
export type XlsxOrder = { heads: readonly Head[]; name: string } | { rows: Value[][] } | { end: true }
export type XlsxAnswer = { file: Uint8Array } | { error: string }

const FORMAT: Partial<Record<Kind, string>> = {
  whole: '0',
  euros: '#,##0.00',
  day: 'dd/mm/yyyy',
  moment: 'dd/mm/yyyy hh:mm',
  share: '0.0%',
}

let heads: readonly Head[] = []
let name = ''
const data: SheetData = []

/** Text stays text whatever it begins with: the file says so, and a spreadsheet reads no formula in it. */
function cellOf(value: Value, kind: Kind): CellObject | null {
  if (value === null) return null
  const format = FORMAT[kind]
  if (kind === 'text' || format === undefined) return { value: String(value), type: String }
  if (kind === 'day' || kind === 'moment') {
    const text = String(value)
    return { value: new Date(kind === 'day' ? `${text}T00:00Z` : `${text}Z`), type: Date, format }
  }
  return { value: kind === 'euros' ? Number(value) / 100 : Number(value), type: Number, format }
}

async function file(): Promise<Buffer> {
  const titles = heads.map(({ title }): CellObject => ({ value: title, type: String, fontWeight: 'bold' }))
  return writeXlsxFile([titles, ...data], {
    sheet: name,
    columns: heads.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  }).toBuffer()
}

async function hear(order: XlsxOrder): Promise<void> {
  if ('heads' in order) {
    heads = order.heads
    name = order.name
  } else if ('rows' in order) {
    for (const row of order.rows) data.push(row.map((value, i) => cellOf(value, heads[i]?.kind ?? 'text')))
  } else {
    const bytes = new Uint8Array(await file())
    parentPort?.postMessage({ file: bytes } satisfies XlsxAnswer, [bytes.buffer])
  }
}

parentPort?.on('message', (order: XlsxOrder) => {
  hear(order).catch((error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    parentPort?.postMessage({ error: text } satisfies XlsxAnswer)
  })
})
