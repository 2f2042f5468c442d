import type { Tx } from '../../db/index.ts'
import { JOURNALS, TABLES } from './columns.ts'
import { csvHead, csvRows, type Enveloped } from './csv-row.ts'
import { openFile, type FileEntry } from './file.ts'
import { pagesOf, type Segment } from './segment.ts'

/**
 * Writes the records of all segments, journal by journal: each as it was signed, one a line, and the CSV files that say
 * the same for people, in one reading. `told` hears how many records are written so far.
 */
export async function writeJournals(
  sql: Tx['sql'],
  folder: string,
  segments: readonly Segment[],
  told: (records: number) => void | Promise<void>,
): Promise<FileEntry[]> {
  const files: FileEntry[] = []
  let records = 0
  for (const { journal, file } of JOURNALS) {
    const lines = openFile(folder, file, true)
    const tables = TABLES.filter((table) => table.journal === journal)
    const sheets = tables.map((table) => ({ table, file: openFile(folder, table.file, true) }))
    for (const sheet of sheets) await sheet.file.write(csvHead(sheet.table))
    for (const segment of segments.filter((one) => one.journal === journal)) {
      for await (const page of pagesOf(sql, segment)) {
        await lines.write(page.map(lineOf).join(''), page.length)
        const read = page.map((record) => ({ record, says: JSON.parse(record.payload) }))
        for (const { table, file } of sheets) {
          const rows = read.flatMap(({ record, says }) => csvRows(table, record, says))
          await file.write(rows.join(''), rows.length)
        }
        records += page.length
        await told(records)
      }
    }
    for (const each of [lines, ...sheets.map((sheet) => sheet.file)]) files.push(await each.end())
  }
  return files
}

/** A record on one line; its text stands last, as it was signed. */
function lineOf({ register, seq, hash, prev, signature, keyId, payload }: Enveloped): string {
  const envelope = JSON.stringify({ register, seq, hash, prev, signature, keyId })
  return `${envelope.slice(0, -1)},"payload":${payload}}\n`
}
