import type { Tx } from '../../db/index.ts'
import type { Ctx, SignedIn } from '../context.ts'
import type { Canonical } from '../journal/canonical.ts'
import { append, lockHeads, type Heads } from '../journal/journal.ts'
import { officeRegister } from '../journal/office.ts'
import { registerOf, type Place } from '../register/place.ts'
import { AppError } from '../shared/errors.ts'
import { local, type Day } from '../shared/time.ts'

/** The office's own register with its P chain locked: slips are prepared one after the other, and their numbers leave no gap. */
export type Desk = { place: Place; heads: Heads; today: Day }

/** Locks the office's P chain. Nothing is locked after it by whoever prepares a slip. */
export async function lockDesk(tx: Tx, ctx: Ctx): Promise<Desk> {
  const id = await officeRegister(tx)
  if (id === null) throw new AppError('not_set_up')
  const place = await registerOf(tx, id)
  const heads = await lockHeads(tx, [
    { registerId: id, journal: 'L' },
    { registerId: id, journal: 'P' },
  ])
  return { place, heads, today: local(ctx.now, place.zone).day }
}

/** What a record of the office's P chain says of a slip. */
export type Slip = { docType: string; id: string; number: string; amountC: number; detail?: Canonical }

/** Seals what happened to a slip in the office's P chain. */
export async function record(tx: Tx, ctx: Ctx, desk: Desk, actor: SignedIn, slip: Slip): Promise<void> {
  await append(tx, desk.heads, ctx.keys, [
    {
      registerId: desk.place.id,
      journal: 'P',
      docType: slip.docType,
      subject: slip.id,
      at: ctx.now,
      businessDay: desk.today,
      payload: {
        type: slip.docType,
        number: slip.number,
        site: desk.place.siteCode,
        register: desk.place.code,
        operator: { code: actor.code },
        amountC: slip.amountC,
        ...(slip.detail === undefined ? {} : { detail: slip.detail }),
      },
    },
  ])
}

/** "V-2026-0001" */
export const numberOf = (series: string, year: number, n: number) =>
  `${series}-${year}-${String(n).padStart(4, '0')}`
