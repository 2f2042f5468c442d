import { beforeEach, expect, test, vi } from 'vitest'
import type { ReceiptChoice } from '../api/shared/visitor.ts'
import { createPrinter, papersDue, type By, type Failure, type Job } from './printer.ts'

const device = new Map<string, string>()
let hear: (event: { key: string; newValue: string | null }) => void = () => {}
vi.stubGlobal('addEventListener', (_: string, listener: typeof hear) => (hear = listener))
vi.stubGlobal('localStorage', {
  getItem: (key: string) => device.get(key) ?? null,
  setItem: (key: string, value: string) => device.set(key, value),
  removeItem: (key: string) => device.delete(key),
})
const { keptPapers, readPapers } = await import('./kept-papers.ts')
beforeEach(() => device.clear())
const kept = () => readPapers(device.get('guichet.papers') ?? null)

const sold = (id: string, tickets: number, receipt: ReceiptChoice = 'NONE') => ({
  id,
  number: `B1-${id}`,
  receipt,
  tickets: Array.from({ length: tickets }, () => ({})),
})
const explain = (error: unknown): Failure => error as Failure
const failure = (over: Partial<Failure> = {}): Failure => ({
  says: 'éteinte',
  unsure: false,
  copy: null,
  ...over,
})

/** A printer that notes what it is given, and fails while `broken` says how. */
function noted(byServer = false) {
  const put: (Job & { by: By })[] = []
  const state = { broken: null as Failure | null }
  const printer = createPrinter(
    async (job, by) => {
      put.push({ ...job, by })
      if (state.broken) throw state.broken
    },
    explain,
    keptPapers('interrompue'),
    () => byServer,
  )
  return { put, state, printer }
}

test('tickets print whenever there are some, the receipt when it was asked for', () => {
  expect(papersDue(sold('a', 3))).toBe('TICKETS')
  expect(papersDue(sold('a', 3, 'EMAIL'))).toBeNull()
  expect(papersDue(sold('a', 3, 'PRINT'))).toBe('BOTH')
  expect(papersDue(sold('a', 0, 'PRINT'))).toBe('RECEIPT')
  expect(papersDue(sold('a', 0))).toBe(null)
})

test('a sale prints itself once, however often it is asked, and may open the drawer', async () => {
  const { put, printer } = noted()
  await Promise.all([printer.print(sold('a', 2, 'PRINT')), printer.print(sold('a', 2, 'PRINT'))])
  expect(put).toMatchObject([{ id: 'a', what: 'BOTH', drawer: true, copy: null, by: 'register' }])
  await printer.print(sold('b', 0))
  expect(put[1]).toMatchObject({ id: 'b', what: null, drawer: true })
})

test('the papers of the next sale wait for those of the sale before, and come although those failed', async () => {
  const put: string[] = []
  const waits = new Map<string, (error?: unknown) => void>()
  const printer = createPrinter(
    async ({ id }) => {
      put.push(id)
      await new Promise<void>((resolve, reject) =>
        waits.set(id, (error) => (error ? reject(error) : resolve())),
      )
    },
    explain,
    keptPapers('interrompue'),
    () => false,
  )
  void printer.print(sold('a', 1))
  const both = printer.print(sold('b', 1))
  await expect.poll(() => put).toEqual(['a'])
  waits.get('a')?.(failure())
  await expect.poll(() => put).toEqual(['a', 'b'])
  waits.get('b')?.()
  await both
  expect(printer.unprinted().map((one) => one.id)).toEqual(['a'])
})

test('what did not come out is said, and printed again under another name, the failed one told', async () => {
  const { put, state, printer } = noted()
  state.broken = failure({ copy: 2 })
  await printer.print(sold('a', 2, 'PRINT'))
  const [left] = printer.unprinted()
  expect(left).toMatchObject({ id: 'a', number: 'B1-a', what: 'BOTH', says: 'éteinte', copy: 2 })
  state.broken = null
  if (left) await printer.again(left)
  expect(put[1]).toMatchObject({ what: 'BOTH', copy: 2, failed: put[0]?.request })
  expect(put[1]?.request).not.toBe(put[0]?.request)
  expect(printer.unprinted()).toEqual([])
})

test('what may have come out is asked for again under its own name, so that it prints once', async () => {
  const { put, state, printer } = noted()
  state.broken = failure({ unsure: true })
  await printer.print(sold('a', 1))
  state.broken = null
  for (const left of printer.unprinted()) await printer.again(left)
  expect(put[1]?.request).toBe(put[0]?.request)
})

test('this browser is a way out, and opens no drawer', async () => {
  const { put, state, printer } = noted()
  state.broken = failure()
  await printer.print(sold('a', 1))
  state.broken = null
  for (const left of printer.unprinted()) await printer.again(left, 'here')
  expect(put[1]).toMatchObject({ by: 'here', drawer: false })
})

test('what is set aside is forgotten', async () => {
  const { state, printer } = noted()
  state.broken = failure()
  await printer.print(sold('a', 1))
  for (const left of printer.unprinted()) printer.forget(left.request)
  expect(printer.unprinted()).toEqual([])
})

test('what is not out yet is there after a reload, and is kept no more once it is out', async () => {
  const { state, printer } = noted()
  state.broken = failure({ copy: 2 })
  await printer.print(sold('a', 1, 'PRINT'))
  const [failed] = printer.unprinted()
  const reloaded = noted()
  expect(reloaded.printer.unprinted()).toMatchObject([
    { id: 'a', what: 'BOTH', copy: 2, request: failed?.request, failed: failed?.failed, says: 'interrompue' },
  ])
  for (const left of reloaded.printer.unprinted()) await reloaded.printer.again(left)
  expect([reloaded.put.length, kept()]).toEqual([1, []])
})

test('after a reload nobody knows what this device printed: it goes under another name, with no drawer; the server does know', async () => {
  for (const byServer of [false, true]) {
    device.clear()
    const { put, state, printer } = noted(byServer)
    state.broken = failure({ unsure: true, copy: 2 })
    await printer.print(sold('a', 1, 'PRINT'))
    const reloaded = noted(byServer)
    for (const left of reloaded.printer.unprinted()) await reloaded.printer.again(left)
    const [tried] = reloaded.put
    expect(tried?.request === put[0]?.request).toBe(byServer)
    expect(tried).toMatchObject({ drawer: byServer, copy: byServer ? 2 : null, failed: null })
  }
})

test('a copy that may have its paper is not asked for again, and its try is not called off', async () => {
  const { put, state, printer } = noted()
  state.broken = failure({ isSpent: true, copy: 3 })
  await printer.print(sold('a', 1, 'PRINT'))
  state.broken = null
  for (const left of printer.unprinted()) await printer.again(left)
  expect(put[1]).toMatchObject({ copy: null, failed: null })
  expect(put[1]?.request).not.toBe(put[0]?.request)
})

test('a paper under way is kept under the name that the server knows, and an update waits for it', async () => {
  let out = () => {}
  const put = () => new Promise<void>((resolve) => (out = resolve))
  const printer = createPrinter(put, explain, keptPapers('interrompue'), () => false)
  expect(printer.busy()).toBe(false)
  const printing = printer.print(sold('a', 1))
  await expect.poll(() => kept().map((one) => one.id)).toEqual(['a'])
  expect(printer.busy()).toBe(true)
  // Whoever reads the device finds nothing of the visitor there.
  expect(Object.keys(kept()[0] ?? {}).sort()).toEqual([
    'by',
    'copy',
    'drawer',
    'failed',
    'id',
    'isUnsure',
    'number',
    'request',
    'what',
  ])
  out()
  await printing
  expect([printer.busy(), kept()]).toEqual([false, []])
})

test('what another tab printed or set aside is said no more', async () => {
  const { state, printer } = noted()
  state.broken = failure()
  await printer.print(sold('a', 1))
  expect(printer.unprinted()).toHaveLength(1)
  hear({ key: 'guichet.papers', newValue: null })
  expect(printer.unprinted()).toEqual([])
})

test('what is kept and is no job is left alone', () => {
  for (const text of ['', '{', '7', 'null', '[null, 3, {"id":"a","number":"b","request":"c","what":"ALL"}]'])
    expect(readPapers(text), text).toEqual([])
})
