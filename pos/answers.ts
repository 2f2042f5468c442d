import type { CountedMeans, CountLine, MovementKind, OutReason } from '../api/shared/cash.ts'
import type { Family } from '../api/shared/catalog.ts'
import type { Printer } from '../api/shared/printer.ts'
import type { Role } from '../api/shared/role.ts'

/** An open session of a register, as /auth/me gives it. */
export type OpenShift = {
  id: string
  openedAt: string
  openedBy: string
  /** Who holds the drawer since a hand-over; a server that is older than these screens does not say. */
  heldBy?: string
  floatC: number
}

export type Register = {
  id: string
  code: string
  name: string
  /** SCHOOL: a register to practise on, where nothing is sold. */
  kind: 'COUNTER' | 'SCHOOL'
  siteId: string
  siteName: string
  /** Where its paper comes out. */
  printer: Printer
  /** The card reader that stands beside it; null when it has none. */
  readerId: string | null
  shift: OpenShift | null
}

/** Who is signed in on this device, and what of the office its screens need. */
export type Me = {
  agent: { id: string; code: string; name: string; roles: Role[]; providerId: string | null }
  office: {
    name: string
    zone: string
    demo: boolean
    targetC: number
    cashCeilingC: number
    cashCeilingNonResidentC: number
    noteFromC: number
  }
  sites: { id: string; code: string; name: string }[]
  registers: Register[]
  agents: { code: string; name: string }[]
  /** The server's moment when it answered. */
  now: string
}

/** A dated session with its seats. */
export type Departure = {
  id: string
  productId: string
  optionId: string
  leg: number
  groupId: string | null
  day: string
  time: string
  endTime: string
  startsAt: string
  cutoffAt: string
  counterId: string
  capacity: number
  taken: number
  held: number
  closedReason: string | null
}

export type Turnover = {
  year: number
  doneC: number
  targetC: number
  sameDayLastYearC: number
  ownRevenueC: number
  byFamily: { family: Family; amountC: number }[]
}

/** A shift after its drawer was counted; expected, counted and gap are null while it is open. */
export type ShiftState = {
  id: string
  registerId: string
  openedAt: string
  openedBy: string
  businessDay: string
  floatC: number
  closedAt: string | null
  expectedC: number | null
  countedC: number | null
  gapC: number | null
}

/** Cash that moved without a sale, or a count; `other`: the other register, or who holds the drawer now. */
export type CashMovement = {
  id: string
  shiftId: string
  kind: MovementKind
  number: string
  amountC: number
  reason: string | null
  bag: string | null
  other: string | null
  staff: string
  at: string
}

/** What a shift took, by means of payment. The cash is null for who will count an open drawer. */
export type ShiftReading = ShiftState & {
  heldBy: string
  expectedC: number | null
  cash: number | null
  byMeans: { means: string; count: number; amountC: number | null }[]
  saleCount: number
  totalC: number
  movements: CashMovement[]
  counts: (CountLine & { reason: string | null; approvedBy: string | null })[]
  leftC: number | null
}

/** What there is to count of a shift; no sums. */
export type ToCount = {
  means: CountedMeans[]
  cheques: { saleId: string; n: number; sale: string; number: string | null; amountC: number; at: string }[]
  outReasons: OutReason[]
}

/** A blind count beside what was expected; a gap above `approvalFromC` is approved. */
export type Counted = { counts: CountLine[]; approvalFromC: number }

export type ScanRefusal =
  | 'already_used'
  | 'cancelled'
  | 'other_date'
  | 'other_session'
  | 'other_provider'
  | 'forged'
  | 'unknown'
  | 'too_many'

/** What a scan says: who is let in, or why not. `at` is when it was admitted, already used or cancelled. */
export type ScanAnswer = {
  verdict: 'admitted' | 'refused'
  why?: ScanRefusal
  at?: string
  count?: number
  ticket?: {
    shortCode: string
    product: string
    fare: string | null
    unit: string
    guest: string | null
    admits: number
    admitted: number
    day: string | null
    time: string | null
    sessionId: string | null
    validFrom: string
    validTo: string
  }
  party?: { unit: string; expected: number; admitted: number }[]
  /** People of the same order for the same departure. */
  group?: { admitted: number; expected: number }
  admittedOfSession?: { admitted: number; expected: number }
}

/** What was taken back: so many people are out again. */
export type UndoAnswer = {
  count: number
  at: string
  admittedOfSession?: { admitted: number; expected: number }
}

/** A departure that is boarded today, in people. */
export type Boarding = {
  id: string
  productId: string
  title: string
  day: string
  time: string
  startsAt: string
  endsAt: string
  closedReason: string | null
  expected: number
  present: number
}

/** A ticket of a departure: who is in on it, and what an undo would take back. */
export type Passenger = {
  ticketId: string
  shortCode: string
  bookingId: string
  unit: string
  guest: string | null
  admits: number
  admitted: number
  at: string | null
  scanId: string | null
  void: boolean
}

export type Presence = {
  departure: Boarding
  asksNames: boolean
  totals: { expected: number; present: number; missing: number; void: number }
  passengers: Passenger[]
}

/** A sale of the open session, as the list of the last ones has it. */
export type RecentSale = { id: string; number: string; at: string; totalC: number; tickets: number }
