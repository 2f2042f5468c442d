import { ApiProblem } from '../api/client.ts'

/** What a page says when something went wrong. */
export type Wrong = 404 | 500 | 503

/**
 * The status of the page in place of one that could not be made: what does not exist or cannot be asked for is not
 * there, an API that refuses or is silent may answer in a moment, all the rest is a fault of ours.
 */
export function statusOf(error: unknown): Wrong {
  if (!(error instanceof ApiProblem)) return 500
  return error.status === 404 || error.status === 400 ? 404 : 503
}
