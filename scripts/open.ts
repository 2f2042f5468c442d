import { createServer } from 'node:net'
import type { Env } from '../api/env.ts'
import { loadKeyring } from '../api/keyring.ts'
import { startEmbedded } from '../db/embedded.ts'
import { migrate } from '../db/migrate.ts'
import { instantOf } from '../api/shared/time.ts'
import { contentsOf, lacksHistory, seedIfEmpty, type Contents } from './demo.ts'
import { HISTORY_NOTES } from './history/mark.ts'
import { step } from './step.ts'

/** A database ready for the API: the embedded one or an existing one, migrated, with the demonstration if wanted. */
export type Opened = { url: string; contents: Contents; close: () => Promise<void>; kill: () => void }

/**
 * Opens the database that the settings name, showing each step. What it started is stopped again if a step fails.
 * `isStopped` is asked during what takes long.
 */
export async function openDatabase(env: Env, isStopped: () => boolean = () => false): Promise<Opened> {
  const log = (line: string) => console.log(`  ${line}`)
  const server = env.databaseUrl
    ? { url: env.databaseUrl, stop: async () => {}, kill: () => {} }
    : await step('Database started', () => startEmbedded({ dataDir: env.dataDir, log }))
  try {
    await step('Schema up to date', () => migrate(server.url))
    let contents = await contentsOf(server.url)
    if (env.demo && !env.production && contents !== 'office') {
      const isNew = contents === 'empty'
      const fill = () => seedIfEmpty(server.url)
      await (isNew ? step('Demonstration office made', fill) : fill())
      contents = 'demonstration'
      if (env.demoHistory && !isStopped() && (await lacksHistory(server.url)))
        await writeHistory(env, server.url, isStopped)
    }
    return { url: server.url, contents, close: server.stop, kill: server.kill }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** The two years of the demonstration, or what is left of them to write; says so when there is more to say. */
async function writeHistory(env: Env, url: string, isStopped: () => boolean): Promise<void> {
  const { addHistory } = await import('./history.ts')
  const keys = loadKeyring(env.signingKeyFile, { create: env.mayMakeKey })
  try {
    const outcome = await step('Two years of sales', (progress) =>
      addHistory(url, { now: instantOf(Date.now()), keys, progress, isStopped }),
    )
    const more = HISTORY_NOTES[outcome]
    if (more) console.log(`  ${more}`)
  } catch (error) {
    // An office works without a past: what stopped it is said, and the next start goes on with it.
    console.log(`  The sales of the past are not complete: ${(error as Error).message}`)
  }
}

/** Throws in plain words when nothing can listen there: better known before the database is opened than after. */
export function refuseTakenPort(host: string, port: number): Promise<void> {
  return new Promise((done, failed) => {
    const server = createServer()
    server.once('error', ({ code }: NodeJS.ErrnoException) => {
      const why: Record<string, string> = {
        EADDRINUSE: `PORT: ${port} on ${host} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm start`,
        EACCES: `PORT: ${port} is kept by this system for its own services. Choose one above 1023.`,
        EADDRNOTAVAIL: `HOST: ${host} is not an address of this machine.`,
        ENOTFOUND: `HOST: ${host} is not the name of an address of this machine.`,
      }
      failed(
        new Error(why[code ?? ''] ?? `HOST, PORT: nothing can listen on ${host}, port ${port} (${code}).`),
      )
    })
    server.listen(port, host, () => server.close(() => done()))
  })
}
