import { toInstant, type Instant } from '../api/shared/time.ts'

/** The moment of tests: a Thursday of high season, just before the half past two boat. */
export const TEST_NOW: Instant = toInstant('2026-08-13T12:07:00.000Z')
