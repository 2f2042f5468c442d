import { ApiProblem } from './api.ts'
import { t } from './text/fr.ts'

/** What a refusal or a fault says to the person in front of the screen. */
export function problemText(error: unknown): string {
  const problem = error instanceof ApiProblem ? error : new ApiProblem('internal', 500)
  const text: string | ((data: Record<string, unknown>) => string) = t.errors[problem.code]
  return typeof text === 'function' ? text(problem.data) : text
}
