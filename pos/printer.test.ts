import { expect, test } from 'vitest'
import { createPrinter, NoViewer, papersDue } from './printer.ts'

const sold = (id: string, tickets: number, printed = false) => ({
  id,
  number: `B1-${id}`,
  printed,
  tickets: Array.from({ length: tickets }, () => ({})),
})
const TICKETS = '/api/sales/a/tickets.pdf'
const RECEIPT = '/api/sales/a/receipt.pdf?paper=80'

test('tickets print whenever there are some, the receipt when it was asked for', () => {
  expect(papersDue(sold('a', 3))).toEqual(['tickets'])
  expect(papersDue(sold('a', 3, true))).toEqual(['receipt', 'tickets'])
  expect(papersDue(sold('a', 0, true))).toEqual(['receipt'])
  expect(papersDue(sold('a', 0))).toEqual([])
})

test('a sale prints itself once, however often it is asked', async () => {
  const put: string[] = []
  const printer = createPrinter(async (address) => void put.push(address))
  await Promise.all([printer.print(sold('a', 2, true)), printer.print(sold('a', 2, true))])
  expect(put).toEqual([RECEIPT, TICKETS])
})

test('the papers of the next sale wait for those of the sale before', async () => {
  const put: string[] = []
  const waits = new Map<string, () => void>()
  const printer = createPrinter(async (address) => {
    put.push(address)
    await new Promise<void>((resolve) => waits.set(address, resolve))
  })
  void printer.print(sold('a', 1))
  const both = printer.print(sold('b', 1))
  await expect.poll(() => put).toEqual([TICKETS])
  waits.get(TICKETS)?.()
  await expect.poll(() => put).toEqual([TICKETS, '/api/sales/b/tickets.pdf'])
  waits.get('/api/sales/b/tickets.pdf')?.()
  await both
})

test('what did not come out is said, and it alone is printed again', async () => {
  const put: string[] = []
  let broken = true
  const printer = createPrinter(async (address) => {
    if (broken && address === TICKETS) throw new Error('503')
    put.push(address)
  })
  await printer.print(sold('a', 2, true))
  const [left] = printer.unprinted()
  expect(left).toEqual({ id: 'a', number: 'B1-a', papers: ['tickets'], why: 'failed' })
  broken = false
  if (left) await printer.again(left)
  expect(put).toEqual([RECEIPT, TICKETS])
  expect(printer.unprinted()).toEqual([])
})

test('a browser that shows no papers says so', async () => {
  const printer = createPrinter(async () => {
    throw new NoViewer()
  })
  await printer.print(sold('a', 1))
  expect(printer.unprinted()[0]?.why).toBe('no_viewer')
})
