import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import type {
  Channel,
  Family,
  OptionTake,
  ProductKind,
  SaleMode,
  ProductText,
  ShortText,
  UnitType,
  WithdrawalRight,
} from '../../api/shared/catalog.ts'
import { cents, created, day, id, instant } from '../columns.ts'
import { provider } from './provider.ts'
import { counter } from './seat.ts'

/** VAT rates with their validity, in basis points; a code without a rate is an exemption or out of scope. */
export const vatRate = pgTable(
  'vat_rate',
  {
    code: text().notNull(),
    rateBp: integer(),
    exemptCode: text(),
    label: text().notNull(),
    validFrom: day().notNull(),
    validTo: day(),
  },
  (t) => [uniqueIndex('vat_rate_code_from').on(t.code, t.validFrom)],
)

/** A named season (high, mid, low) and its periods, inclusive, year by year. */
export const season = pgTable('season', {
  id: id(),
  code: text().notNull().unique('season_code'),
  name: jsonb().$type<ShortText>().notNull(),
  periods: jsonb().$type<{ from: string; to: string }[]>().notNull(),
})

/** What is sold. */
export const product = pgTable(
  'product',
  {
    id: id(),
    /** Article number, on receipts and in the journal. */
    code: text().notNull().unique('product_code'),
    /** Path of its page in the shop. */
    slug: text().notNull().unique('product_slug'),
    family: text().$type<Family>().notNull(),
    kind: text().$type<ProductKind>().notNull(),
    saleMode: text().$type<SaleMode>().notNull(),
    providerId: text().references(() => provider.id),
    /** The office's own VAT when OWN or RESALE; the principal's, as information, when MANDATE. */
    vatCode: text().notNull(),
    /** Revenue account of own sales: 706 services, 707 goods. */
    account: text().notNull(),
    text: jsonb().$type<ProductText>().notNull(),
    art: text().notNull(),
    durationMinutes: integer(),
    checkinMinutes: integer().notNull().default(0),
    /** Sales close so many minutes before the start. */
    cutoffMinutes: integer().notNull().default(0),
    meetingPoint: text(),
    place: text(),
    languages: jsonb().$type<string[]>().notNull(),
    minAge: integer(),
    wheelchair: boolean().notNull().default(false),
    dogs: boolean().notNull().default(false),
    /** Each person's name is asked for: the skipper's list, a course, a named concert seat. */
    asksNames: boolean().notNull().default(false),
    isShow: boolean().notNull().default(false),
    withdrawal: text().$type<WithdrawalRight>().notNull(),
    /** Open-dated: usable so many days from the sale. */
    validityDays: integer(),
    /** Stock of goods, or places of an open-dated product; null when nothing is counted. */
    counterId: text().references(() => counter.id),
    barcode: text().unique('product_barcode'),
    channels: jsonb().$type<Channel[]>().notNull(),
    status: text().$type<'DRAFT' | 'LIVE' | 'RETIRED'>().notNull(),
    position: integer().notNull().default(0),
    created: created(),
  },
  (t) => [
    check('product_principal', sql`${t.saleMode} <> 'MANDATE' OR ${t.providerId} IS NOT NULL`),
    check('product_external_is_mandate', sql`${t.kind} <> 'EXTERNAL' OR ${t.saleMode} = 'MANDATE'`),
  ],
)

/** A variant of a product (OCTO option): which sessions a booking takes, and which fares it has. */
export const option = pgTable('option', {
  id: id(),
  productId: text()
    .notNull()
    .references(() => product.id),
  code: text().notNull(),
  name: jsonb().$type<ShortText>().notNull(),
  /** ONE session; LEGS: one session of each leg (outward and return); GROUP: all sessions of a course; NONE. */
  take: text().$type<OptionTake>().notNull(),
  legs: jsonb().$type<ShortText[]>().notNull(),
  isDefault: boolean().notNull().default(false),
  maxUnits: integer(),
  position: integer().notNull().default(0),
})

/** A fare category (OCTO unit). `seats` is what it takes from the counter, `admits` how many people its ticket lets in. */
export const unit = pgTable(
  'unit',
  {
    id: id(),
    optionId: text()
      .notNull()
      .references(() => option.id),
    code: text().notNull(),
    type: text().$type<UnitType>().notNull(),
    /** One letter typed at the till: 2a1e. */
    short: text().notNull(),
    name: jsonb().$type<ShortText>().notNull(),
    minAge: integer(),
    maxAge: integer(),
    seats: integer().notNull().default(1),
    admits: integer().notNull().default(1),
    /** A proof is asked for (student, disability). */
    proof: boolean().notNull().default(false),
    position: integer().notNull().default(0),
  },
  (t) => [
    uniqueIndex('unit_code').on(t.optionId, t.code),
    check('unit_seats', sql`${t.seats} >= 0 AND ${t.admits} >= 1`),
  ],
)

/** Price of a unit, all taxes included, by season and channel within its validity. Never edited once it has sold: a new row. */
export const tariff = pgTable(
  'tariff',
  {
    id: id(),
    unitId: text()
      .notNull()
      .references(() => unit.id),
    seasonId: text().references(() => season.id),
    channel: text().$type<Channel>(),
    validFrom: day().notNull(),
    validTo: day(),
    priceC: cents().notNull(),
  },
  (t) => [index('tariff_unit').on(t.unitId), check('tariff_price', sql`${t.priceC} >= 0`)],
)

/** How sessions are generated over a season: weekdays, civil times in the office's zone, exceptions. */
export const sessionRule = pgTable('session_rule', {
  id: id(),
  optionId: text()
    .notNull()
    .references(() => option.id),
  leg: smallint().notNull().default(0),
  /** ISO weekdays, Monday is 1. */
  weekdays: jsonb().$type<number[]>().notNull(),
  times: jsonb().$type<string[]>().notNull(),
  fromDay: day().notNull(),
  toDay: day().notNull(),
  except: jsonb().$type<string[]>().notNull(),
  capacity: integer().notNull(),
  durationMinutes: integer().notNull(),
  /** A course: one group a week, a session on each of its weekdays. */
  grouped: boolean().notNull().default(false),
})

/** A dated occurrence with a capacity (OCTO availability). Closing one is done under its counter's lock. */
export const session = pgTable(
  'session',
  {
    id: id(),
    productId: text().notNull(),
    optionId: text()
      .notNull()
      .references(() => option.id),
    ruleId: text(),
    leg: smallint().notNull().default(0),
    groupId: text(),
    /** Civil date in the office's zone: what a visit is booked for. */
    day: day().notNull(),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    cutoffAt: instant().notNull(),
    /** The common pool. No foreign key: it would double the cost of a hot session; `reconcile` checks it. */
    counterId: text().notNull(),
    closedAt: instant(),
    closedReason: text(),
  },
  (t) => [
    index('session_day').on(t.day, t.startsAt),
    index('session_product_day').on(t.productId, t.day),
    index('session_group').on(t.groupId),
    uniqueIndex('session_rule_start').on(t.ruleId, t.startsAt),
  ],
)

/** Grows with every change of the catalogue: a process compares it before it trusts what it has read. */
export const catalogVersion = pgTable('catalog_version', {
  id: integer().primaryKey().default(1),
  version: integer().notNull().default(1),
})

/** The tiles of a register: which units, in which order. */
export const favourite = pgTable(
  'favourite',
  {
    registerId: text().notNull(),
    position: integer().notNull(),
    unitId: text()
      .notNull()
      .references(() => unit.id),
  },
  (t) => [uniqueIndex('favourite_place').on(t.registerId, t.position)],
)
