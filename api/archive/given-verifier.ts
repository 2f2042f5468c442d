import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** For tests: runs the verifier of an archive as whoever received it would: no database, no application, no package. */
export async function verified(
  folder: string,
  ...words: string[]
): Promise<{ code: number; out: string; err: string }> {
  try {
    const { stdout, stderr } = await run(process.execPath, [join(folder, 'verifier.mjs'), ...words], {
      cwd: folder,
      env: { PATH: process.env.PATH ?? '' },
    })
    return { code: 0, out: stdout, err: stderr }
  } catch (error) {
    const failed = error as { code: number; stdout: string; stderr: string }
    return { code: failed.code, out: failed.stdout, err: failed.stderr }
  }
}

/** For tests: every file of an archive, by its path in it. */
export const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  )

/** For tests: changes one bit in the middle of a file. */
export function spoilByte(folder: string, name: string): void {
  const bytes = readFileSync(join(folder, name))
  // In a comment of the verifier: it could not speak otherwise.
  const at = name === 'verifier.mjs' ? 60 : Math.floor(bytes.length / 2)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(join(folder, name), bytes)
}
