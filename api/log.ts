import { pino } from 'pino'

/** Structured logs on standard output; errors keep their stack, never a request's body. */
export function createLog(level: string) {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
}

export type Logger = ReturnType<typeof createLog>
