import { transaction, violated, type Tx } from '../../db/index.ts'
import { audit } from '../../db/schema/auth.ts'
import { training } from '../../db/schema/training.ts'
import { approve } from '../auth/approve.ts'
import { permit, type Ctx } from '../context.ts'
import { EVENT, logEvent } from '../journal/event.ts'
import { registerOf } from '../register/place.ts'
import { AppError } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { msOf } from '../shared/time.ts'
import type { StartInput, Training } from './form.ts'

/**
 * Lets somebody practise on a school register (MODE ÉCOLE, fiscal.md 1.11), once a régisseur or a manager approves by
 * PIN. Logged. Idempotent by id. Throws `not_found` for a register that is not a school's, `shift_already_open`,
 * `approval_refused`, `id_reused`.
 */
export async function startTraining(ctx: Ctx, input: StartInput): Promise<Training> {
  const actor = permit(ctx.actor, 'training.run')
  const place = await registerOf(ctx.db, input.registerId)
  if (place.closed || place.kind !== 'SCHOOL') throw new AppError('not_found')
  const approver = await approve(ctx, 'training.approve', input.approval)
  const write = async (tx: Tx): Promise<Training> => {
    const known = await trainingRow(tx, input.id)
    if (known) {
      if (known.registerId !== input.registerId) throw new AppError('id_reused')
      return known
    }
    await tx.orm.insert(training).values({
      id: input.id,
      registerId: place.id,
      openedBy: actor.staffId,
      approvedBy: approver.staffId,
      openedAt: ctx.now,
      closedBy: null,
      closedAt: null,
    })
    await note(tx, ctx, actor.staffId, 'training.start', input.id)
    await logEvent(tx, ctx.keys, {
      registerId: place.id,
      code: EVENT.TRAINING_STARTED,
      operator: actor.code,
      detail: { training: input.id, approvedBy: approver.code },
      at: ctx.now,
    })
    return (await trainingRow(tx, input.id)) as Training
  }
  return transaction(ctx.db, write).catch((error: unknown) => {
    if (violated(error) === 'training_one_open') throw new AppError('shift_already_open')
    throw error
  })
}

/** Ends it. Ended already, it is answered as it is. Throws `not_found`. */
export async function endTraining(ctx: Ctx, id: string): Promise<Training> {
  const actor = permit(ctx.actor, 'training.run')
  return transaction(ctx.db, async (tx) => {
    const [row] = await tx.sql<{ registerId: string }[]>`
      UPDATE training SET closed_by = ${actor.staffId}, closed_at = ${ctx.now}::timestamptz
       WHERE id = ${id} AND closed_at IS NULL RETURNING register_id AS "registerId"`
    if (row) {
      await note(tx, ctx, actor.staffId, 'training.end', id)
      await logEvent(tx, ctx.keys, {
        registerId: row.registerId,
        code: EVENT.TRAINING_ENDED,
        operator: actor.code,
        detail: { training: id },
        at: ctx.now,
      })
    }
    const found = await trainingRow(tx, id)
    if (!found) throw new AppError('not_found')
    return found
  })
}

/** The training under an id, with the code of who began it; null when there is none. */
export async function trainingRow(tx: Tx, id: string): Promise<Training | null> {
  const [row] = await tx.sql<Training[]>`
    SELECT t.id, t.register_id AS "registerId", f.code AS "openedBy", t.opened_at AS "openedAt", t.closed_at AS "closedAt"
      FROM training t JOIN staff f ON f.id = t.opened_by WHERE t.id = ${id}`
  return row ?? null
}

function note(tx: Tx, ctx: Ctx, actor: string, action: string, subject: string) {
  const id = newId('audit', msOf(ctx.now))
  return tx.orm.insert(audit).values({ id, at: ctx.now, actor, action, subject, detail: {} })
}
