import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packBuilt } from '../api/front-files.ts'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))
const DIGEST = join(ROOT, 'dist', 'digest')
/** All that the built fronts are made from. */
const SOURCES = ['pos', 'shop', 'api/shared', 'api/client.ts', 'package-lock.json', 'tsconfig.json']
const CONFIGS = ['vite.pos.config.ts', 'vite.shop.config.ts']

/** The three bundles: what Vite is called with, and the folder that it fills. */
export const BUNDLES = [
  { name: 'staff application', args: ['-c', 'vite.pos.config.ts'], folder: 'dist/pos' },
  { name: 'shop', args: ['-c', 'vite.shop.config.ts'], folder: 'dist/shop' },
  { name: 'shop on the server', args: ['-c', 'vite.shop.config.ts', '--ssr'], folder: 'dist/shop-server' },
] as const

/** Whether the built fronts were made from today's sources. */
export function areFrontsFresh(): boolean {
  const isThere = BUNDLES.every(({ folder }) => existsSync(join(ROOT, folder)))
  return isThere && existsSync(DIGEST) && readFileSync(DIGEST, 'utf8') === digestOfSources()
}

/**
 * Builds the fronts into dist/. Each bundle has a process of its own: Vite's production mode cannot be had inside
 * vitest, and an interrupted build leaves no digest, so that the next start builds again.
 */
export async function buildFronts(): Promise<void> {
  if (process.env.VITEST)
    throw new Error('The fronts cannot be built inside vitest: run npm run build before.')
  const digest = digestOfSources()
  forgetBuild()
  await Promise.all(BUNDLES.map(({ name, args, folder }) => build(name, args, folder)))
  // What goes to a browser is packed once, as tightly as can be.
  await Promise.all(['dist/pos', 'dist/shop'].map((folder) => packBuilt(join(ROOT, folder))))
  writeFileSync(DIGEST, digest)
}

/** Makes the next start build again: what is in dist/ is about to be something else. */
export function forgetBuild(): void {
  rmSync(DIGEST, { force: true })
}

async function build(name: string, args: readonly string[], folder: string): Promise<void> {
  const { code, said } = await vite(['build', ...args, '--logLevel', 'warn'])
  if (code !== 0 || !existsSync(join(ROOT, folder)))
    throw new Error(`The ${name} does not build:\n${said.trim()}`)
}

/** Vite's own program, which stands beside its package.json. */
export const VITE = join(createRequire(import.meta.url).resolve('vite/package.json'), '..', 'bin', 'vite.js')

function vite(args: string[]): Promise<{ code: number | null; said: string }> {
  return new Promise((done, failed) => {
    const env = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' }
    const child = spawn(process.execPath, [VITE, ...args], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += String(text)))
    child.once('error', failed)
    child.once('close', (code) => done({ code, said }))
  })
}

function digestOfSources(): string {
  const hash = createHash('sha256')
  for (const path of [...SOURCES, ...CONFIGS].flatMap(filesOf)) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(ROOT, path)))
      .update('\0')
  }
  return hash.digest('hex')
}

/** The files under a path, in a fixed order, without tests. */
function filesOf(path: string): string[] {
  const full = join(ROOT, path)
  if (!existsSync(full)) return []
  if (statSync(full).isFile()) return /\.test\.tsx?$/.test(path) ? [] : [path]
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesOf(`${path}/${name}`))
}
