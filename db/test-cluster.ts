import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from './embedded.ts'
import { connect, disconnect } from './index.ts'
import { migrate } from './migrate.ts'
import { TEST_NOW } from './test-clock.ts'

/** One cluster for the whole run, without fsync, with the templates that test databases are cloned from. */
export default async function setup(project: TestProject) {
  const dataDir = mkdtempSync(join(tmpdir(), 'guichet-test-'))
  const server = await startEmbedded({ dataDir, fsync: false, log: () => {} })
  const admin = connect(server.url, { role: null, max: 1 })
  for (const name of ['template_empty', 'template_carnac']) {
    await admin.sql.unsafe(`CREATE DATABASE ${name}`)
    const url = new URL(server.url)
    url.pathname = `/${name}`
    await migrate(url.toString())
    const seed = await import('./seed/index.ts').then(
      (m) => m.seed,
      () => null,
    )
    if (name === 'template_carnac' && seed) {
      const db = connect(url.toString(), { role: null, max: 2 })
      await seed(db, { now: TEST_NOW, days: { before: 1, after: 3 } })
      await disconnect(db)
    }
  }
  await disconnect(admin)
  project.provide('clusterUrl', server.url)
  return async () => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
