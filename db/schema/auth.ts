import { boolean, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { timestamp } from 'drizzle-orm/pg-core'
import { created, id, instant } from '../columns.ts'
import { provider } from './provider.ts'
import type { Role } from '../../api/shared/role.ts'

const at = () => timestamp({ withTimezone: true, mode: 'date' })

/** Sign-in identities, in the shape that better-auth expects; nothing of the trade lives here. */
export const authUser = pgTable('auth_user', {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique('auth_user_email'),
  emailVerified: boolean().notNull().default(false),
  image: text(),
  createdAt: at().notNull().defaultNow(),
  updatedAt: at().notNull().defaultNow(),
})

/** A signed-in device. `agentId` is who acts on it now: it changes by PIN without signing out. */
export const authSession = pgTable(
  'auth_session',
  {
    id: text().primaryKey(),
    token: text().notNull().unique('auth_session_token'),
    userId: text()
      .notNull()
      .references(() => authUser.id, { onDelete: 'cascade' }),
    expiresAt: at().notNull(),
    ipAddress: text(),
    userAgent: text(),
    agentId: text(),
    createdAt: at().notNull().defaultNow(),
    updatedAt: at().notNull().defaultNow(),
  },
  (t) => [index('auth_session_user').on(t.userId)],
)

/** Credentials of an identity (password hash). */
export const authAccount = pgTable(
  'auth_account',
  {
    id: text().primaryKey(),
    accountId: text().notNull(),
    providerId: text().notNull(),
    userId: text()
      .notNull()
      .references(() => authUser.id, { onDelete: 'cascade' }),
    accessToken: text(),
    refreshToken: text(),
    idToken: text(),
    accessTokenExpiresAt: at(),
    refreshTokenExpiresAt: at(),
    scope: text(),
    password: text(),
    createdAt: at().notNull().defaultNow(),
    updatedAt: at().notNull().defaultNow(),
  },
  (t) => [index('auth_account_user').on(t.userId)],
)

/** One-time tokens of better-auth (password reset, e-mail proof). */
export const authVerification = pgTable('auth_verification', {
  id: text().primaryKey(),
  identifier: text().notNull(),
  value: text().notNull(),
  expiresAt: at().notNull(),
  createdAt: at().notNull().defaultNow(),
  updatedAt: at().notNull().defaultNow(),
})

/** A person who works with Guichet: staff of the office, or of a provider when `providerId` is set. */
export const staff = pgTable('staff', {
  id: id(),
  userId: text()
    .notNull()
    .unique('staff_user')
    .references(() => authUser.id),
  /** Printed on receipts and used with the PIN to change agent: MA. */
  code: text().notNull().unique('staff_code'),
  name: text().notNull(),
  roles: jsonb().$type<Role[]>().notNull(),
  providerId: text().references(() => provider.id),
  pinHash: text(),
  active: boolean().notNull().default(true),
  created: created(),
})

/** Attempts within a window, by key: shared by all processes, so that a limit holds however many there are. */
export const attempt = pgTable('attempt', {
  key: text().primaryKey(),
  since: instant().notNull(),
  count: integer().notNull(),
})

/** Who changed what, when: one row for each write that is not itself a fiscal record. No personal data. */
export const audit = pgTable(
  'audit',
  {
    id: id(),
    at: instant().notNull(),
    actor: text().notNull(),
    action: text().notNull(),
    subject: text().notNull(),
    detail: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (t) => [index('audit_subject').on(t.subject, t.at)],
)
