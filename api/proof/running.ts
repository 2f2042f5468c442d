import { fork, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hashPassword } from 'better-auth/crypto'
import type { Given } from '../../db/given-type.ts'
import type { Db } from '../../db/index.ts'
import { authAccount } from '../../db/schema/auth.ts'
import { loadKeyring } from '../keyring.ts'
import type { SellInput } from '../sale/input.ts'

/** A real process of Guichet, started by a proof. */
export type Process = {
  url: string
  databaseUrl: string
  child: ChildProcess
  /** Ends it as a power cut would: no time to say anything. */
  kill: () => Promise<void>
  /** Ends it as Ctrl-C would. */
  stop: () => Promise<void>
}

/** Starts a process with these settings and waits until it answers. */
export async function startProcess(settings: Record<string, string>): Promise<Process> {
  const script = fileURLToPath(new URL('./process.ts', import.meta.url))
  const child = fork(script, [], {
    execArgv: ['--import', 'tsx'],
    env: { PATH: process.env.PATH, TZ: 'UTC', PORT: '0', LOG_LEVEL: 'silent', ...settings },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const told = await new Promise<{ url: string; databaseUrl: string }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { url: string; databaseUrl: string }))
    child.once('exit', (code) => reject(new Error(`the process ended with ${code} before it answered`)))
  })
  const end = (signal: 'SIGKILL' | 'SIGTERM') => async () => {
    child.kill(signal)
    await ended
  }
  return { ...told, child, kill: end('SIGKILL'), stop: end('SIGTERM') }
}

/** A folder that goes with the proof. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'guichet-proof-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** A key file that several processes share. */
export function keyFile(folder: string): string {
  const path = join(folder, 'keys.json')
  loadKeyring(path, { create: true })
  return path
}

export const PASSWORD = 'phare-de-la-teignouse'

/** Lets the agent of the given office sign in with PASSWORD; their e-mail. */
export async function givePassword(owner: Db, given: Given): Promise<string> {
  const userId = `user-${given.staff.id}`
  const password = await hashPassword(PASSWORD)
  await owner.orm.insert(authAccount).values({
    id: `account-${given.staff.id}`,
    accountId: userId,
    providerId: 'credential',
    userId,
    password,
  })
  return `${given.staff.id}@guichet.example`
}

/** Signs in over HTTP; the cookie to send from then on. */
export async function signIn(url: string, email: string, password = PASSWORD): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  if (!answer.ok) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`)
  return (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
}

export type Answered = { status: number; body: Record<string, unknown> }

/** Posts a sale; a network that fails answers 0. */
export async function postSale(url: string, cookie: string, input: SellInput): Promise<Answered> {
  try {
    const answer = await fetch(`${url}/api/sales`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(20_000),
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  } catch {
    return { status: 0, body: {} }
  }
}

export type Parts = {
  id: string
  number: string
  lines: number
  tenders: number
  tickets: number
  records: number
  events: number
  totalC: number
}

/** Everything that the database holds of each sale, in counts: whole when it equals what was asked for. */
export async function partsOfSales(db: Db): Promise<Map<string, Parts>> {
  const rows = await db.sql<Parts[]>`
    SELECT s.id, s.number, s.total_c AS "totalC", coalesce(l.n, 0) AS lines, coalesce(t.n, 0) AS tenders,
           coalesce(k.n, 0) AS tickets, coalesce(j.n, 0) AS records, coalesce(e.n, 0) AS events
      FROM sale s
      LEFT JOIN (SELECT sale_id, count(*)::int AS n FROM sale_line GROUP BY 1) l ON l.sale_id = s.id
      LEFT JOIN (SELECT sale_id, count(*)::int AS n FROM tender GROUP BY 1) t ON t.sale_id = s.id
      LEFT JOIN (SELECT sale_id, count(*)::int AS n FROM ticket GROUP BY 1) k ON k.sale_id = s.id
      LEFT JOIN (SELECT subject, count(*)::int AS n FROM journal_record WHERE journal = 'T' GROUP BY 1) j
             ON j.subject = s.id
      LEFT JOIN (SELECT sale_id, count(*)::int AS n FROM ledger_event WHERE kind = 'sale' GROUP BY 1) e
             ON e.sale_id = s.id`
  return new Map(rows.map((row) => [row.id, row]))
}
