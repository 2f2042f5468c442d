import type { Db, Tx } from '../../db/index.ts'

/** Id of the office's own register, whose event log takes what concerns no counter; null before the wizard. */
export async function officeRegister(reader: Db | Tx): Promise<string | null> {
  const [row] = await reader.sql<{ id: string }[]>`
    SELECT id FROM register WHERE kind = 'OFFICE' ORDER BY opened_at, id LIMIT 1`
  return row?.id ?? null
}
