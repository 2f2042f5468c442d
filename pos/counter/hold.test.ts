import { expect, test, vi } from 'vitest'
import { ApiProblem } from '../../api/client.ts'
import { createHold } from './hold.ts'

/** A hold whose requests end when the test says so. */
function given(again = 1, keeps = true) {
  const sent: { lines: string[]; answer: (until: number) => void; fail: (problem: ApiProblem) => void }[] = []
  const seen: (number | null | string)[] = []
  let basket: string[] = []
  const hold = createHold<string>({
    keeps,
    lines: () => [...basket],
    put: (lines) => new Promise((answer, fail) => sent.push({ lines, answer, fail })),
    held: (until) => seen.push(until),
    refused: (problem) => seen.push(problem.code),
    wait: 0,
    again,
  })
  return { hold, sent, seen, put: (lines: string[]) => (basket = lines) }
}
const turn = () => new Promise((r) => setTimeout(r, 5))

test('quick changes are one request with the last basket', async () => {
  vi.useRealTimers()
  const g = given()
  for (const lines of [['a'], ['a', 'b']]) {
    g.put(lines)
    g.hold.change()
  }
  await turn()
  expect(g.sent.map((s) => s.lines)).toEqual([['a', 'b']])
  g.sent[0]?.answer(7)
  await turn()
  expect(g.seen).toEqual([7])
})

test('who practises asks for no seat, not even for a basket that was found, and gives none back', async () => {
  const g = given(1, false)
  g.hold.assume()
  g.put(['a'])
  g.hold.change()
  await turn()
  expect(g.sent).toEqual([])
  expect(g.seen).toEqual([null])
  expect(g.hold.leave()).toBeNull()
})

test('a change under way sends another after it, and only the last answer counts', async () => {
  const g = given()
  g.put(['a'])
  void g.hold.now()
  await turn()
  g.put(['a', 'b'])
  void g.hold.now()
  expect(g.sent).toHaveLength(1)
  g.sent[0]?.fail(new ApiProblem('sold_out', 409))
  await turn()
  expect(g.sent[1]?.lines).toEqual(['a', 'b'])
  g.sent[1]?.answer(9)
  await turn()
  expect(g.seen).toEqual([9])
})

test('an answer for an order that was sold counts no more', async () => {
  const g = given()
  g.put(['a'])
  void g.hold.now()
  await turn()
  g.hold.renew()
  g.sent[0]?.answer(5)
  await turn()
  expect(g.seen).toEqual([])
})

test('a basket that never held anything asks nothing; one that did gives its seats back', async () => {
  const g = given()
  await g.hold.now()
  expect(g.sent).toHaveLength(0)
  g.put(['a'])
  void g.hold.now()
  await turn()
  g.sent[0]?.answer(5)
  await turn()
  g.put([])
  void g.hold.now()
  await turn()
  expect(g.sent[1]?.lines).toEqual([])
})

test('an order that is given up has something to give back, once what is under way has ended', async () => {
  const g = given()
  g.put(['a'])
  void g.hold.now()
  await turn()
  let ended = false
  const gone = g.hold.leave()?.then(() => (ended = true))
  await turn()
  expect(ended).toBe(false)
  g.sent[0]?.answer(7)
  await gone
  expect(ended).toBe(true)
  expect(g.seen).toEqual([])
  // Nothing is held any more: an order that never held has nothing to give back.
  expect(g.hold.leave()).toBeNull()
})

test('a fault of the screen stops neither the next hold nor the sale', async () => {
  let broken = true
  const seen: (number | null)[] = []
  const hold = createHold<string>({
    lines: () => ['a'],
    put: async () => {
      if (broken) throw new TypeError('a fault')
      return 7
    },
    held: (until) => seen.push(until),
    refused: () => undefined,
    wait: 0,
  })
  const faulty = hold.now()
  await hold.settle()
  await expect(faulty).rejects.toThrow('a fault')
  broken = false
  await hold.now()
  expect(seen).toEqual([7])
})

test('what nobody answered is asked again, but not once a sale takes the seats, nor a refusal', async () => {
  const g = given()
  const unanswered = new ApiProblem('unavailable', 0)
  g.put(['a'])
  void g.hold.now()
  g.sent[0]?.fail(unanswered)
  await vi.waitFor(() => expect(g.sent).toHaveLength(2))
  const settling = g.hold.settle()
  g.sent[1]?.fail(unanswered)
  await settling
  await turn()
  expect(g.sent).toHaveLength(2)
  void g.hold.now()
  g.sent[2]?.fail(new ApiProblem('sold_out', 409))
  await turn()
  expect([g.sent.length, g.seen]).toEqual([3, ['unavailable', 'unavailable', 'sold_out']])
})

test('an order whose hold nobody answered may hold all the same: it is given back', async () => {
  for (const [code, isHeld] of [
    ['unavailable', true],
    ['sold_out', false],
  ] as const) {
    const g = given(1_000_000)
    g.put(['a'])
    void g.hold.now()
    g.sent[0]?.fail(new ApiProblem(code, 0))
    await turn()
    expect(g.hold.leave() !== null).toBe(isHeld)
  }
})
