import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDb, type TestDb } from './test.ts'

let db: TestDb
beforeAll(async () => {
  db = await testDb()
})
afterAll(() => db.close())

const at = (file: string) => JSON.stringify(new URL(file, import.meta.url).href)

/** What a process says whose transaction goes on after its connection was ended, and how it ends itself. */
function goOn(first: string, last = 'process.exit(0)') {
  const url = JSON.stringify(db.ownerUrl)
  const script = `
    import { setTimeout as pause } from 'node:timers/promises'
    import { connect, transaction } from ${at('./index.ts')}
    import { surviveLostWrites } from ${at('./lost-write.ts')}
    ${first}
    const db = connect(${url}, { role: null })
    const other = connect(${url}, { role: null })
    const work = transaction(db, async (tx) => {
      const [row] = await tx.sql\`SELECT pg_backend_pid() AS pid\`
      await other.sql\`SELECT pg_terminate_backend(\${row.pid})\`
      for (let n = 0; n < 5; n++) {
        tx.sql\`SELECT \${n}::int\`.catch(() => {})
        await pause(20)
      }
    })
    await work.catch((error) => console.log('failed', error.code))
    await pause(150)
    console.log('then', (await db.sql\`SELECT 7 AS n\`)[0].n)
    ${last}`
  const args = ['--import', 'tsx', '--input-type=module', '-e', script]
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 20_000 })
  return { said: stdout.trim().split('\n'), stderr, status }
}

const WATCH = `surviveLostWrites(() => console.log('told'))`

it('a transaction that goes on after its connection was lost fails alone', () => {
  expect(goOn(WATCH)).toEqual({ said: ['failed CONNECTION_CLOSED', 'told', 'then 7'], stderr: '', status: 0 })
})

it('and ends the process where nobody watches', () => {
  const { said, stderr, status } = goOn('')
  expect({ said, status }).toEqual({ said: ['failed CONNECTION_CLOSED'], status: 1 })
  expect(stderr).toContain("reading 'write'")
})

it('any other error that nobody caught ends a watched process too', () => {
  const { stderr, status } = goOn(WATCH, `setImmediate(() => { throw new TypeError('another') })`)
  expect(status).toBe(1)
  expect(stderr).toContain('TypeError: another')
})
