import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { areFrontsFresh, buildFronts, ROOT } from '../fronts.ts'
import { step } from '../step.ts'
import { figure, median, type Target } from './figures.ts'
import { machineLine } from './machine.ts'
import type { Part } from './part.ts'

/** Until it answers its first page, in seconds, and how to stop it. */
type Started = { seconds: number; stop: () => Promise<void> }

const PATIENCE_MS = 300_000
/** What `npm start` says when it is ready, with its address. */
const READY = /Shop\s+(http:\S+)/

/** `npm start` in a folder until its first page has come whole. */
async function startIn(folder: string, dataDir: string): Promise<Started> {
  const begin = performance.now()
  const env: NodeJS.ProcessEnv = { ...process.env, DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1' }
  delete env.DATABASE_URL
  delete env.PUBLIC_URL
  // A group of its own, so that a Ctrl-C can be sent to npm and to what it started.
  const child = spawn('npm', ['start'], {
    cwd: folder,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = () => interrupt(child)
  try {
    const url = await addressOf(child)
    const answer = await fetch(url)
    const page = await answer.text()
    if (!answer.ok || !page.includes('</html>'))
      throw new Error(`the first page was answered ${answer.status}`)
    return { seconds: (performance.now() - begin) / 1000, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    let said = ''
    const timer = setTimeout(
      () => failed(new Error('npm start is not ready after five minutes')),
      PATIENCE_MS,
    )
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      const url = READY.exec(said)?.[1]
      if (!url) return
      clearTimeout(timer)
      done(url)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', (code) => failed(new Error(`npm start ended with ${code}: ${said.slice(-500)}`)))
  })
}

async function interrupt(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return
  const gone = once(child, 'exit')
  process.kill(-child.pid, 'SIGINT')
  await gone
}

/** First start on an empty folder, then later ones. */
export const startPart: Part = async ({ plan, dir }) => {
  if (!areFrontsFresh()) await step('Fronts built', buildFronts)
  const machine = machineLine()
  const dataDir = join(dir, 'start')
  const first = await step('First start', () => startIn(ROOT, dataDir))
  await first.stop()
  const later: number[] = []
  for (let i = 0; i < (plan.quick ? 1 : 3); i++) {
    const again = await step('Later start', () => startIn(ROOT, dataDir))
    later.push(again.seconds)
    await again.stop()
  }
  return {
    title: 'Starting',
    lines: [
      machine,
      '',
      `First start on an empty folder, fronts built, until the first page has come: ${figure(first.seconds)} s (cluster, schema, demonstration office). Later starts: ${later.map(figure).join(', ')} s.`,
    ],
    targets: [{ what: 'later start', value: median(later), unit: 's', first: 5, goal: 2, atLeast: false }],
  }
}

/** What npm says when there is no registry; anything else that stops it is a fault of ours. */
const AWAY = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH/

/** From a clone of what is committed to the first page: `npm ci`, build, cluster and demonstration included. */
export const freshPart: Part = async ({ dir }) => {
  const machine = machineLine()
  const clone = join(dir, 'clone')
  const begin = performance.now()
  await step('Clone', () => run('git', ['clone', '--quiet', ROOT, clone], dir))
  const away = await step('npm ci', () => run('npm', ['ci', '--no-audit', '--no-fund'], clone)).then(
    () => false,
    (error: Error) => {
      if (AWAY.test(error.message)) return true
      throw error
    },
  )
  const target: Target = {
    what: 'fresh clone to first page',
    value: null,
    unit: 's',
    first: 180,
    goal: 90,
    atLeast: false,
  }
  if (away) return { title: 'Fresh clone', lines: ['No registry answers: not measured.'], targets: [target] }
  const ready = (performance.now() - begin) / 1000
  const started = await step('First page', () => startIn(clone, join(dir, 'fresh')))
  const whole = (performance.now() - begin) / 1000
  await started.stop()
  return {
    title: 'Fresh clone',
    lines: [
      machine,
      '',
      `Clone and npm ci ${figure(ready)} s (with what npm kept from before), then ${figure(started.seconds)} s to the first page.`,
    ],
    targets: [{ ...target, value: whole }],
  }
}

function run(command: string, args: string[], cwd: string): Promise<void> {
  return new Promise((done, failed) => {
    // Without what the npm that runs us was told: it may be silent.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')))
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (chunk) => (said += String(chunk)))
    child.once('error', failed)
    child.once('exit', (code) =>
      code === 0 ? done() : failed(new Error(`${command} ended with ${code}: ${said.trim().slice(0, 400)}`)),
    )
  })
}
