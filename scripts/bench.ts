import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname } from 'node:path'
import { targetTable, type Target } from './bench/figures.ts'
import { REGISTERS, SESSIONS } from './bench/office.ts'
import type { Findings, Part } from './bench/part.ts'
import { PARTS, readPlan, type PartName } from './bench/plan.ts'
import { makeYard, versionOf, type Yard } from './bench/yard.ts'
import { fail, helpWhenAsked } from './step.ts'

helpWhenAsked(`
npm run bench -- [part …] [--quick] [--seconds 5] [--rounds 3] [--clients 8,32,64] [--paced 20] [--tickets 5000000]
                 [--out dist/bench.md] [--no-pgbench] [--profile <folder>] [--node '<flags>']

Measures what the design promises, part by part (default: all but fresh):

  sale     whole sales over HTTP (session, validation, three lines, a split tender, ledger, journal), spread over
           ${SESSIONS} sessions and ${REGISTERS} registers, on one of each ("hot"), and the family's; then ten a second
  month    a month of 31 × 8 departures, in an office that sold a thousand tickets and in one that sold five million
  stored   the sale in those two offices
  pdf      one ticket, five hundred in one file, and the memory of that
  till     press to paint in a browser slowed four times
  bytes    JavaScript of the shop's first page and of the till's first load, compressed
  start    first start of an empty office, and a later one
  shop     Lighthouse of the shop on a phone
  report   the office's dashboard over two full years
  fresh    clone, npm ci, first page (needs a registry; only when named)

Speeds are ratios to pgbench's simple-update on the same cluster, in alternating rounds of the same run, wherever a
ratio says more than a time. Prints medians and one table of the targets, writes them to a file, and fails when an
answer is not the one it should be or the books do not agree. All is warmed up first.

The cluster is an embedded one with full durability, worn in (its log files are made ahead, as those of a server that
has run for a while); with DATABASE_URL, databases of its own are made on that server and dropped. Figures of one run
compare with each other only. The five million tickets take some three minutes and ten gigabytes.

  --quick     short rounds, two of each, 32 clients, 200 thousand tickets
  --seconds   length of a round
  --rounds    rounds of each case
  --clients   connections at once, a list
  --paced     seconds of ten sales a second; 0 leaves them out
  --tickets   how many the full office has sold
  --out       file that the tables are written to
  --no-pgbench  take the floor's SQL through postgres.js even where pgbench is installed
  --profile   folder for a processor profile of the server (.cpuprofile, opens in a browser's tools)
  --node      more flags for the server's Node
`)

/** Loaded when it is wanted: a part brings a browser, or none. */
const parts: Record<PartName, () => Promise<Part>> = {
  sale: async () => (await import('./bench/part-sale.ts')).salePart,
  month: async () => (await import('./bench/part-stored.ts')).monthPart,
  stored: async () => (await import('./bench/part-stored.ts')).storedPart,
  pdf: async () => (await import('./bench/part-pdf.ts')).pdfPart,
  till: async () => (await import('./bench/part-till.ts')).tillPart,
  bytes: async () => (await import('./bench/part-bytes.ts')).bytesPart,
  start: async () => (await import('./bench/part-start.ts')).startPart,
  shop: async () => (await import('./bench/part-shop.ts')).shopPart,
  report: async () => (await import('./bench/part-report.ts')).reportPart,
  fresh: async () => (await import('./bench/part-start.ts')).freshPart,
}

async function report(yard: Yard, found: readonly Findings[], failed: readonly string[]): Promise<string> {
  const used = await yard.used()
  const targets: Target[] = found.flatMap((f) => f.targets)
  return [
    '# Bench',
    '',
    `Node ${process.versions.node}; ${availableParallelism()} cores.`,
    ...(used ? [`${await versionOf(used.cluster)}. Floor: ${used.floor}.`] : []),
    ...found.flatMap((f) => ['', `## ${f.title}`, '', ...f.lines]),
    ...(failed.length > 0 ? ['', '## Failed', '', ...failed.map((line) => `- ${line}`)] : []),
    '',
    '## Targets',
    '',
    ...targetTable(targets),
    '',
  ].join('\n')
}

async function main(): Promise<void> {
  const plan = readPlan(process.argv.slice(2))
  const yard = makeYard(plan)
  const found: Findings[] = []
  const failed: string[] = []
  try {
    for (const name of PARTS.filter((p) => plan.parts.includes(p))) {
      // A part that fails is said at the end, and leaves the others standing: the run is long.
      try {
        found.push(await (await parts[name]())(yard))
      } catch (error) {
        failed.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
        console.error(`  ${failed.at(-1)}`)
      }
    }
    const text = await report(yard, found, failed)
    mkdirSync(dirname(plan.out), { recursive: true })
    writeFileSync(plan.out, text)
    console.log(`\n${text}`)
  } finally {
    await yard.close()
  }
  if (failed.length > 0) throw new Error(`${failed.length} of ${plan.parts.length} parts failed.`)
}

main().then(() => process.exit(0), fail)
