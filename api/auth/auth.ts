import { createHmac, timingSafeEqual } from 'node:crypto'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { betterAuth } from 'better-auth/minimal'
import type { Db } from '../../db/index.ts'
import { authAccount, authSession, authUser, authVerification } from '../../db/schema/auth.ts'
import { createSessionCache, type SessionCache } from './cache.ts'

/** A session ends after twelve hours without use: longer than any working day at a counter. */
export const SESSION_SECONDS = 12 * 60 * 60
/** Its end is moved, and its cookie given again, at most once an hour. */
export const SLIDE_SECONDS = 60 * 60

export type AuthOptions = {
  db: Db
  /** At least 32 characters, the same for every process; derived from the key file. */
  secret: string
  /** Public origin: https://billetterie.example. */
  baseUrl: string
  /** True when the public origin is https: the cookie is then Secure. */
  secure: boolean
}

/** Sign-in with better-auth behind our own routes: its HTTP handler is never mounted. */
export type Auth = {
  api: Pick<ReturnType<typeof engine>['api'], 'signInEmail' | 'signOut'>
  cookieName: string
  secret: string
  secure: boolean
  cache: SessionCache
}

/** The sign-in engine of one process, with its own short memory of who holds which session. */
export function createAuth(options: AuthOptions): Auth {
  if (options.secret.length < 32) throw new Error('the secret of the sessions is shorter than 32 characters')
  return {
    api: engine(options).api,
    cookieName: `${options.secure ? '__Secure-' : ''}guichet.session_token`,
    secret: options.secret,
    secure: options.secure,
    cache: createSessionCache(),
  }
}

function engine(options: AuthOptions) {
  return betterAuth({
    appName: 'Guichet',
    baseURL: options.baseUrl,
    secret: options.secret,
    database: drizzleAdapter(options.db.orm, {
      provider: 'pg',
      schema: { authUser, authSession, authAccount, authVerification },
      transaction: false,
    }),
    user: { modelName: 'authUser' },
    session: { modelName: 'authSession', expiresIn: SESSION_SECONDS, updateAge: SLIDE_SECONDS },
    account: { modelName: 'authAccount' },
    verification: { modelName: 'authVerification' },
    emailAndPassword: { enabled: true, disableSignUp: true },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // Its log lines tell known addresses from unknown ones, and name nobody we could look for.
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'guichet',
      useSecureCookies: options.secure,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', secure: options.secure, path: '/' },
      ipAddress: { disableIpTracking: true },
      // Migrations own the schema.
      database: { validateSchema: false },
    },
  })
}

/** The session cookie of a request as it came, whoever signed it; null when there is none. */
export function sessionCookie(auth: Auth, headers: Headers): string | null {
  return cookieOf(headers.get('cookie'), auth.cookieName)
}

/** The token in a session cookie, or null when it is not one that we signed. */
export function tokenOf(auth: Auth, raw: string): string | null {
  let value: string
  try {
    value = decodeURIComponent(raw)
  } catch {
    return null
  }
  const dot = value.lastIndexOf('.')
  if (dot < 1) return null
  const token = value.slice(0, dot)
  const given = Buffer.from(value.slice(dot + 1))
  const wanted = Buffer.from(createHmac('sha256', auth.secret).update(token).digest('base64'))
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null
  return token
}

function cookieOf(header: string | null, name: string): string | null {
  if (header === null) return null
  for (const part of header.split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return null
}

/** The cookie of a session whose end was moved: the same value, for another twelve hours. */
export function renewedCookie(auth: Auth, raw: string): string {
  const secure = auth.secure ? '; Secure' : ''
  return `${auth.cookieName}=${raw}; Max-Age=${SESSION_SECONDS}; Path=/; HttpOnly${secure}; SameSite=Strict`
}
