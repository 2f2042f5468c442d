import type { ErrorCode } from './errors.ts'
import type { Day, Instant } from './time.ts'

/** How far an archive or a verification is: what is due is closed, records are verified, written, packed. */
export type ArchiveStep = { step: 'CLOSE' | 'VERIFY' | 'WRITE' | 'ZIP'; done: number; of: number | null }

/** An archive that was made, as its A record tells. */
export type ArchiveLine = {
  id: string
  from: Day
  to: Day
  /** A whole financial year, a whole month, another period. */
  kind: 'YEAR' | 'MONTH' | 'PART'
  at: Instant
  operator: string
  tickets: number
  records: number
  manifestSha256: string
  /** Its file lies on this server; without it, only where somebody took it. */
  isHere: boolean
}

/** Archives made, newest first, and the financial years that are closed without one. */
export type ArchiveList = {
  archives: ArchiveLine[]
  due: { from: Day; to: Day }[]
  last: Day
  anchor: { at: Instant; chains: number } | null
}

/** The first fault of a chain. */
export type ChainFault = {
  seq: number
  what: 'altered' | 'inserted' | 'removed' | 'reordered'
  detail: string
}

/** A chain as a verification found it. */
export type VerifiedChain = {
  register: string
  journal: string
  count: number
  lastHash: string
  fault: ChainFault | null
}

/** What a verification says, one a line while it walks. */
export type VerificationLine =
  | { records: number }
  | { chain: VerifiedChain }
  | {
      end: { records: number; chains: number; faults: ({ register: string; journal: string } & ChainFault)[] }
    }
  | { problem: { code: ErrorCode } & Record<string, unknown> }

/** What the making of an archive says, one a line while it is made. */
export type ArchivingLine =
  | ArchiveStep
  | { archive: { id: string; from: Day; to: Day; tickets: number; records: number; manifestSha256: string } }
  | { problem: { code: ErrorCode } & Record<string, unknown> }

/** An event of the log, as its record tells. */
export type JournalEvent = {
  register: string
  registerId: string
  seq: number
  at: Instant
  code: string
  operator: string
  detail: Record<string, string | number>
}

/** A page of events, newest first; `next` is where the following page begins. */
export type JournalEvents = { events: JournalEvent[]; next: string | null }
