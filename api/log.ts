import { pino, type DestinationStream, type LogFn, type Logger as PinoLogger } from 'pino'
import { AppError } from './shared/errors.ts'

/** Structured logs on standard output; of an error what finds its cause, never a request's body or its values. */
export function createLog(level: string, to?: DestinationStream) {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: errorForLog },
    hooks: { logMethod: withWords },
  }
  return to ? pino(options, to) : pino(options)
}

export type Logger = ReturnType<typeof createLog>

/** Without words of ours, pino would take the error's own message for the line's. */
function withWords(this: PinoLogger, args: Parameters<LogFn>, method: LogFn): void {
  const [first, words] = args
  if (first instanceof Error) method.call(this, { err: first }, words ?? 'error')
  else if (words === undefined && typeof first === 'object') method.call(this, first, 'error')
  else method.apply(this, args)
}

export type LoggedError = {
  type: string
  message?: string
  code?: string
  constraint?: string
  stack?: string
  cause?: LoggedError
}

/** Errors whose message is written by a programmer, not made of what was sent. */
const PLAIN = new Set(['Error', 'TypeError', 'RangeError', 'ReferenceError'])
const MOST_CAUSES = 4

/**
 * An error as it may be kept. Drizzle's message repeats the query with its parameters, PostgreSQL's may quote a value
 * (and its detail does), a parser's quotes the text: of those only type, code, constraint and stack remain.
 */
export function errorForLog(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code, constraint_name: constraint } = error as { code?: unknown; constraint_name?: unknown }
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  return {
    type: error.name === 'Error' ? error.constructor.name : error.name,
    ...(isOurs(error) ? { message: error.message } : {}),
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    ...(frames ? { stack: frames.join('\n') } : {}),
    ...(error.cause !== undefined && depth < MOST_CAUSES
      ? { cause: errorForLog(error.cause, depth + 1) }
      : {}),
  }
}

function isOurs(error: Error): boolean {
  if (error instanceof AppError) return true
  const asks = 'query' in error || 'params' in error || 'parameters' in error || 'severity' in error
  return PLAIN.has(error.name) && PLAIN.has(error.constructor.name) && !asks
}
