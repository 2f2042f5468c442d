import { join } from 'node:path'
import type { Period } from './period.ts'

/** What an archive is called: its period, and the end of its id, since a period may be archived again. */
export function archiveName({ from, to }: Period, id: string): string {
  return `archive-${from}-${to}-${id.slice(-6)}`
}

/** Where the ZIP of an archive lies. */
export function zipPath(dir: string, period: Period, id: string): string {
  return join(dir, `${archiveName(period, id)}.zip`)
}
