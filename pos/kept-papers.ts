import { PAPERS } from '../api/shared/slip.ts'
import { keep, kept, onKeptElsewhere } from './device.ts'
import type { KeptJob, PaperStore } from './printer.ts'

const KEY = 'papers'

/** The papers of this device that are under way or did not come out, in every tab; `says` is told of them after a reload. */
export function keptPapers(says: string): PaperStore {
  return {
    says,
    read: () => readPapers(kept(KEY)),
    write: (jobs) => keep(KEY, jobs.length > 0 ? JSON.stringify(jobs) : null),
    onElsewhere: (fn) => onKeptElsewhere(KEY, (text) => fn(readPapers(text))),
  }
}

/** What was kept, as far as it can be read: nothing is printed of what is no job. */
export function readPapers(text: string | null): KeptJob[] {
  try {
    const list: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(list) ? list.filter(isJob) : []
  } catch {
    return []
  }
}

function isJob(one: Partial<KeptJob> | null): one is KeptJob {
  return (
    [one?.id, one?.number, one?.request].every((word) => typeof word === 'string') &&
    (one?.copy === null || Number.isInteger(one?.copy)) &&
    (one?.failed === null || typeof one?.failed === 'string') &&
    typeof one?.drawer === 'boolean' &&
    typeof one?.isUnsure === 'boolean' &&
    (one?.what === null || PAPERS.some((what) => what === one?.what)) &&
    (one?.by === 'register' || one?.by === 'here')
  )
}
