import type { Given } from '../../db/given-type.ts'
import type { Db } from '../../db/index.ts'
import { authUser, register, staff } from '../../db/schema/index.ts'
import { hashPin } from '../auth/pin.ts'
import type { Ctx } from '../context.ts'
import type { Keyring } from '../keyring.ts'
import { openShift } from '../register/shift.ts'
import { newId } from '../shared/id.ts'
import type { Instant } from '../shared/time.ts'
import type { CorrectInput } from './correct-form.ts'
import { readOrigin } from './correct-load.ts'
import { agentOf } from './given-sale.ts'
import type { SellInput } from './input.ts'
import { saleRequest, sell } from './sale.ts'

/** For tests: an agent of the given office at a moment. */
export function agentCtx(db: Db, office: Given, keys: Keyring, now: Instant): Ctx {
  return { db, keys, now, actor: agentOf(office), requestId: 'test' }
}

/** For tests: sells a basket; throws its refusal. */
export async function sold(ctx: Ctx, input: SellInput): Promise<string> {
  const [outcome] = await sell({ ...ctx, now: () => ctx.now }, [saleRequest(ctx.actor, input)])
  if (!outcome?.ok) throw outcome?.error ?? new Error('nothing was sold')
  return outcome.answer.id
}

/** For tests: what takes back some units of each line named, in cash; their tickets are the first that are left. */
export async function takingBack(
  db: Db,
  sale: Pick<SellInput, 'id' | 'registerId' | 'shiftId'>,
  units: Readonly<Record<number, number>>,
  over: Partial<CorrectInput> = {},
): Promise<CorrectInput> {
  const origin = await readOrigin(db, sale.id)
  const lines = Object.entries(units).map(([n, qty]) => {
    const tickets = origin.tickets.filter((t) => t.lineN === Number(n) && !t.isVoid)
    return {
      n: Number(n),
      qty,
      ...(tickets.length > 0 ? { ticketIds: tickets.slice(0, qty).map((t) => t.id) } : {}),
    }
  })
  const totalC = lines.reduce((sum, { n, qty }) => {
    const line = origin.lines.find((l) => l.n === n)
    return sum + (line ? qty * line.unitC : 0)
  }, 0)
  return {
    id: newId('sale'),
    registerId: sale.registerId,
    shiftId: sale.shiftId,
    reason: 'AGENT_ERROR',
    lines,
    tenders: totalC > 0 ? [{ originN: 1, means: 'CASH', amountC: totalC }] : [],
    expected: { totalC },
    ...over,
  }
}

/** For tests: whoever may approve, by code and PIN. */
export const MANAGER = { code: 'YA', pin: '482916' }

/** For tests: adds them to a given office. */
export async function givenManager(owner: Db): Promise<void> {
  const id = newId('staff')
  const userId = `user-${id}`
  await owner.orm.insert(authUser).values({ id: userId, name: 'YA', email: `${id}@guichet.example` })
  const pinHash = await hashPin(MANAGER.pin)
  await owner.orm
    .insert(staff)
    .values({ id, userId, code: MANAGER.code, name: 'Yann', roles: ['manager'], pinHash })
}

/** For tests: a register of its own with its shift open, which a test may close. */
export async function openAnother(
  owner: Db,
  ctx: Ctx,
  office: Given,
): Promise<{ registerId: string; shiftId: string }> {
  const registerId = newId('register')
  const of = { name: 'Plage', siteId: office.site, kind: 'COUNTER' as const, openedAt: ctx.now }
  await owner.orm.insert(register).values({ id: registerId, code: `P${registerId.slice(-3)}`, ...of })
  const asked = { id: newId('shift'), registerId, floatC: 15_000, pieces: {} }
  const { shift } = await openShift(ctx, asked)
  return { registerId, shiftId: shift.id }
}
