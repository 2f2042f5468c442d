/** Prints the help and ends when the command was called with --help. */
export function helpWhenAsked(help: string): void {
  if (!process.argv.slice(2).some((word) => word === '--help' || word === '-h')) return
  console.log(help.trim())
  process.exit(0)
}

/** Where there is no screen to write over, a line says how far a step is, so often in ms. */
const LINE_MS = 5_000

/**
 * Runs one step of a long start; says its name at once, and its duration when it is done. A long one may `tell` how far
 * it is.
 */
export async function step<T>(name: string, work: (tell: (text: string) => void) => Promise<T>): Promise<T> {
  const start = performance.now()
  const isScreen = process.stdout.isTTY
  if (isScreen) process.stdout.write(`  ${name}…`)
  let said = start
  const result = await work((text) => {
    if (isScreen) process.stdout.write(`\r  ${name}: ${text}`)
    else if (performance.now() - said > LINE_MS) {
      said = performance.now()
      console.log(`  ${name}: ${text}`)
    }
  })
  const took = `  ${name.padEnd(28)} ${seconds(performance.now() - start)}`
  process.stdout.write(isScreen ? `\r${took.padEnd(70)}\n` : `${took}\n`)
  return result
}

/** A duration for people: 0.4 s. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

/** Ends the process with a message for people; the stack only where it is asked for. */
export function fail(error: unknown): never {
  const isDebug = ['trace', 'debug'].includes(process.env.LOG_LEVEL ?? '')
  console.error(
    `\n${error instanceof Error && !isDebug ? error.message : String((error as Error).stack ?? error)}`,
  )
  process.exit(1)
}
