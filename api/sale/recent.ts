import { z } from 'zod'
import { permit, type Ctx } from '../context.ts'
import { idField } from '../id-field.ts'
import { currentShift } from '../register/current.ts'

/** At most so many: what was just handed over, not a search of the past. */
const MOST = 50

export const RecentQuery = z.strictObject({
  register: idField('register'),
})

export const RecentSales = z.object({
  sales: z.array(
    z.object({ id: z.string(), number: z.string(), at: z.string(), totalC: z.int(), tickets: z.int() }),
  ),
})
export type RecentSales = z.infer<typeof RecentSales>

/** The last sales of the shift open on a register, newest first; none while no shift is open. */
export async function recentSales(ctx: Ctx, registerId: string): Promise<RecentSales> {
  permit(ctx.actor, 'sale.read')
  const shift = await currentShift(ctx.db, registerId)
  if (!shift) return { sales: [] }
  const sales = await ctx.db.sql<RecentSales['sales']>`
    SELECT s.id, s.number, s.at, s.total_c AS "totalC",
           (SELECT count(*)::int FROM ticket t
             WHERE t.booking_id IN (SELECT booking_id FROM sale_line WHERE sale_id = s.id) AND t.sale_id = s.id) AS tickets
      FROM sale s
     WHERE s.shift_id = ${shift.id}
     ORDER BY s.at DESC, s.seq DESC
     LIMIT ${MOST}`
  return { sales: [...sales] }
}
