import { beforeEach, expect, test } from 'vitest'
import { ApiProblem } from '../../api/client.ts'
import type { SaleDraft } from './basket.ts'
import { createSending } from './sending.ts'
import type { SaleAnswer } from './till-api.ts'

const draft: SaleDraft = {
  id: 'sal_1',
  orderId: 'ord_1',
  registerId: 'reg_1',
  shiftId: 'shi_1',
  lines: [],
  tenders: [],
  expected: { totalC: 100, changeC: 0 },
}
const answer = (replay: boolean): SaleAnswer => ({
  id: 'sal_1',
  number: 'B1-2026-000001',
  at: '',
  totalC: 100,
  changeC: 0,
  tickets: [],
  replay,
})

let seen: string[]
let sent: SaleDraft | null
let ours: boolean
beforeEach(() => {
  seen = []
  sent = null
  ours = true
})

/** A till whose server gives these answers, one a request. */
function given(answers: (SaleAnswer | ApiProblem)[]) {
  return createSending({
    api: {
      sell: async () => {
        const next = answers.shift()
        if (!next || next instanceof ApiProblem) throw next ?? new ApiProblem('internal', 500)
        return next
      },
      sale: async () => {
        throw answers.shift()
      },
    },
    sent: () => sent,
    setSent: (next) => (sent = next),
    ours: () => ours,
    setProblem: (problem) => problem && seen.push(problem.code),
    committed: (one) => seen.push(`sold ${one.number}`),
    soldBefore: (one) => seen.push(`before ${one.number}`),
    refused: async (problem) => void seen.push(`refused ${problem.code}`),
    released: () => seen.push('released'),
  })
}

test('a sale that the server makes now is sold', async () => {
  await given([answer(false)]).send(Promise.resolve(), () => draft)
  expect(seen).toEqual(['sold B1-2026-000001'])
})

test('a replay of what this tab never sent is somebody else’s sale, not a new one', async () => {
  await given([answer(true)]).send(Promise.resolve(), () => draft)
  expect(seen).toEqual(['before B1-2026-000001'])
})

test('a replay after a lost answer is our own sale', async () => {
  const sending = given([new ApiProblem('internal', 500), answer(true)])
  await sending.send(Promise.resolve(), () => draft)
  sending.retry()
  await new Promise((r) => setTimeout(r, 5))
  expect(seen).toEqual(['internal', 'sold B1-2026-000001'])
})

test('without an answer nobody can say whether the basket may change', async () => {
  const sending = given([
    new ApiProblem('internal', 500),
    new ApiProblem('unavailable', 0),
    new ApiProblem('not_found', 404),
  ])
  await sending.send(Promise.resolve(), () => draft)
  expect(await sending.release()).toBe('unknown')
  expect(sent).not.toBeNull()
  expect(await sending.release()).toBe('released')
  expect(sent).toBeNull()
})

test('a sale that could not even leave does not keep the till busy', async () => {
  const sending = given([answer(false)])
  await expect(sending.send(Promise.reject(new TypeError('a fault')), () => draft)).rejects.toThrow('a fault')
  expect(sending.busy()).toBe(false)
  await sending.send(Promise.resolve(), () => draft)
  expect(seen).toEqual(['sold B1-2026-000001'])
})

const turn = () => new Promise((r) => setTimeout(r, 5))

test('a sale that somebody else sent waits for the word of who is there now', async () => {
  sent = draft
  ours = false
  const sending = given([answer(true)])
  sending.resume()
  await turn()
  expect(seen).toEqual(['unavailable'])
  expect(sent).toBe(draft)
  sending.retry()
  await turn()
  expect(seen).toEqual(['unavailable', 'sold B1-2026-000001'])
})

test('a session that ended is no refusal of a sale whose answer was lost', async () => {
  const sending = given([new ApiProblem('internal', 500), new ApiProblem('unauthenticated', 401)])
  await sending.send(Promise.resolve(), () => draft)
  sending.retry()
  await turn()
  expect(seen).toEqual(['internal', 'unauthenticated'])
  expect(sent).not.toBeNull()
})

test('a session that ended before the sale left frees the basket', async () => {
  await given([new ApiProblem('unauthenticated', 401)]).send(Promise.resolve(), () => draft)
  expect(seen).toEqual(['unauthenticated', 'refused unauthenticated'])
  expect(sent).toBeNull()
})
