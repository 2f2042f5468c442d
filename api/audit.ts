import { audit } from '../db/schema/auth.ts'
import { bulk, type Tx } from '../db/index.ts'
import { actorRef, type Ctx } from './context.ts'
import { newId } from './shared/id.ts'

/** Notes who changed what, in the transaction that changes it. `detail` says nothing of people. */
export async function audited(
  tx: Tx,
  ctx: Pick<Ctx, 'actor' | 'now'>,
  change: { action: string; subject: string; detail: Record<string, unknown> },
): Promise<void> {
  await bulk(tx, audit, [{ id: newId('audit'), at: ctx.now, actor: actorRef(ctx.actor), ...change }])
}
