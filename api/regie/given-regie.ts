import type { Given } from '../../db/given-type.ts'
import type { Db } from '../../db/index.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Ctx, SignedIn } from '../context.ts'
import type { Keyring } from '../keyring.ts'
import { moveCash } from '../register/move.ts'
import { agentOf } from '../sale/given-sale.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import type { SellInput } from '../sale/input.ts'
import { FAMILIES } from '../shared/catalog.ts'
import { newId } from '../shared/id.ts'
import type { Role } from '../shared/role.ts'
import { toDay, type Instant } from '../shared/time.ts'
import type { ActInput } from './form.ts'

/** For tests: the agent of the given office in another role. */
export function ctxAs(
  db: Db,
  keys: Keyring,
  office: Given,
  roles: Role[] = ['manager'],
  now: Instant = TEST_NOW,
): Ctx {
  return { db, keys, now, requestId: 'test', actor: { ...(agentOf(office) as SignedIn), roles } }
}

/** For tests: an act that allows all that the given office sells. */
export function actOf(office: Given, more: Partial<ActInput> = {}): ActInput {
  return {
    actNumber: '2026-04',
    actOn: toDay('2026-01-10'),
    validFrom: toDay('2026-01-15'),
    validTo: null,
    mostHeldC: 200_000,
    floatC: 15_000,
    everyDays: 31,
    chequeDays: 1,
    accountant: 'Service de gestion comptable d’Auray',
    treasuryAccount: null,
    siteIds: [office.site],
    families: [...FAMILIES],
    kinds: ['OWN', 'THIRD_PARTY', 'SNCF'],
    means: ['CASH', 'CB', 'CHEQUE', 'ANCV_P'],
    ...more,
  }
}

/** For tests: sells one basket; throws its refusal. */
export async function sold(
  db: Db,
  keys: Keyring,
  office: Given,
  input: SellInput,
  now: Instant = TEST_NOW,
): Promise<void> {
  const [outcome] = await sell({ db, keys, now: () => now }, [saleRequest(agentOf(office), input)])
  if (!outcome?.ok) throw outcome?.error ?? new Error('refused')
}

/** For tests: puts takings of the open drawer into the safe. */
export async function intoSafe(db: Db, keys: Keyring, office: Given, amountC: number): Promise<void> {
  const input = { id: newId('movement'), kind: 'SAFE_DEPOSIT' as const, amountC, pieces: {} }
  await moveCash(ctxAs(db, keys, office), office.shifts[0] ?? '', input)
}
