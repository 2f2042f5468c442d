import { hc } from 'hono/client'
import type { Api } from './app.ts'
import type { ErrorCode } from './shared/errors.ts'

/** A refusal as the fronts see it: the code to translate, and its data. */
export class ApiProblem extends Error {
  readonly code: ErrorCode
  readonly status: number
  readonly data: Record<string, unknown>

  constructor(code: ErrorCode, status: number, data: Record<string, unknown> = {}) {
    super(code)
    this.name = 'ApiProblem'
    this.code = code
    this.status = status
    this.data = data
  }
}

/** The typed client. `fetcher` lets the server render through the same routes without a network hop. */
export function createClient(origin: string, fetcher?: typeof fetch) {
  return hc<Api>(origin, {
    ...(fetcher ? { fetch: fetcher } : {}),
    init: { credentials: 'same-origin' },
  })
}

export type Client = ReturnType<typeof createClient>

type Answer<T> = { ok: boolean; status: number; json(): Promise<T>; headers: Headers }

/**
 * The body of an answer, or an `ApiProblem` thrown: with the server's code, or `unavailable` when the network or the
 * server did not answer at all, and when what came is cut or is not the server's (the page of a proxy).
 */
export async function unwrap<T>(pending: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>
  try {
    answer = await pending
  } catch {
    throw new ApiProblem('unavailable', 0)
  }
  if (answer.ok) {
    try {
      return await answer.json()
    } catch {
      throw new ApiProblem('unavailable', answer.status)
    }
  }
  const body = (await answer.json().catch(() => null)) as Record<string, unknown> | null
  const code = typeof body?.code === 'string' ? (body.code as ErrorCode) : 'unavailable'
  throw new ApiProblem(code, answer.status, body ?? {})
}
