import { readEnv, type Env } from '../api/env.ts'
import { settings } from '../api/settings.ts'
import { areFrontsFresh, buildFronts } from './fronts.ts'
import { DEMO_PASSWORD, demoSignIns, type Contents } from './demo.ts'
import { openDatabase, refuseTakenPort } from './open.ts'
import { fail, helpWhenAsked, seconds, step } from './step.ts'
import { untilAsked } from './stop.ts'

helpWhenAsked(`
npm start

Starts Guichet: the database (embedded, unless DATABASE_URL names one), its schema, the demonstration office when it
is empty, the fronts when their sources have changed, then the server. Ctrl-C lets what is under way end, then stops.

Settings, as environment variables:
${settings.map((s) => `  ${s.name.padEnd(17)} ${s.meaning} [${s.default}]`).join('\n')}
`)

async function main(): Promise<void> {
  const begin = performance.now()
  const env = readEnv(process.env)
  const stop = untilAsked()
  await refuseTakenPort(env.host, env.port)
  // Read while the database starts: half a second of a second start.
  const code = import('../api/server.ts')
  code.catch(() => {})
  const database = await openDatabase(env, stop.isAsked)
  stop.onForce(database.kill)
  try {
    if (!stop.isAsked() && !areFrontsFresh()) await step('Fronts built', buildFronts)
    if (stop.isAsked()) return
    const server = await step('Server started', async () => (await code).serve(env, database.url))
    console.log(welcome(env, server.url, database.contents, performance.now() - begin))
    await stop.asked
    console.log('\n  Stopping: what is under way ends first.')
    await server.stop()
  } catch (error) {
    // Ctrl-C reaches a build under way as well, which then fails.
    if (!stop.isAsked()) throw error
  } finally {
    await database.close()
  }
}

/** The block that tells where everything is. */
function welcome(env: Env, url: string, contents: Contents, ms: number): string {
  const lines = [
    '',
    `  Guichet is ready, in ${seconds(ms)}.`,
    '',
    `  Shop                ${url}/`,
    `  Staff application   ${url}/pos/`,
    `  API documentation   ${url}/api/docs`,
    ...(env.databaseUrl ? [] : ['  Database            npm run --silent db:url']),
    '',
    ...signIns(contents, url),
    '  Ctrl-C stops it.',
    '',
  ]
  return lines.join('\n')
}

function signIns(contents: Contents, url: string): string[] {
  if (contents === 'empty') return [`  No office yet: open ${url}/pos/ to make it.`, '']
  if (contents === 'office') return []
  return [
    `  Sign-ins of the demonstration, password ${DEMO_PASSWORD}`,
    ...demoSignIns.map(
      ({ role, email, code, pin }) =>
        `    ${role.padEnd(12)} ${email.padEnd(26)} code ${code}${pin ? `   PIN ${pin}` : ''}`,
    ),
    '',
  ]
}

main().then(() => process.exit(0), fail)
