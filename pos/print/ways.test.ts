import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { newJob } from '../printer.ts'

const limited = vi.hoisted(() => [] as string[])
const usb = vi.hoisted(() => ({ written: [] as string[] }))
vi.mock('./usb.ts', () => ({
  createUsb: () => ({
    write: async (bytes: Uint8Array) => void usb.written.push(Buffer.from(bytes).toString('latin1')),
  }),
}))
vi.mock('../api.ts', async () => {
  const { createClient } = await import('../../api/client.ts')
  class ApiProblem extends Error {
    readonly code: string
    constructor(code: string) {
      super(code)
      this.code = code
    }
  }
  const unwrap = async (answer: Promise<Response>) => (await answer).json()
  const client = createClient('http://till', (input, init) => fetch(input, init))
  const watchedFetch: typeof fetch = (path, init) => {
    if (typeof path === 'string') limited.push(path)
    return fetch(path, init)
  }
  return { ApiProblem, unwrap, client, watchedFetch }
})
vi.mock('./browser.tsx', () => ({ printHere: async () => undefined }))

const KICK = Buffer.from([0x1b, 0x70, 0x00, 0x19, 0xfa]).toString('latin1')
const USB = { kind: 'USB', columns: 48 } as const

/** What the server is asked, and answers: each paper as its own path. */
let asked: string[]
let answer: { copy: number | null; drawer: boolean }
let lost: string | null

beforeEach(() => {
  asked = []
  usb.written = []
  limited.length = 0
  answer = { copy: null, drawer: true }
  lost = null
  vi.stubGlobal('navigator', {})
  vi.stubGlobal('addEventListener', () => undefined)
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : String(input), 'http://till')
    const path = pathname.replace('/api/sales/s1/', '') + search
    asked.push(path)
    if (path === lost) throw new TypeError('no network')
    if (init?.method === 'POST') return Response.json(answer)
    return new Response(`<${path}>`)
  })
})
afterEach(() => vi.unstubAllGlobals())

test('a device opens its drawer first, then prints receipt and tickets, as it is answered', async () => {
  const { printByDevice } = await import('./ways.ts')
  await printByDevice(newJob({ id: 's1', number: 'B1', what: 'BOTH', drawer: true }), 'r1', USB)
  expect(usb.written).toEqual([`${KICK}<receipt.escpos?columns=48><tickets.escpos?columns=48>`])
  // None is fetched without a limit: the papers of the next sale wait behind it.
  expect(limited).toEqual(['receipt', 'tickets'].map((part) => `/api/sales/s1/${part}.escpos?columns=48`))
  answer = { copy: 3, drawer: false }
  await printByDevice(newJob({ id: 's1', number: 'B1', what: 'RECEIPT', drawer: true }), 'r1', USB)
  expect(usb.written[1]).toBe('<receipt.escpos?columns=48&copy=3>')
  await printByDevice(newJob({ id: 's1', number: 'B1', what: null, drawer: true }), 'r1', USB)
  expect(usb.written).toHaveLength(2)
})

test('a device prints nothing of a job of which a part is not had, and asks for no number of tickets', async () => {
  const { printByDevice } = await import('./ways.ts')
  lost = 'tickets.escpos?columns=48'
  const job = newJob({ id: 's1', number: 'B1', what: 'BOTH', drawer: true })
  await expect(printByDevice(job, 'r1', USB)).rejects.toMatchObject({ code: 'unavailable' })
  expect(usb.written).toEqual([])
  lost = null
  asked = []
  await printByDevice(newJob({ id: 's1', number: 'B1', what: 'TICKETS' }), 'r1', USB)
  expect(asked).toEqual(['tickets.escpos?columns=48'])
})
