import type { Duplex } from 'node:stream'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Env } from './body.ts'
import { AppError, ERRORS, type ErrorCode, type Problem } from './shared/errors.ts'

const BY_STATUS: Record<number, ErrorCode> = {
  400: 'bad_request',
  403: 'foreign_origin',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'too_large',
  415: 'unsupported_media',
  503: 'unavailable',
}

/**
 * PostgreSQL and socket errors after which the same request may simply be sent again: it is away, full, or gave up
 * waiting (55P03 for a lock, 57014 for a statement, 40P01 in a deadlock).
 */
const AWAY = /^(08|57P0|53|55P03|57014|40P01)|^(ECONN|CONNECT|CONNECTION_|EPIPE|ETIMEDOUT)/

/** What PostgreSQL cannot hold is the caller's fault: a zero byte in a text, a day of year 0, a number too large. */
const UNHELD = new Set(['22021', '22P05', '22007', '22008', '22003'])

/** What a request is told of an error: refusals by their code, faults of ours by `internal` and nothing else. */
export function problemOf(error: unknown): { code: ErrorCode; data: Record<string, unknown> } {
  if (error instanceof AppError) return { code: error.code, data: error.data }
  if (error instanceof HTTPException) return { code: BY_STATUS[error.status] ?? 'internal', data: {} }
  for (let e: unknown = error; e instanceof Error; e = e.cause) {
    const code = (e as { code?: unknown }).code
    if (typeof code === 'string' && AWAY.test(code)) return { code: 'unavailable', data: {} }
    if (typeof code === 'string' && UNHELD.has(code)) return { code: 'bad_request', data: {} }
  }
  return { code: 'internal', data: {} }
}

/** Answers a problem (RFC 9457). */
export function sendProblem(c: Context<Env>, code: ErrorCode, data: Record<string, unknown> = {}): Response {
  const status: ContentfulStatusCode = ERRORS[code]
  const problem: Problem = {
    ...data,
    type: 'about:blank',
    title: code,
    status,
    code,
    requestId: c.var.requestId ?? '',
  }
  const retry: Record<string, string> =
    typeof data.retryAfter === 'number' ? { 'Retry-After': String(data.retryAfter) } : {}
  return c.newResponse(JSON.stringify(problem), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...retry },
  })
}

/**
 * Answers what is not HTTP as it should be, or has headers as long as a book: it never reaches the application, and
 * gets the same problem, written by hand.
 */
export function sendRawProblem(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const code: ErrorCode = error.code === 'HPE_HEADER_OVERFLOW' ? 'too_large' : 'bad_request'
  const status = ERRORS[code]
  const problem: Problem = { type: 'about:blank', title: code, status, code, requestId: '' }
  const body = JSON.stringify(problem)
  socket.end(
    `HTTP/1.1 ${status} ${code}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}
