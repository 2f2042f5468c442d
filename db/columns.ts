import { sql } from 'drizzle-orm'
import { bigint, customType, integer, text } from 'drizzle-orm/pg-core'
import type { Cents } from '../api/shared/money.ts'
import type { Day, Instant } from '../api/shared/time.ts'

const instantType = customType<{ data: Instant; driverData: string }>({ dataType: () => 'timestamptz(3)' })
const dayType = customType<{ data: Day; driverData: string }>({ dataType: () => 'date' })
const canonicalType = customType<{ data: string; driverData: string }>({ dataType: () => 'text' })

/** Primary key: a prefixed sortable identifier (api/shared/id.ts). */
export const id = () => text().primaryKey()
/** An amount in integer euro cents, under 21 million euros. */
export const cents = () => integer().$type<Cents>()
/** An amount in integer euro cents that only grows: perpetual totals. */
export const bigCents = () => bigint({ mode: 'number' }).$type<Cents>()
/** A moment, to the millisecond; read and written as ISO 8601 UTC. */
export const instant = () => instantType()
/** A civil date in the office's zone, YYYY-MM-DD. */
export const day = () => dayType()
/** Canonical JSON (api/journal/canonical.ts), kept as the very text that was hashed. Not null. */
export const canonicalText = () => canonicalType()
/** When the row was made, by the database's clock: for people who look into it, never for rules. */
export const created = () => instantType().notNull().default(sql`now()`)
