import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, expect, it } from 'vitest'
import { workedTicket } from '../sale/receipt-sample.ts'
import { receiptView } from '../sale/receipt-model.ts'
import { toDay } from '../shared/time.ts'
import type { TicketView } from '../ticket/model.ts'
import { renderTickets } from '../ticket/pdf.tsx'
import { pdfText } from '../ticket/pdf-test.ts'
import { drawPaper, stopPapers } from './paper.ts'

afterAll(stopPapers)

function ticket(n: number, of: number): TicketView {
  return {
    language: 'fr',
    office: { name: 'Office de tourisme de Carnac', siret: '00090243700011', demo: false },
    art: 'boat',
    title: 'Golfe du Morbihan, tour des îles',
    day: toDay('2026-08-17'),
    time: '14:30',
    checkinTime: '14:15',
    validity: null,
    legs: [],
    meetingPoint: 'Cale de la Trinité, ponton B',
    place: 'La Trinité-sur-Mer',
    fareName: 'Adulte',
    n,
    of,
    priceC: 2800,
    provider: { name: 'Vedettes Kerlann', siret: '00090100900019' },
    vatText: 'TVA 10 % comprise, due par le prestataire',
    orderNumber: 'B2-2026-004217',
    code: `0123456789ABCDEF${n}`,
    shortCode: `K7Q4M${String(n).padStart(3, '0')}`,
    admits: 1,
    show: null,
    bring: null,
    cancel: null,
  }
}

const tickets = (of: number) => Array.from({ length: of }, (_, i) => ticket(i + 1, of))

/** The longest that the event loop stood still meanwhile, in ms. */
async function longestStall(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  const turns = () => new Promise((resolve) => setTimeout(resolve, 30))
  delay.enable()
  // A stall is seen between two turns of the loop: one before, one after.
  await turns()
  await work()
  await turns()
  delay.disable()
  return delay.max / 1e6
}

it('sixty tickets leave the process free to sell, which drawn by itself they do not', async () => {
  await Promise.all([drawPaper({ kind: 'tickets', views: tickets(1) }), renderTickets(tickets(1))])
  const aside = await longestStall(async () => {
    const pdf = await drawPaper({ kind: 'tickets', views: tickets(60) })
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  })
  const inThread = await longestStall(() => renderTickets(tickets(60)))
  expect(inThread / aside).toBeGreaterThan(3)
})

it('a thread draws what the process would have drawn', async () => {
  const tickets3 = await drawPaper({ kind: 'tickets', views: tickets(3) })
  expect(await pdfText(tickets3)).toEqual(await pdfText(await renderTickets(tickets(3))))
  const receipt = await drawPaper({ kind: 'receipt', view: receiptView(workedTicket()), paper: '80' })
  expect((await pdfText(receipt))[0]).toContain('B2-2026-004217')
})

it('a paper that cannot be drawn, and a thread that dies, spoil no other paper', async () => {
  const views = [Object.assign(ticket(1, 1), { legs: null })]
  await expect(drawPaper({ kind: 'tickets', views })).rejects.toThrow('a paper could not be drawn')
  const doomed = drawPaper({ kind: 'tickets', views: tickets(60) })
  const refused = expect(doomed).rejects.toMatchObject({ code: 'unavailable' })
  await stopPapers()
  await refused
  expect((await drawPaper({ kind: 'tickets', views: tickets(1) })).length).toBeGreaterThan(1_000)
})

it('more papers than anybody waits for are refused at once', async () => {
  const drawn = Promise.allSettled(
    Array.from({ length: 105 }, () => drawPaper({ kind: 'tickets', views: tickets(1) })),
  )
  const codes = (await drawn).map((d) => (d.status === 'rejected' ? d.reason.code : 'drawn'))
  expect(codes.filter((code) => code === 'unavailable')).toHaveLength(3)
  expect(codes.filter((code) => code === 'drawn')).toHaveLength(102)
}, 60_000)
