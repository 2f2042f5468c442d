import type { Id, Kind } from '../api/shared/id.ts'
import { newId } from '../api/shared/id.ts'
import { ApiProblem } from '../api/client.ts'

/** True when nobody said what became of a request: it may have been done, and is asked for again under its own id. */
export const isUnanswered = (error: unknown): boolean =>
  !(error instanceof ApiProblem) || error.code === 'unavailable' || error.code === 'internal'

/**
 * Requests that were made and not answered, by what they ask for: pressed again, on whatever screen, each goes under
 * the same id and is done once. An answer, or a refusal, ends it.
 */
export function createUnanswered(kind: Kind) {
  const ids = new Map<string, Id>()
  return async <T>(what: string, ask: (id: Id) => Promise<T>): Promise<T> => {
    const id = ids.get(what) ?? newId(kind)
    ids.set(what, id)
    try {
      const answer = await ask(id)
      ids.delete(what)
      return answer
    } catch (error) {
      if (!isUnanswered(error)) ids.delete(what)
      throw error
    }
  }
}
