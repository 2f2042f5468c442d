/** The process under measure: the real server, told apart from the load by being alone in its process. */
import { readEnv } from '../../api/env.ts'
import { serve } from '../../api/server.ts'

const env = readEnv(process.env)
const running = await serve(env, env.databaseUrl ?? '')
process.send?.({ url: running.url })

process.on('message', (message) => {
  if (message === 'cpu') process.send?.({ cpu: process.cpuUsage() })
  else void running.stop().then(() => process.exit(0))
})
process.on('disconnect', () => process.exit(1))
