import { join } from 'node:path'
import { z } from 'zod'
import { isRange, LOOPBACK } from './address.ts'
import { LOG_LEVELS, settings, type LogLevel } from './settings.ts'
import { isEmail } from './shared/visitor.ts'

/** The settings of the process, read once at start. */
export type Env = {
  port: number
  host: string
  /** The address that visitors and staff type, without a trailing slash: links in tickets and mails start with it. */
  publicUrl: string
  /** Owner's connection string of an existing PostgreSQL 15 or later; null starts the embedded server. */
  databaseUrl: string | null
  /** Addresses and ranges of the proxies whose X-Forwarded-For is believed. */
  trustedProxies: string[]
  /** Connections in this process's pool. */
  databasePool: number
  dataDir: string
  signingKeyFile: string
  /** Where the ends of the chains are written at each closure, outside the database. */
  anchorFile: string
  /** True when the key file may be made at the first start: never with a database that other processes share. */
  mayMakeKey: boolean
  logLevel: LogLevel
  /** What a reader of /metrics must send as a bearer; null: whoever is near may read. */
  metricsToken: string | null
  /** The server that takes letters; null keeps them in the office, to be read there. */
  smtpUrl: string | null
  /** Who letters come from: an address, or a name with an address. */
  mailFrom: string | null
  /** Stripe's secret key, null without integrated card payments. */
  stripeKey: string | null
  /** What seals what Stripe tells us. */
  stripeWebhookSecret: string | null
  /** Another address than Stripe's own. */
  stripeAddress: string | null
  /** True fills an empty database with the demonstration office. */
  demo: boolean
  /** True gives the demonstration two years of sales. */
  demoHistory: boolean
  production: boolean
}

type Source = Readonly<Record<string, string | undefined>>

const whole = (min: number, max: number, otherwise: number) =>
  z
    .string()
    .regex(/^\d+$/, `a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((n) => n >= min && n <= max, `a whole number from ${min} to ${max}`)
    .default(otherwise)

const Settings = z.object({
  PORT: whole(0, 65_535, 4300),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'a host name or an IP address')
    .default('127.0.0.1'),
  PUBLIC_URL: z.string().refine(isOrigin, 'http:// or https://, a host, and no path').optional(),
  TRUSTED_PROXIES: z
    .string()
    .default(LOOPBACK)
    .transform((text) => text.split(',').map((range) => range.trim()))
    .refine((ranges) => ranges.every(isRange), 'addresses or ranges such as 10.0.0.0/8, with commas'),
  DATABASE_URL: z.string().refine(isPostgres, 'postgres://user:password@host:port/database').optional(),
  DATABASE_POOL: whole(2, 200, 12),
  DATA_DIR: z.string().default('.guichet'),
  SIGNING_KEY_FILE: z.string().optional(),
  ANCHOR_FILE: z.string().optional(),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\w.~+/=-]{16,200}$/, '16 to 200 letters, figures or - . _ ~ + / =')
    .optional(),
  SMTP_URL: z.string().refine(isSmtp, 'smtp:// or smtps://, user:password@ if needed, a host').optional(),
  MAIL_FROM: z
    .string()
    .refine(isSender, 'an address, or a name and an address: Office <billets@office.example>')
    .optional(),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^[rs]k_(test|live)_\w+$/, 'sk_… or rk_…, as the dashboard of Stripe gives it')
    .optional(),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_\S+$/, 'whsec_…')
    .optional(),
  STRIPE_API: z.string().refine(isOrigin, 'http:// or https://, a host, and no path').optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `one of ${LOG_LEVELS.join(', ')}`).default('info'),
  DEMO: z.enum(['0', '1'], '0 or 1').default('1'),
  DEMO_HISTORY: z.enum(['0', '1'], '0 or 1').default('1'),
  NODE_ENV: z.string().default('development'),
})

type Issue = { path: PropertyKey[]; message: string }

/** What one setting asks of another. */
function missing(source: Source): Issue[] {
  const issues: Issue[] = []
  if (source.DATABASE_URL && !source.SIGNING_KEY_FILE)
    issues.push({
      path: ['SIGNING_KEY_FILE'],
      message:
        'required with DATABASE_URL: every process on one database signs with the same keys (npm run keys -- PATH makes the file)',
    })
  if (source.SMTP_URL && !source.MAIL_FROM)
    issues.push({ path: ['MAIL_FROM'], message: 'required with SMTP_URL: letters come from somebody' })
  if (source.STRIPE_SECRET_KEY && !source.STRIPE_WEBHOOK_SECRET)
    issues.push({
      path: ['STRIPE_WEBHOOK_SECRET'],
      message: 'required with STRIPE_SECRET_KEY: what Stripe tells has to be known as its own',
    })
  if (source.NODE_ENV === 'production' && !source.PUBLIC_URL)
    issues.push({ path: ['PUBLIC_URL'], message: 'required when NODE_ENV=production' })
  if (source.NODE_ENV === 'production' && source.PUBLIC_URL && isOpen(source.PUBLIC_URL))
    issues.push({
      path: ['PUBLIC_URL'],
      message:
        'https:// when NODE_ENV=production: over http passwords and session cookies travel in the open (http only for this machine itself, such as http://127.0.0.1:4300)',
    })
  return issues
}

/** True for an http address that is reached over a network. */
function isOpen(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return protocol === 'http:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

/**
 * Reads the settings from the environment; an empty one counts as absent. Throws one error that names every wrong
 * setting, with what it should be.
 */
export function readEnv(source: Source): Env {
  const read = Settings.safeParse(givenIn(source))
  const lacks = missing(source)
  if (!read.success || lacks.length > 0) throw new SettingsError([...(read.error?.issues ?? []), ...lacks])
  const { data } = read
  return {
    port: data.PORT,
    host: data.HOST,
    publicUrl: data.PUBLIC_URL ? new URL(data.PUBLIC_URL).origin : localUrl(data.HOST, data.PORT),
    trustedProxies: data.TRUSTED_PROXIES,
    ...whereOf(data),
    databasePool: data.DATABASE_POOL,
    mayMakeKey: data.DATABASE_URL === undefined,
    logLevel: data.LOG_LEVEL,
    metricsToken: data.METRICS_TOKEN ?? null,
    smtpUrl: data.SMTP_URL ?? null,
    mailFrom: data.MAIL_FROM ?? null,
    stripeKey: data.STRIPE_SECRET_KEY ?? null,
    stripeWebhookSecret: data.STRIPE_WEBHOOK_SECRET ?? null,
    stripeAddress: data.STRIPE_API ?? null,
    demo: data.DEMO === '1',
    demoHistory: data.DEMO_HISTORY === '1',
  }
}

/** The settings given, an empty one left out. */
function givenIn(source: Source): Record<string, string | undefined> {
  return Object.fromEntries(settings.flatMap(({ name }) => (source[name] ? [[name, source[name]]] : [])))
}

const WhereSettings = Settings.pick({
  DATABASE_URL: true,
  DATA_DIR: true,
  SIGNING_KEY_FILE: true,
  ANCHOR_FILE: true,
  NODE_ENV: true,
})

/** Where an office keeps its data: all that a command needs which looks at it without serving anybody. */
export type Where = Pick<Env, 'databaseUrl' | 'dataDir' | 'signingKeyFile' | 'anchorFile' | 'production'>

function whereOf(data: z.infer<typeof WhereSettings>): Where {
  return {
    databaseUrl: data.DATABASE_URL ?? null,
    dataDir: data.DATA_DIR,
    signingKeyFile: data.SIGNING_KEY_FILE ?? join(data.DATA_DIR, 'signing-keys.json'),
    anchorFile: data.ANCHOR_FILE ?? join(data.DATA_DIR, 'anchors.jsonl'),
    production: data.NODE_ENV === 'production',
  }
}

/** Reads only where the data is: what serving would ask for besides may be absent. Throws as `readEnv` does. */
export function readWhere(source: Source): Where {
  const read = WhereSettings.safeParse(givenIn(source))
  if (!read.success) throw new SettingsError(read.error.issues)
  return whereOf(read.data)
}

/** Settings that cannot serve; the message names each of them. */
export class SettingsError extends Error {
  constructor(issues: readonly Issue[]) {
    const lines = issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`)
    super(`These settings cannot serve:\n${lines.join('\n')}`)
    this.name = 'SettingsError'
  }
}

/** The address at which this machine's browser reaches a server that listens on `host`. */
export function localUrl(host: string, port: number): string {
  const isEverywhere = host === '0.0.0.0' || host === '::'
  const name = isEverywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, pathname, search, hash, username } = new URL(text)
  return /^https?:$/.test(protocol) && pathname === '/' && search + hash + username === ''
}

function isSmtp(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return /^smtps?:$/.test(protocol) && hostname !== ''
}

function isSender(text: string): boolean {
  const [, , address = text] = /^([^<>"\r\n]*)<([^<>]+)>$/.exec(text) ?? []
  return isEmail(address.trim())
}

function isPostgres(text: string): boolean {
  return URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol)
}
