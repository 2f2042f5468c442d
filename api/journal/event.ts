import type { Tx } from '../../db/index.ts'
import { append, lockHeads, type Entry, type Heads, type Signer } from './journal.ts'
import { local, type Instant } from '../shared/time.ts'

/** Codes of the event log (JET, fiscal.md 1.9); the numbers are those seen in other implementations, names are ours. */
export const EVENT = {
  SIGN_OUT: '40',
  SIGN_IN: '80',
  DRAWER_COUNT: '170',
  LOG_INITIALISED: '260',
  SIGN_IN_FAILED: 'SIGN_IN_FAILED',
  AGENT_CHANGED: 'AGENT_CHANGED',
  SHIFT_OPENED: 'SHIFT_OPENED',
  SHIFT_CLOSED: 'SHIFT_CLOSED',
  SHIFT_HANDED_OVER: 'SHIFT_HANDED_OVER',
  CASH_MOVED: 'CASH_MOVED',
  LINE_REMOVED: 'LINE_REMOVED',
  COPY_PRINTED: 'COPY_PRINTED',
  DRAWER_OPENED: 'DRAWER_OPENED',
  SETTING_CHANGED: 'SETTING_CHANGED',
  KEY_ADDED: 'KEY_ADDED',
  KEY_ROTATED: 'KEY_ROTATED',
  VERSION_STARTED: 'VERSION_STARTED',
  SALE_CANCELLED: '320',
  ITEM_RETURNED: '190',
  PAYMENT_FIXED: 'PAYMENT_FIXED',
  OVERRIDE: 'MANAGER_OVERRIDE',
  ARCHIVE_PART: '20',
  ARCHIVE_YEAR: '30',
  CHAIN_FAULTY: '90',
  EXPORTED: 'EXPORT',
  AUDIT_EXPORT: 'AUDIT_EXPORT',
  DAY_CLOSED: '50',
  YEAR_CLOSED: '60',
  TRAINING_STARTED: 'TRAINING_STARTED',
  TRAINING_ENDED: 'TRAINING_ENDED',
  CLOCK_INCOHERENT: 'HORLOGE_INCOHERENTE',
} as const

export type EventCode = (typeof EVENT)[keyof typeof EVENT]

export type LoggedEvent = {
  registerId: string
  code: string
  /** Code of who acts, '-' for nobody. Never a name nor an address. */
  operator: string
  detail: Record<string, string | number>
  at: Instant
}

/** The journal entry of an event, for commands that hold the L head among others. */
export function eventEntry(event: LoggedEvent): Entry {
  return {
    registerId: event.registerId,
    journal: 'L',
    docType: 'EVENT',
    subject: event.registerId,
    at: event.at,
    businessDay: local(event.at).day,
    payload: {
      code: event.code,
      operator: { code: event.operator },
      detail: event.detail,
    },
  }
}

/** Locks the register's event log and appends. Call it last: heads are locked after everything else. */
export async function logEvent(tx: Tx, keys: Signer, event: LoggedEvent): Promise<void> {
  const heads: Heads = await lockHeads(tx, [{ registerId: event.registerId, journal: 'L' }])
  await append(tx, heads, keys, [eventEntry(event)])
}
