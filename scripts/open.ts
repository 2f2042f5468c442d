import { createServer } from 'node:net'
import type { Env } from '../api/env.ts'
import { startEmbedded } from '../db/embedded.ts'
import { migrate } from '../db/migrate.ts'
import { contentsOf, seedIfEmpty, type Contents } from './demo.ts'
import { step } from './step.ts'

/** A database ready for the API: the embedded one or an existing one, migrated, with the demonstration if wanted. */
export type Opened = { url: string; contents: Contents; close: () => Promise<void>; kill: () => void }

/** Opens the database that the settings name, showing each step. What it started is stopped again if a step fails. */
export async function openDatabase(env: Env): Promise<Opened> {
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
    }
    return { url: server.url, contents, close: server.stop, kill: server.kill }
  } catch (error) {
    await server.stop()
    throw error
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
