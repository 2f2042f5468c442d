import { transaction } from '../../db/index.ts'
import { audited } from '../audit.ts'
import { permit, type Ctx } from '../context.ts'
import { EVENT, eventEntry } from '../journal/event.ts'
import { append, lockHeads } from '../journal/journal.ts'
import { tellShift } from '../live.ts'
import { currentShift } from '../register/current.ts'
import { AppError } from '../shared/errors.ts'
import { ProviderFault, type CardReader, type PaymentProvider } from './provider.ts'

/** The readers that the provider knows. Throws `no_reader` without a provider, `payment_away`. */
export async function listReaders(ctx: Ctx, provider: PaymentProvider | null): Promise<CardReader[]> {
  permit(ctx.actor, 'register.set')
  if (!provider) throw new AppError('no_reader')
  try {
    return await provider.readers()
  } catch (error) {
    throw error instanceof ProviderFault ? new AppError('payment_away') : error
  }
}

/**
 * Sets the card reader that stands beside a register, or none. Audited, and logged in the register's own events (fiscal.md
 * 1.9); setting what is set already changes nothing. Throws `not_found`.
 */
export async function setReader(ctx: Ctx, registerId: string, readerId: string | null): Promise<void> {
  const actor = permit(ctx.actor, 'register.set')
  await transaction(ctx.db, async (tx) => {
    const [place] = await tx.sql<{ code: string; readerId: string | null }[]>`
      SELECT code, reader_id AS "readerId" FROM register
       WHERE id = ${registerId} AND kind = 'COUNTER' AND closed_at IS NULL FOR NO KEY UPDATE`
    if (!place) throw new AppError('not_found')
    if (place.readerId === readerId) return
    await tx.sql`UPDATE register SET reader_id = ${readerId} WHERE id = ${registerId}`
    const change = { before: place.readerId ?? '-', after: readerId ?? '-' }
    await audited(tx, ctx, {
      action: 'register.reader',
      subject: registerId,
      detail: { register: place.code, ...change },
    })
    // The tills where somebody sells ask again which reader they have.
    const open = await currentShift(tx, registerId)
    if (open) await tellShift(tx, { registerId, shiftId: open.id })
    const heads = await lockHeads(tx, [{ registerId, journal: 'L' }])
    await append(tx, heads, ctx.keys, [
      eventEntry({
        registerId,
        code: EVENT.SETTING_CHANGED,
        operator: actor.code,
        detail: { setting: 'reader', ...change },
        at: ctx.now,
      }),
    ])
  })
}
