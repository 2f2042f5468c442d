import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { json, route, type Env } from '../body.ts'
import { changeAgent } from './agent.ts'
import type { Auth } from './auth.ts'
import { Me, me } from './me.ts'
import { signIn, signOut } from './session.ts'
import { Email, Pin, setUp, SetupInput, setupNeeded, StaffCode } from './setup.ts'

const SignInInput = z.strictObject({ email: Email, password: z.string().min(1).max(128) })
const AgentInput = z.strictObject({ code: StaffCode, pin: Pin })
const Nothing = z.strictObject({})

export type AuthDeps = {
  auth: Auth
  /** Network address that a request comes from, as far as the proxy before us may be believed. */
  address: (c: Context) => string
}

/** Sign-in, change of agent, and the first-run wizard. */
export function authRoutes({ auth, address }: AuthDeps) {
  return new Hono<Env>()
    .post(
      '/auth/sign-in',
      route({
        may: 'public',
        summary: 'Open a session on this device',
        answer: Me,
        refusals: ['bad_request', 'sign_in_failed', 'rate_limited', 'not_set_up'],
      }),
      json(SignInInput),
      async (c) => {
        const { me, cookies } = await signIn(auth, c.var.ctx, { ...c.req.valid('json'), address: address(c) })
        setCookies(c, cookies)
        return c.json(me)
      },
    )
    .post(
      '/auth/sign-out',
      route({
        may: 'self.read',
        summary: "End this device's session",
        answer: Nothing,
        refusals: ['not_set_up'],
      }),
      async (c) => {
        const { cookies } = await signOut(auth, c.var.ctx, c.var.sessionToken, c.req.raw.headers)
        setCookies(c, cookies)
        return c.json({})
      },
    )
    .get(
      '/auth/me',
      route({
        may: 'self.read',
        summary: 'Who acts on this device, and where',
        answer: Me,
        refusals: ['not_set_up'],
      }),
      async (c) => c.json(await me(c.var.ctx)),
    )
    .post(
      '/auth/agent',
      route({
        may: 'agent.change',
        summary: 'Another agent takes this device over',
        answer: Me,
        refusals: ['bad_request', 'pin_wrong', 'pin_blocked', 'rate_limited', 'not_set_up'],
      }),
      json(AgentInput),
      async (c) => c.json(await changeAgent(auth, c.var.ctx, c.var.sessionToken, c.req.valid('json'))),
    )
    .get(
      '/setup',
      route({
        may: 'public',
        summary: 'Whether the first-run wizard is to be walked',
        answer: z.strictObject({ needed: z.boolean() }),
      }),
      async (c) => c.json({ needed: await setupNeeded(c.var.ctx.db) }),
    )
    .post(
      '/setup',
      route({
        may: 'public',
        summary: 'First run: make the office, its site, register and manager',
        status: 201,
        answer: Nothing,
        refusals: ['bad_request', 'already_set_up'],
      }),
      json(SetupInput),
      async (c) => {
        const { db, keys, now } = c.var.ctx
        await setUp(db, keys, c.req.valid('json'), now)
        return c.json({}, 201)
      },
    )
}

function setCookies(c: Context, cookies: readonly string[]): void {
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true })
}
