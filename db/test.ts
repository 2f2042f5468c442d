import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { connect, disconnect, type Db } from './index.ts'

export type TestDb = Db & {
  /** The owner's connection string of this database. */
  readonly ownerUrl: string
  /** Connects again, as another process would; closed with the database. */
  another: (options?: { max?: number }) => Db
  /** Connects as the owner: a superuser, for what the application may not do. */
  owner: () => Db
  /** Closes every connection; the database goes with the cluster. */
  close: () => Promise<void>
}

declare module 'vitest' {
  interface ProvidedContext {
    clusterUrl: string
  }
}

function withDatabase(url: string, name: string): string {
  const parsed = new URL(url)
  parsed.pathname = `/${name}`
  return parsed.toString()
}

/**
 * A fresh database of its own, cloned from a migrated template (about 100 ms): `empty` has the schema alone,
 * `carnac` the demonstration office with a few days of sessions.
 */
export async function testDb(template: 'empty' | 'carnac' = 'empty'): Promise<TestDb> {
  const clusterUrl = inject('clusterUrl')
  const name = `t_${randomBytes(6).toString('hex')}`
  const admin = connect(clusterUrl, { role: null, max: 1 })
  // Only one clone of a template at a time: PostgreSQL refuses while another session is connected to it.
  await admin.sql`SELECT pg_advisory_lock(7204202)`
  await admin.sql.unsafe(`CREATE DATABASE ${name} TEMPLATE template_${template}`)
  await disconnect(admin)
  const ownerUrl = withDatabase(clusterUrl, name)
  const opened: Db[] = []
  const open = (options: Parameters<typeof connect>[1]) => {
    const db = connect(ownerUrl, options)
    opened.push(db)
    return db
  }
  const db = open({ max: 10 })
  return Object.assign(db, {
    ownerUrl,
    another: (options?: { max?: number }) => open(options ?? { max: 10 }),
    owner: () => open({ role: null, max: 2 }),
    close: async () => {
      await Promise.all(opened.map((each) => disconnect(each, 2)))
    },
  })
}
