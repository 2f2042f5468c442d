import * as schema from '../../db/schema/index.ts'
import { bulk, transaction } from '../../db/index.ts'
import { audited } from '../audit.ts'
import { permit, type Ctx } from '../context.ts'
import { AppError } from '../shared/errors.ts'
import { booksFor, catalogVersionOf } from './catalog.ts'

/** Tiles that a register has room for: ten have a key, the others are a press away. */
export const MOST_FAVOURITES = 20

/**
 * Sets the tiles of a register where an agent can stand, in order; none is left of those before. Refuses fares that are
 * not on sale at the counter (`not_on_sale`), and any other register (`not_found`). Open tills show them at once.
 */
export async function setFavourites(ctx: Ctx, registerId: string, unitIds: readonly string[]): Promise<void> {
  permit(ctx.actor, 'favourite.set')
  await transaction(ctx.db, async (tx) => {
    // One at a time for a register: two that set its tiles do not mix them.
    const [register] = await tx.sql`
      SELECT id FROM register
       WHERE id = ${registerId} AND kind = 'COUNTER' AND closed_at IS NULL FOR NO KEY UPDATE`
    if (!register) throw new AppError('not_found')
    const books = await booksFor(tx, await catalogVersionOf(tx))
    const unknown = unitIds.filter((id) => !books.index.fares.get(id)?.product.channels.includes('COUNTER'))
    if (unknown.length > 0) throw new AppError('not_on_sale', { unitIds: unknown })
    await tx.sql`DELETE FROM favourite WHERE register_id = ${registerId}`
    await bulk(
      tx,
      schema.favourite,
      unitIds.map((unitId, i) => ({ registerId, position: i + 1, unitId })),
    )
    await audited(tx, ctx, {
      action: 'favourites.set',
      subject: registerId,
      detail: { unitIds: [...unitIds] },
    })
  })
}
