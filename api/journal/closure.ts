import type { ClosureKind } from '../../db/schema/journal.ts'
import type { Instant } from '../shared/time.ts'
import type { Canonical } from './canonical.ts'
import type { Due } from './closure-due.ts'
import type { ClosureRow, Figures, Perpetual } from './closure-figures.ts'
import { EVENT, eventEntry } from './event.ts'
import { chain, headOf, sealed, type Entry, type Heads, type SealedRecord, type Signer } from './journal.ts'

/** A register that is closed: its chain and what stands on its papers. */
export type Closing = { registerId: string; code: string }

/** The G record of a register that an office's closure adds up. */
export type ClosedPart = { register: string; n: number; hash: string }

/** Everything that a closure seals. */
export type Sealing = { due: Due; figures: Figures; perpetual: Perpetual; parts?: readonly ClosedPart[] }

export const DOC_TYPE: Readonly<Record<ClosureKind, string>> = { D: 'DAY', M: 'MONTH', Y: 'YEAR' }

/** What a G record says of a closure, field by field as fiscal.md 1.8 lists them; the chain adds the rest. */
export function closurePayload(
  code: string,
  n: number,
  { due, figures, perpetual, parts }: Sealing,
): { readonly [key: string]: Canonical } {
  return {
    n,
    kind: due.kind,
    register: code,
    from: due.from,
    to: due.to,
    firstTicket: figures.firstNumber,
    lastTicket: figures.lastNumber,
    lastTicketHash: figures.lastHash,
    ticketCount: figures.ticketCount,
    cancelCount: figures.cancelCount,
    refundCount: figures.refundCount,
    fixCount: figures.fixCount,
    copyCount: figures.copyCount,
    grossSalesC: figures.grossC,
    returnsC: figures.returnsC,
    netC: figures.netC,
    ownTtcC: figures.ownC,
    thirdTtcC: figures.thirdC,
    voucherTtcC: figures.voucherC,
    vat: figures.vat,
    third: figures.third,
    payments: figures.payments,
    periodGrandTotalC: figures.netC,
    perpetual: {
      signedC: perpetual.perpetualSignedC,
      absC: perpetual.perpetualAbsC,
      ownC: perpetual.perpetualOwnC,
      thirdC: perpetual.perpetualThirdC,
      voucherC: perpetual.perpetualVoucherC,
    },
    ...(parts ? { parts: parts.map((part) => ({ ...part })) } : {}),
  }
}

/** A closure with the record that seals it and the event that tells of it. */
export type Sealed = { row: ClosureRow; records: [SealedRecord, SealedRecord] }

/**
 * Numbers, chains and signs a closure on the locked heads G and L of its register, and gives the row to store. `at` is
 * when it is made, `toldAt` when the event log hears of it.
 */
export function sealClosure(
  keys: Signer,
  heads: Heads,
  { registerId, code }: Closing,
  sealing: Sealing,
  { at, toldAt }: { at: Instant; toldAt: Instant },
): Sealed {
  const { due, figures, perpetual } = sealing
  const n = headOf(heads, { registerId, journal: 'G' }).lastSeq + 1
  const entry: Entry = {
    registerId,
    journal: 'G',
    docType: DOC_TYPE[due.kind],
    subject: `${due.kind}/${due.from}`,
    at,
    businessDay: due.to,
    payload: closurePayload(code, n, sealing),
  }
  const record = sealed(keys, chain(heads, entry))
  const event = eventEntry({
    registerId,
    code: due.kind === 'Y' ? EVENT.YEAR_CLOSED : EVENT.DAY_CLOSED,
    operator: '-',
    detail: { kind: due.kind, from: due.from, to: due.to, n, hash: record.hash },
    at: toldAt,
  })
  const row: ClosureRow = {
    registerId,
    kind: due.kind,
    fromDay: due.from,
    toDay: due.to,
    seq: record.seq,
    at: record.recordedAt,
    ...figures,
    ...perpetual,
  }
  return { row, records: [record, sealed(keys, chain(heads, event))] }
}
