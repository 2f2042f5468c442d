import type { Db } from '../../db/index.ts'

/** The SQLSTATE that a statement fails with, or what it did. */
export async function stateOf(at: Db, statement: string): Promise<string> {
  try {
    const done = await at.sql.unsafe(statement)
    return `done on ${done.count} rows`
  } catch (error) {
    for (let e = error; e instanceof Error; e = e.cause) {
      const { code } = e as { code?: string }
      if (code) return code
    }
    return String(error)
  }
}
