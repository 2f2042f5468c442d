import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { transaction, type Db } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import type { Ctx } from '../context.ts'
import { temporaryKeyring, type Keyring } from '../keyring.ts'
import { closeShift } from '../register/close.ts'
import { openShift } from '../register/shift.ts'
import { agentOf, familyBasket } from '../sale/given-sale.ts'
import type { SellInput } from '../sale/input.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import { newId } from '../shared/id.ts'
import { toDay, zoned, type Instant } from '../shared/time.ts'
import { registerKeys } from '../journal/keys.ts'

/** For tests: an office whose registers were opened on a day of the past, and that sells on the days it is told to. */
export type Days = {
  db: TestDb
  keys: Keyring
  office: Given
  /** A shift of a day on a register, in which a topoguide and an SNCF return (21.00) are sold at each of these times. */
  sellOn: (day: string, times?: readonly string[], register?: number) => Promise<void>
  /** A till's context at that time. */
  at: (now: Instant) => Ctx
}

/** An instant of a civil day in the office's zone. */
export const on = (day: string, time = '10:00'): Instant => zoned(toDay(day), time) as Instant

export async function givenDays(firstDay: string, registers = 1): Promise<Days> {
  const db = await testDb()
  const keys = temporaryKeyring()
  const office = await given(db.owner(), { now: on(firstDay, '08:00'), registers, open: false })
  await transaction(db, (tx) => registerKeys(tx, keys.all))
  const at = (now: Instant): Ctx => ({ db, keys, actor: agentOf(office), now, requestId: 'test' })
  const sellOn: Days['sellOn'] = async (day, times = ['10:00'], register = 0) => {
    const id = newId('shift')
    const registerId = office.registers[register] ?? ''
    // Whoever opens finds the drawer emptied.
    const opening = { id, registerId, floatC: 0, pieces: {}, gapReason: 'UNKNOWN' as const }
    await openShift(at(on(day, times[0])), opening)
    for (const time of times)
      await sellOne(db, keys, office, on(day, time), smallBasket(office, id, register))
    await closeShift(at(on(day, times.at(-1))), id, { countedC: times.length * 2_100, pieces: {} })
  }
  return { db, keys, office, sellOn, at }
}

/** One sale at that moment; throws when it is refused. */
export async function sellOne(
  db: Db,
  keys: Keyring,
  office: Given,
  now: Instant,
  input: SellInput,
): Promise<{ id: string; number: string }> {
  const [outcome] = await sell({ db, keys, now: () => now }, [saleRequest(agentOf(office), input)])
  if (!outcome?.ok) throw outcome?.error ?? new Error('refused')
  return outcome.answer
}

/** A topoguide of the office's own and an SNCF return: 21.00 in cash. */
export function smallBasket(office: Given, shiftId: string, register = 0): SellInput {
  const { lines, ...basket } = familyBasket(office, { register })
  return {
    ...basket,
    shiftId,
    lines: lines.slice(1),
    tenders: [{ means: 'CASH', amountC: 2_100 }],
    expected: { totalC: 2_100, changeC: 0 },
  }
}
