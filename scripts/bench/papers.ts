/** The process that draws: the papers of the application in a process of their own, so that its memory is theirs. */
import { temporaryKeyring } from '../../api/keyring.ts'
import { drawPaper, stopPapers } from '../../api/paper/paper.ts'
import { newId } from '../../api/shared/id.ts'
import { toDay } from '../../api/shared/time.ts'
import { encodeTicket, newShortCode, sessionTag } from '../../api/ticket/code.ts'
import type { TicketView } from '../../api/ticket/model.ts'

export type PaperAsked = { tickets: number; times: number }
/** `each` in ms; `before` and `peak` in bytes of resident memory, threads included. */
export type PaperResult = { each: number[]; bytes: number; before: number; peak: number }

const keys = temporaryKeyring()
const DAY = toDay('2026-08-17')

function view(n: number, of: number): TicketView {
  const tag = sessionTag([newId('session')])
  const body = {
    keyId: keys.ticket.id,
    ticketId: newId('ticket'),
    validFrom: DAY,
    validTo: DAY,
    admits: 1,
    tag,
  }
  return {
    language: 'fr',
    office: { name: 'Office de tourisme de Carnac', siret: '00090243700011', demo: false },
    art: 'boat',
    title: 'Golfe du Morbihan, tour des îles',
    day: DAY,
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
    code: encodeTicket(body, keys.ticket.sign),
    shortCode: newShortCode(),
    admits: 1,
    show: null,
    bring: 'Un coupe-vent, même en août.',
    cancel: 'Sans frais jusqu’à la veille.',
  }
}

async function draw({ tickets, times }: PaperAsked): Promise<PaperResult> {
  const each: number[] = []
  let bytes = 0
  const before = process.memoryUsage.rss()
  let peak = before
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20)
  for (let i = 0; i < times; i++) {
    const views = Array.from({ length: tickets }, (_, n) => view(n + 1, tickets))
    const begin = performance.now()
    const pdf = await drawPaper({ kind: 'tickets', views })
    each.push(performance.now() - begin)
    bytes = pdf.length
  }
  clearInterval(watch)
  return { each, bytes, before, peak: Math.max(peak, process.memoryUsage.rss()) }
}

process.on('message', (asked: PaperAsked) => {
  draw(asked).then(
    (result) => process.send?.({ result }),
    (error: Error) => process.send?.({ error: error.message }),
  )
})
process.on('disconnect', () => void stopPapers().then(() => process.exit(0)))
process.send?.('ready')
