import type { Context, MiddlewareHandler } from 'hono'
import { describeRoute, resolver, validator } from 'hono-openapi'
import { z, type ZodType } from 'zod'
import type { Ctx } from './context.ts'
import { permit } from './context.ts'
import { idField } from './id-field.ts'
import { AppError, ERRORS, type ErrorCode } from './shared/errors.ts'
import type { Kind } from './shared/id.ts'
import type { Permission } from './shared/role.ts'

/** What every handler finds: the context, the device's session if it has one, the id of the request. */
export type Env = { Variables: { ctx: Ctx; sessionToken: string | null; requestId: string } }

/** Who may call a route: a permission of api/shared/role.ts, or everybody. */
export type Access = Permission | 'public'

const access = new WeakMap<object, Access>()

/** The access that a handler declares; undefined for handlers that are not a route's declaration. */
export function accessOf(handler: object): Access | undefined {
  return access.get(handler)
}

type RouteSpec = {
  may: Access
  summary: string
  /** Schema of the answer, and its status (default 200). */
  answer?: ZodType
  status?: 200 | 201
  /** Media type of an answer that is not JSON. */
  media?: string
  /** Refusals a caller should expect, beyond those every route has. */
  refusals?: readonly ErrorCode[]
}

/**
 * First handler of every route: documents it in the OpenAPI, declares who may call it, and refuses the others before
 * anything is read from the request.
 */
export function route(spec: RouteSpec): MiddlewareHandler<Env> {
  const codes = [
    ...(spec.may === 'public' ? [] : (['unauthenticated', 'forbidden'] as const)),
    ...(spec.refusals ?? []),
  ]
  const refusals: Record<number, ErrorCode[]> = {}
  for (const code of codes) (refusals[ERRORS[code]] ??= []).push(code)
  const content = spec.media
    ? { [spec.media]: { schema: { type: 'string' as const, format: 'binary' } } }
    : spec.answer
      ? { 'application/json': { schema: resolver(spec.answer) } }
      : { 'application/json': { schema: { type: 'object' as const } } }
  const documented = describeRoute({
    summary: spec.summary,
    ...(spec.may === 'public' ? {} : { security: [{ session: [] }] }),
    responses: {
      [spec.status ?? 200]: { description: 'done', content },
      ...Object.fromEntries(
        Object.entries(refusals).map(([status, list]) => [
          status,
          {
            description: list.join(', '),
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        ]),
      ),
    },
  })
  const guard: MiddlewareHandler<Env> = async (c, next) => {
    if (spec.may !== 'public') permit(c.get('ctx').actor, spec.may)
    await next()
  }
  // hono-openapi finds its description through symbols on the handler: ours carries them too.
  for (const symbol of Object.getOwnPropertySymbols(documented)) {
    Object.defineProperty(guard, symbol, {
      value: (documented as unknown as Record<symbol, unknown>)[symbol],
    })
  }
  access.set(guard, spec.may)
  return guard
}

type Failure = {
  success: false
  error: readonly { path?: readonly (PropertyKey | { key: PropertyKey })[]; message: string }[]
}

function refuse(result: { success: boolean } & Partial<Failure>, _c: Context): undefined {
  if (result.success) return undefined
  const issues = (result.error ?? []).slice(0, 10).map((issue) => ({
    path: (issue.path ?? []).map((p) => String(typeof p === 'object' ? p.key : p)).join('.'),
    message: issue.message,
  }))
  throw new AppError('bad_request', { issues })
}

/** Validates a JSON body. */
export const json = <S extends ZodType>(schema: S) =>
  validator('json', schema, (result, c) => refuse(result as never, c))
/** Validates the query. */
export const query = <S extends ZodType>(schema: S) =>
  validator('query', schema, (result, c) => refuse(result as never, c))
/** Validates the path's parameters. */
export const params = <S extends ZodType>(schema: S) =>
  validator('param', schema, (result, c) => refuse(result as never, c))

/** The `:id` of a path. */
export const idPath = (kind: Kind) => z.object({ id: idField(kind) })

/** Names, addresses, figures: never kept on the way, nor by the browser once the person is gone. */
export const PRIVATE = 'private, no-store'

/** Answers that are for the person who asked alone. */
export const privately: MiddlewareHandler<Env> = async (c, next) => {
  c.header('Cache-Control', PRIVATE)
  await next()
}

/** A PDF to look at in the browser; never kept by a proxy. */
export function pdf(bytes: Uint8Array): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': 'inline',
      'Cache-Control': PRIVATE,
    },
  })
}
