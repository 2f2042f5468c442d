import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { areFrontsFresh, buildFronts } from './fronts.ts'

const HELP = `npm test [-- files]: every test and every proof at a reduced size, a real browser's included.
npm run proof: the same with the proofs at full size.
Ends with one line: N passed, N failed.`

type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numFailedTestSuites: number
}

/** Runs vitest on the given files (all by default) and says how many tests passed and failed. */
async function test(args: string[], full: boolean): Promise<number> {
  // The browser drives the built application; building inside vitest would build for tests.
  if (!areFrontsFresh()) await buildFronts()
  const folder = mkdtempSync(join(tmpdir(), 'guichet-report-'))
  const report = join(folder, 'report.json')
  const code = await new Promise<number>((resolve) => {
    const child = spawn(
      process.execPath,
      [
        'node_modules/vitest/vitest.mjs',
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
        ...args,
      ],
      { stdio: 'inherit', env: { ...process.env, ...(full ? { PROOF: 'full' } : {}) } },
    )
    child.on('close', (status) => resolve(status ?? 1))
  })
  let passed = 0
  let failed = 1
  try {
    const result = JSON.parse(readFileSync(report, 'utf8')) as Report
    passed = result.numPassedTests
    // A file that could not even be loaded counts as one failure.
    failed = Math.max(result.numFailedTests, code === 0 ? 0 : 1)
  } catch {
    console.error('vitest wrote no report')
  }
  rmSync(folder, { recursive: true, force: true })
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

const args = process.argv.slice(2)
if (args.includes('--help')) console.log(HELP)
else
  process.exitCode = await test(
    args.filter((a) => a !== '--proof'),
    args.includes('--proof'),
  )
