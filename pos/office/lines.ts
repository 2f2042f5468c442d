import { ApiProblem, unwrap } from '../api.ts'
import { ERRORS, type ErrorCode } from '../../api/shared/errors.ts'

/**
 * Asks for an answer of one JSON a line and tells each as it comes; no limit of time, since it speaks all along. Throws
 * `ApiProblem` for a refusal, whether the answer begins with it or ends with it; `signal` stops the work itself.
 */
export async function readLines<Line extends object>(
  path: string,
  init: RequestInit & { signal: AbortSignal },
  told: (line: Line) => void,
): Promise<void> {
  const answer = await fetch(path, init)
  if (!answer.ok || !answer.body) return void (await unwrap(Promise.resolve(answer)))
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    const lines = (rest + value).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const said = JSON.parse(line) as Line | { problem: { code: ErrorCode } }
      if ('problem' in said) throw new ApiProblem(said.problem.code, ERRORS[said.problem.code], said.problem)
      told(said)
    }
  }
}
