import { bulkAll, into, transaction, violated, type Db, type Tx } from '../../db/index.ts'
import { audit } from '../../db/schema/auth.ts'
import { cashMovement, shift } from '../../db/schema/register.ts'
import { permit, type Ctx, type SignedIn } from '../context.ts'
import { EVENT, eventEntry } from '../journal/event.ts'
import { append, lockHeads, type Heads } from '../journal/journal.ts'
import { tellShift } from '../live.ts'
import { AppError } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { cents } from '../shared/money.ts'
import { local, msOf } from '../shared/time.ts'
import { currentShift } from './current.ts'
import { samePieces, tidyPieces, type OpenInput, type Shift } from './form.ts'
import { openingFloat, shiftJson, shiftRow } from './read.ts'
import { registerOf, type Place } from './place.ts'

/**
 * Opens a shift on a register with the float counted in its drawer. Idempotent by id: the same shift again gets the
 * same answer, another under its id is `id_reused`. `shift_already_open` says who opened the other one, and when;
 * `not_found` for a register that is closed or where nobody stands.
 */
export async function openShift(ctx: Ctx, input: OpenInput): Promise<{ shift: Shift; made: boolean }> {
  const actor = permit(ctx.actor, 'shift.open')
  const place = await registerOf(ctx.db, input.registerId)
  if (place.closed || place.kind !== 'COUNTER') throw new AppError('not_found')
  try {
    return await transaction(ctx.db, async (tx) => {
      // Whoever holds the register's heads is alone on it: nobody opens between the look and the write.
      const heads = await lockHeads(tx, [
        { registerId: place.id, journal: 'L' },
        { registerId: place.id, journal: 'P' },
      ])
      const [replay, open] = await Promise.all([replayed(tx, input), currentShift(tx, place.id)])
      if (replay) return { shift: replay, made: false }
      if (open) throw alreadyOpen(open)
      // Sent together, done in this order.
      const [, , row] = await Promise.all([
        writeOpening(tx, ctx, heads, place, actor, input),
        tellShift(tx, { registerId: place.id, shiftId: input.id }),
        shiftRow(tx, input.id),
      ])
      return { shift: shiftJson(row), made: true }
    })
  } catch (error) {
    throw await explained(ctx.db, input, error)
  }
}

/** The constraints say the same as the checks above, for the case that two registers race for one id. */
async function explained(db: Db, input: OpenInput, error: unknown): Promise<unknown> {
  const constraint = violated(error)
  if (constraint === 'shift_pkey') return new AppError('id_reused')
  if (constraint !== 'shift_one_open') return error
  const open = await currentShift(db, input.registerId)
  return open ? alreadyOpen(open) : error
}

function alreadyOpen(open: { id: string; openedBy: string; openedAt: string }): AppError {
  return new AppError('shift_already_open', {
    shiftId: open.id,
    openedBy: open.openedBy,
    openedAt: open.openedAt,
  })
}

/** The answer already given under this id, or null; throws when it was to something else. */
async function replayed(tx: Tx, input: OpenInput): Promise<Shift | null> {
  const row = await shiftRow(tx, input.id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  })
  if (!row) return null
  const float = await openingFloat(tx, input.id)
  const same = row.registerId === input.registerId && row.floatC === input.floatC
  if (!same || !samePieces(float, input.pieces)) throw new AppError('id_reused')
  return shiftJson(row)
}

async function writeOpening(
  tx: Tx,
  ctx: Ctx,
  heads: Heads,
  place: Place,
  actor: SignedIn,
  input: OpenInput,
): Promise<void> {
  const { id, floatC } = input
  const pieces = tidyPieces(input.pieces)
  const businessDay = local(ctx.now, place.zone).day
  const movement = {
    id: newId('movement', msOf(ctx.now)),
    shiftId: id,
    kind: 'OPENING_FLOAT' as const,
    amountC: cents(floatC),
    pieces,
    reason: null,
    staffId: actor.staffId,
    at: ctx.now,
  }
  const audited = {
    id: newId('audit', msOf(ctx.now)),
    at: ctx.now,
    actor: actor.staffId,
    action: 'shift.open',
    subject: id,
    detail: { register: place.code, floatC },
  }
  const opened = {
    id,
    registerId: place.id,
    openedBy: actor.staffId,
    openedAt: ctx.now,
    businessDay,
    floatC: cents(floatC),
    closedBy: null,
    closedAt: null,
    expectedC: null,
    countedC: null,
    gapReason: null,
  }
  const rows = bulkAll(tx, [into(cashMovement, [movement]), into(audit, [audited]), into(shift, [opened])])
  const records = append(tx, heads, ctx.keys, [
    {
      registerId: place.id,
      journal: 'P',
      docType: 'OPENING_FLOAT',
      subject: id,
      at: ctx.now,
      businessDay,
      payload: {
        type: 'OPENING_FLOAT',
        site: place.siteCode,
        register: place.code,
        shift: id,
        operator: { code: actor.code },
        amountC: floatC,
        pieces,
      },
    },
    eventEntry({
      registerId: place.id,
      code: EVENT.SHIFT_OPENED,
      operator: actor.code,
      detail: { shift: id, floatC },
      at: ctx.now,
    }),
  ])
  await Promise.all([rows, records])
}
