import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build, createServer, type ProxyOptions } from 'vite'
import { localUrl, readEnv, type Env } from '../api/env.ts'
import { loadKeyring } from '../api/keyring.ts'
import { forgetBuild, ROOT } from './fronts.ts'
import { openDatabase, refuseTakenPort } from './open.ts'
import { fail, helpWhenAsked, step } from './step.ts'
import { untilAsked } from './stop.ts'

helpWhenAsked(`
npm run dev

Guichet for those who write it, with the settings of npm start:
  PORT       the API, restarted when its files change, and the shop it renders, built again when its files change
  PORT + 1   the staff application, by Vite's development server: what you save is on the screen at once
`)

async function main(): Promise<void> {
  // Vite's build would set it to production, for the API as well.
  process.env.NODE_ENV ||= 'development'
  const env = readEnv(process.env)
  const stop = untilAsked()
  await refuseTakenPort(env.host, env.port)
  const database = await openDatabase(env, stop.isAsked)
  stop.onForce(database.kill)
  const closers: (() => Promise<unknown>)[] = [database.close]
  try {
    closers.unshift(await step('Shop built', watchShop))
    closers.unshift(await step('Staff application served', () => servePos(env)))
    const api = startApi(env, database.url)
    closers.unshift(() => end(api))
    console.log(`\n  Shop, API           ${localUrl(env.host, env.port)}/`)
    console.log(`  Staff application   ${localUrl(env.host, env.port + 1)}/pos/\n`)
    await Promise.race([stop.asked, once(api, 'exit')])
  } finally {
    for (const close of closers) await close()
  }
}

/** Builds the shop, for the browser and for the server, now and whenever its files change. */
async function watchShop(): Promise<() => Promise<unknown>> {
  forgetBuild()
  const configFile = join(ROOT, 'vite.shop.config.ts')
  const watchers = await Promise.all(
    [false, true].map(async (isServer) => {
      const settings = { configFile, mode: 'development', logLevel: 'warn', build: { watch: {} } } as const
      const watcher = await build(
        isServer ? { ...settings, build: { ...settings.build, ssr: true } } : settings,
      )
      if (!('close' in watcher)) throw new Error('Vite does not watch the shop.')
      await new Promise<void>((done) => {
        watcher.on('event', (event) => {
          if (event.code === 'END' || event.code === 'ERROR') done()
        })
      })
      return watcher
    }),
  )
  return () => Promise.all(watchers.map((watcher) => watcher.close()))
}

/** Vite's development server for the staff application; what it asks of /api goes to the API as its own pages do. */
async function servePos(env: Env): Promise<() => Promise<void>> {
  const target = localUrl(env.host, env.port)
  const toApi: ProxyOptions = { target, changeOrigin: true, headers: { origin: env.publicUrl } }
  const server = await createServer({
    configFile: join(ROOT, 'vite.pos.config.ts'),
    server: { host: env.host, port: env.port + 1, strictPort: true, proxy: { '/api': toApi } },
    logLevel: 'warn',
  })
  await server.listen()
  return () => server.close()
}

/** The API in a process that starts again when a file it has read changes. */
function startApi(env: Env, databaseUrl: string): ChildProcess {
  loadKeyring(env.signingKeyFile, { create: env.mayMakeKey })
  const tsx = createRequire(import.meta.url).resolve('tsx/cli')
  const watch = ['watch', '--clear-screen=false']
  return spawn(process.execPath, [tsx, ...watch, join(ROOT, 'scripts/serve.ts')], {
    cwd: ROOT,
    // No input: Enter would restart it.
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DATABASE_URL: databaseUrl, SIGNING_KEY_FILE: env.signingKeyFile },
  })
}

/** Ends the API. Ctrl-C has reached it too, and a second signal would cut its draining short: it is given a while. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  const reminder = setTimeout(() => child.kill('SIGTERM'), 2_000)
  await gone
  clearTimeout(reminder)
}

main().then(() => process.exit(0), fail)
