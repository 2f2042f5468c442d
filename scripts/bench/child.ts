import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A child of the bench, asked one thing at a time. */
export type Child = { ask: <T>(message: object | string) => Promise<T>; process: ChildProcess }

/** Starts a file of this folder in a process of its own; with what it says first. */
export async function start(
  file: string,
  env: NodeJS.ProcessEnv,
  execArgv: string[],
): Promise<[Child, unknown]> {
  const path = fileURLToPath(new URL(file, import.meta.url))
  const child = fork(path, { env: { ...process.env, ...env }, execArgv })
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`${file} ended with ${code}`)
  })
  gone.catch(() => {})
  const answer = async () => {
    const stop = new AbortController()
    const heard = once(child, 'message', { signal: stop.signal })
    const [message] = await Promise.race([heard, gone]).finally(() => stop.abort())
    return message
  }
  const ask = async <T>(message: object | string) => {
    child.send(message)
    return (await answer()) as T
  }
  return [{ ask, process: child }, await answer()]
}

/** What `npm start` gives Node: a sale makes much garbage at once, and room for it saves a sixth of the processor. */
export function startFlags(): string[] {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  const { scripts } = JSON.parse(text) as { scripts: { start: string } }
  return scripts.start.split(' ').slice(1, -1)
}
