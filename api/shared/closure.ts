import type { Means } from './tender.ts'
import type { Day, Instant } from './time.ts'

/** Day, month, year. */
export const CLOSURE_KINDS = ['D', 'M', 'Y'] as const
export type ClosureKind = (typeof CLOSURE_KINDS)[number]

/** A register that is closed day after day; the office adds them up. */
export type ClosedRegister = {
  id: string
  code: string
  name: string
  site: string
  kind: 'COUNTER' | 'WEB' | 'OFFICE'
}

/** A closure in a list. Amounts in cents, tax included. */
export type ClosureLine = {
  kind: ClosureKind
  from: Day
  to: Day
  /** Its number on the register. */
  n: number
  at: Instant
  tickets: number
  netC: number
  ownC: number
  thirdC: number
  voucherC: number
  perpetualSignedC: number
}

/** A month of a register, day by day; a day without a closure is still open. */
export type ClosureMonth = {
  registerId: string
  registers: ClosedRegister[]
  month: string
  /** The first day of the register. */
  first: Day
  days: { day: Day; closure: ClosureLine | null }[]
  /** The month itself, and the financial year that ends with it. */
  wholes: ClosureLine[]
}

/** Everything that a closure says, for its sheet and its papers. */
export type ClosureSheet = ClosureLine & {
  register: ClosedRegister
  office: { name: string; address: string; siret: string; demo: boolean; zone: string }
  cancels: number
  refunds: number
  fixes: number
  copies: number
  firstNumber: string | null
  lastNumber: string | null
  lastHash: string | null
  grossC: number
  returnsC: number
  vat: { rateBp: number; htC: number; vatC: number; ttcC: number }[]
  third: { code: string; name: string; ttcC: number }[]
  payments: { means: Means; count: number; amountC: number }[]
  perpetualAbsC: number
  perpetualOwnC: number
  perpetualThirdC: number
  perpetualVoucherC: number
  /** Of the office: the closures of its registers that it adds up. */
  parts: { register: string; n: number; hash: string }[]
  hash: string
  prevHash: string
  /** The 3rd, 7th, 13th and 19th characters of its signature. */
  letters: string
  software: { version: string; coreDigest: string }
}
