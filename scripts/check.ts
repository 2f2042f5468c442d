import { spawn } from 'node:child_process'

const HELP = `npm run check: format, lint with the import boundaries, types. All three always run.
  --fix   also writes the format`

const fix = process.argv.includes('--fix')
const steps: [name: string, command: string, args: string[]][] = [
  ['format', 'biome', ['format', ...(fix ? ['--write'] : []), '.']],
  ['lint and boundaries', 'oxlint', ['--quiet']],
  ['types', 'tsc', ['--noEmit', '-p', '.']],
]

/** Runs a tool of node_modules; resolves to whether it passed, its output shown only when it did not. */
function run(command: string, args: string[]): Promise<{ passed: boolean; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(`node_modules/.bin/${command}`, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', (error) => resolve({ passed: false, output: error.message }))
    child.on('close', (code) => resolve({ passed: code === 0, output }))
  })
}

if (process.argv.includes('--help')) {
  console.log(HELP)
} else {
  const started = performance.now()
  const results = await Promise.all(
    steps.map(async ([name, command, args]) => ({ name, ...(await run(command, args)) })),
  )
  for (const { name, passed, output } of results) {
    console.log(`${passed ? 'ok    ' : 'FAILED'} ${name}`)
    if (!passed) console.log(output)
  }
  console.log(`${((performance.now() - started) / 1000).toFixed(1)} s`)
  process.exitCode = results.every((r) => r.passed) ? 0 : 1
}
