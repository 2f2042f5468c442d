import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, lchownSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The account that PostgreSQL runs as when we are root, which it refuses; undefined runs it as ourselves. */
export type Account = { uid: number; gid: number } | undefined

/** Names that systems give to accounts made for this, best first; any other ordinary account comes after. */
const PREFERRED = ['postgres', '_postgres', 'nobody']

/**
 * Chooses the account to run PostgreSQL as: the owner of an existing cluster, so that later starts agree, or an
 * unprivileged account that this machine lets us become. It must have a name: initdb refuses a bare number.
 */
export function chooseAccount(cluster: string): Account {
  if (process.getuid?.() !== 0) return undefined
  if (existsSync(cluster)) {
    const owner = statSync(cluster)
    if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  }
  const account = namedAccounts().find((candidate) => runs('exit 0', candidate))
  if (account) return account
  throw new Error(
    'PostgreSQL does not run as root, and no other account of this machine can be taken. Start as an ordinary user, or set DATABASE_URL.',
  )
}

function namedAccounts(): { uid: number; gid: number }[] {
  const rank = (name: string) => (PREFERRED.includes(name) ? PREFERRED.indexOf(name) : PREFERRED.length)
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .filter((line) => /^[^#:]+:[^:]*:\d+:\d+:/.test(line))
    .map((line) => {
      const [name = '', , uid, gid] = line.split(':')
      return { rank: rank(name), uid: Number(uid), gid: Number(gid) }
    })
    .filter(({ uid }) => uid > 0)
    .sort((a, b) => a.rank - b.rank)
    .map(({ uid, gid }) => ({ uid, gid }))
}

/** Whether the account may enter this folder: every parent counts, so the system itself is asked. */
export function reaches(account: Account, folder: string): boolean {
  return account === undefined || runs('cd "$1"', account, folder)
}

function runs(script: string, account: Account, argument = ''): boolean {
  return (
    spawnSync('/bin/sh', ['-c', script, 'sh', argument], { ...account, cwd: '/', stdio: 'ignore' }).status ===
    0
  )
}

/** Gives one path to the account; does nothing when we run as ourselves. */
export function give(account: Account, path: string): void {
  if (account) lchownSync(path, account.uid, account.gid)
}

/** Repairs a cluster that was copied or handed over to root: PostgreSQL wants to own it, and alone. */
export function giveCluster(account: Account, cluster: string): void {
  if (!account || statSync(cluster).uid === account.uid) return
  const walk = (path: string) => {
    lchownSync(path, account.uid, account.gid)
    if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) walk(join(path, name))
  }
  walk(cluster)
  chmodSync(cluster, 0o700)
}
