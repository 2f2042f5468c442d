import { beforeEach, expect, test, vi } from 'vitest'
import { ApiProblem } from '../../api/client.ts'
import { toDay } from '../../api/shared/time.ts'
import { emptyBasket, indexOf, namesOf, newLine, type Basket, type External, type Line } from './basket.ts'
import { givenOption, givenProduct, givenUnit } from './given-product.ts'
import { noCards } from './given-cards.ts'

const device = new Map<string, string>()
let hear: (event: { key: string; newValue: string | null }) => void = () => {}
vi.stubGlobal('addEventListener', (_: string, listener: typeof hear) => (hear = listener))
vi.stubGlobal('localStorage', {
  getItem: (key: string) => device.get(key) ?? null,
  setItem: (key: string, value: string) => device.set(key, value),
  removeItem: (key: string) => device.delete(key),
})
const { createCart } = await import('./cart.ts')
const { keepBasket, keptBasket } = await import('./kept-basket.ts')

const filled = (): Basket => ({
  ...emptyBasket(),
  lines: [
    {
      key: 'opt_1',
      optionId: 'opt_1',
      sessions: [],
      units: [{ unitId: 'uni_1', qty: 1 }],
      external: null,
      names: {},
      discounts: [],
      refusal: null,
    },
  ],
})
const people = (
  units: Record<string, number>,
): Pick<Line, 'optionId' | 'sessions' | 'units' | 'external'> => ({
  optionId: 'opt',
  sessions: [],
  units: Object.entries(units).map(([unitId, qty]) => ({ unitId, qty })),
  external: null,
})
const sentBy = (agent: string | null): Basket => {
  const basket = filled()
  const { saleId: id, orderId } = basket
  const sent = { id, orderId, registerId: 'reg_1', shiftId: 'shi_1', lines: [], tenders: [] }
  return { ...basket, sent: { ...sent, expected: { totalC: 0, changeC: 0 } }, sentBy: agent }
}

let refreshed = 0
let posts = 0
let released: string[] = []
beforeEach(() => {
  released = []
  device.clear()
  refreshed = 0
  posts = 0
})

/** The till of an agent on a device that keeps this basket. Nothing redraws here, as after a screen has gone. */
function given(
  basket: Basket,
  agent: string,
  refusal: ApiProblem,
  online = () => true,
  index = indexOf(null),
) {
  keepBasket('reg_1', basket)
  return createCart({
    api: {
      ...noCards,
      hold: async () => {
        if (!online()) throw new ApiProblem('unavailable', 0)
        return { expiresAt: '2026-06-01T10:00:00Z' }
      },
      release: async (orderId) => {
        if (!online()) throw new ApiProblem('unavailable', 0)
        released.push(orderId)
        return {}
      },
      sell: async () => {
        posts += 1
        throw refusal
      },
      sale: async (id) => ({ id }),
    },
    registerId: 'reg_1',
    shiftId: () => 'shi_1',
    agentId: () => agent,
    officeName: 'Office',
    index: () => index,
    today: () => toDay('2026-06-01'),
    reloadCatalog: async () => undefined,
    refreshSession: async () => void (refreshed += 1),
    onSold: () => undefined,
    clock: Date.now,
  })
}
const turn = () => new Promise((r) => setTimeout(r, 5))

test('a session that ends while paying leaves no sale on the device that would be sent again', async () => {
  const cart = given(filled(), 'age_1', new ApiProblem('unauthenticated', 401))
  await cart.pay([], 'NONE')
  expect(posts).toBe(1)
  expect(keptBasket('reg_1')).toMatchObject({ sent: null, lines: [{ key: 'opt_1' }] })
})

test('who a basket is for is not kept again by a sale that is refused once nobody is signed in', async () => {
  const named = { ...filled(), visitor: { ...emptyBasket().visitor, lastName: 'Evenou' } }
  device.set('guichet.session', '{}')
  await given(named, 'age_1', new ApiProblem('shift_closed', 409)).pay([], 'NONE')
  expect(keptBasket('reg_1')?.visitor.lastName).toBe('Evenou')
  device.delete('guichet.session')
  await given(named, 'age_1', new ApiProblem('unauthenticated', 401)).pay([], 'NONE')
  expect(keptBasket('reg_1')).toMatchObject({
    sent: null,
    visitor: { lastName: '' },
    lines: [{ key: 'opt_1' }],
  })
})

test('a sale without an answer is sent again by who sent it, and only shown to another agent', async () => {
  const unanswered = new ApiProblem('internal', 500)
  given(sentBy('age_1'), 'age_1', unanswered)
  await turn()
  expect(posts).toBe(1)
  for (const who of ['age_2', null]) {
    const cart = given(sentBy(who), 'age_1', unanswered)
    await turn()
    expect(posts).toBe(1)
    expect(cart.problem()?.code).toBe('unavailable')
    expect(cart.sentByOther()).toBe(true)
  }
})

test('who asks for a sale that another agent sent takes it over', async () => {
  const cart = given(sentBy('age_2'), 'age_1', new ApiProblem('internal', 500))
  cart.retry()
  await turn()
  expect(posts).toBe(1)
  expect(keptBasket('reg_1')?.sentBy).toBe('age_1')
})

test('a sale that another tab sent can be asked for again here: that tab may be gone', async () => {
  const cart = given(filled(), 'age_1', new ApiProblem('internal', 500))
  hear({ key: 'guichet.basket.reg_1', newValue: JSON.stringify(sentBy('age_1')) })
  expect([cart.waiting(), cart.problem()?.code]).toEqual([true, 'unavailable'])
  expect(posts).toBe(0)
  cart.retry()
  await turn()
  expect(posts).toBe(1)
})

test('a basket that a newer screen has begun is not written over', async () => {
  const cart = given(filled(), 'age_1', new ApiProblem('unauthenticated', 401))
  const paying = cart.pay([], 'NONE')
  const newer = filled()
  keepBasket('reg_1', newer)
  await paying
  expect(keptBasket('reg_1')?.saleId).toBe(newer.saleId)
})

test('a child who takes the place of an adult is asked for: the names are of the units they were given for', () => {
  const units = [givenUnit('uni_a', 2_800), givenUnit('uni_e', 1_500)]
  const products = [givenProduct('walk', { asksNames: true, options: [givenOption(units)] })]
  const index = indexOf({ version: 1, products, seasons: [], vatRates: [], discounts: [] })
  const basket = { ...filled(), lines: [newLine({ ...people({ uni_a: 2 }), key: 'opt' })] }
  const cart = given(basket, 'age_1', new ApiProblem('internal', 500), () => true, index)
  cart.name('opt', { uni_a: ['Anne', 'Bob'] })
  expect(namesOf(cart.state.lines[0] as Line)).toEqual(['Anne', 'Bob'])
  cart.setUnits('opt', [], people({ uni_a: 1, uni_e: 1 }).units)
  expect(namesOf(cart.state.lines[0] as Line)).toEqual([])
  cart.name('opt', { uni_a: ['Anne'], uni_e: ['Zoé'] })
  expect(namesOf(cart.state.lines[0] as Line)).toEqual(['Anne', 'Zoé'])
})

test('a session that is closed or too old is asked for again', async () => {
  for (const code of ['shift_closed', 'shift_too_old'] as const)
    await given(filled(), 'age_1', new ApiProblem(code, 409)).pay([], 'NONE')
  expect(refreshed).toBe(2)
})

const ticket = (ref: string, fareC: number): External => ({
  terminal: 'SNCF-1',
  ref,
  product: 'TER',
  origin: 'Auray',
  destination: 'Rennes',
  travelClass: '2',
  travelDay: null,
  passengers: 1,
  fareC,
})
const one = [{ unitId: 'uni_1', qty: 1 }]

test('an SNCF ticket is corrected in its place, and what was refused of it with it', async () => {
  const cart = given(filled(), 'age_1', new ApiProblem('external_ref_used', 409))
  const key = cart.setUnits('opt_rail', [], one, ticket('TK1', 2_340))
  cart.setUnits('opt_2', [], one)
  await cart.pay([], 'NONE')
  expect(cart.state.lines.map((l) => l.refusal?.code ?? null)).toEqual([null, 'external_ref_used', null])
  const corrected = { ...ticket('TK2', 10_000), passengers: 3 }
  expect(cart.correct(key, corrected, [{ unitId: 'uni_1', qty: 3 }])).toBe(true)
  expect(cart.state.lines[1]).toMatchObject({
    key: 'opt_rail SNCF-1/TK2',
    units: [{ unitId: 'uni_1', qty: 3 }],
    external: { ref: 'TK2', passengers: 3, fareC: 10_000 },
    refusal: null,
  })
  expect(cart.state.lines.map((l) => l.optionId)).toEqual(['opt_1', 'opt_rail', 'opt_2'])
  expect(cart.has(key)).toBe(false)
})

test('an SNCF ticket is not corrected once it has left the basket, or while the sale waits for its answer', async () => {
  const cart = given(filled(), 'age_1', new ApiProblem('internal', 500))
  const key = cart.setUnits('opt_rail', [], one, ticket('TK1', 2_340))
  await cart.pay([], 'NONE')
  expect(cart.waiting()).toBe(true)
  expect(cart.correct(key, ticket('TK2', 2_340), one)).toBe(false)
  expect(cart.has(key)).toBe(true)

  const emptied = given(filled(), 'age_1', new ApiProblem('internal', 500))
  const gone = emptied.setUnits('opt_rail', [], one, ticket('TK1', 2_340))
  emptied.clear()
  expect(emptied.correct(gone, ticket('TK2', 2_340), one)).toBe(false)
  expect(emptied.state.lines).toEqual([])
})

test('of two SNCF tickets, the till does not guess which number was recorded before', async () => {
  const cart = given(filled(), 'age_1', new ApiProblem('external_ref_used', 409))
  for (const ref of ['TK1', 'TK2']) cart.setUnits('opt_rail', [], one, ticket(ref, 2_340))
  await cart.pay([], 'NONE')
  expect(cart.refused()).toBe(false)
  expect(cart.problem()?.code).toBe('external_ref_used')
})

test('a line that was put while nobody answered is not among those whose seats are kept', async () => {
  const fares = [givenUnit('uni_1', 2_800), givenUnit('uni_2', 2_800)]
  const options = fares.map((unit, i) => givenOption([unit], { id: `opt_${i + 1}`, take: 'ONE' }))
  const products = [givenProduct('boat', { kind: 'SESSION', options })]
  const index = indexOf({ version: 1, products, seasons: [], vatRates: [], discounts: [] })
  const session = (id: string) => ({ id, day: '2026-06-01', time: '10:00', leg: 0, counterId: 'cnt' })
  let up = true
  const cart = given(emptyBasket(), 'age_1', new ApiProblem('internal', 500), () => up, index)
  const held = () => cart.state.lines.map((line) => cart.seatsHeld(line))
  const answered = () => new Promise((r) => setTimeout(r, 150))
  cart.setUnits('opt_1', [session('ses_1')], [{ unitId: 'uni_1', qty: 2 }])
  expect(held()).toEqual([0])
  await answered()
  expect(held()).toEqual([2])
  up = false
  cart.setUnits('opt_2', [session('ses_2')], [{ unitId: 'uni_2', qty: 1 }])
  cart.setUnits('opt_1', [session('ses_1')], [{ unitId: 'uni_1', qty: 3 }])
  await answered()
  expect([held(), cart.holdLate(), cart.heldUntil() !== null]).toEqual([[2, 0], true, true])
  // It is kept with the basket: another tab, or a reload, knows the same.
  expect(cart.state.held.map((one) => one.units)).toEqual([[{ unitId: 'uni_1', qty: 2 }]])
  up = true
  cart.holdAgain()
  await answered()
  expect(held()).toEqual([3, 1])
})

test('a basket that is emptied while nobody answers is given back by the next screen', async () => {
  const refusal = new ApiProblem('internal', 500)
  const basket = filled()
  const cart = given(basket, 'age_1', refusal, () => false)
  cart.clear()
  await turn()
  expect(released).toEqual([])
  given(emptyBasket(), 'age_1', refusal)
  await turn()
  expect(released).toEqual([basket.orderId])
})

test('a basket with a line that the catalogue has lost waits for the agent to take it out', () => {
  const of = (optionId: string) => {
    const options = [givenOption([givenUnit('uni_1', 500)], { id: optionId })]
    const products = [givenProduct('card', { options })]
    const index = indexOf({ version: 2, products, seasons: [], vatRates: [], discounts: [] })
    return given(filled(), 'age_1', new ApiProblem('internal', 500), () => true, index)
  }
  expect([of('opt_2').refused(), of('opt_1').refused()]).toEqual([true, false])
})
