import type { Day } from './time.ts'

/** "13/08/2026", as French papers date. */
export const dayText = (day: Day | string): string => day.split('-').reverse().join('/')
