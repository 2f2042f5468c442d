import { generateKeyPairSync, sign } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../shared/id.ts'
import { toDay } from '../shared/time.ts'
import { SCENES } from './art-scenes.ts'
import { isArt } from './art.tsx'
import { encodeTicket, sessionTag, verifyTicket } from './code.ts'
import type { TicketView } from './model.ts'
import { pdfQr, pdfSizes, pdfText } from './pdf-test.ts'
import { renderTickets } from './pdf.tsx'

const keys = generateKeyPairSync('ed25519')

function code(sessions: string[] = ['ses_boat']): string {
  const day = toDay('2026-08-17')
  const ticketId = newId('ticket')
  const body = { keyId: 1, ticketId, validFrom: day, validTo: day, admits: 1, tag: sessionTag(sessions) }
  return encodeTicket(body, (bytes) => sign(null, bytes, keys.privateKey))
}

/** The ticket of the mockup. */
function boat(over: Partial<TicketView> = {}): TicketView {
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
    n: 1,
    of: 3,
    priceC: 2800,
    provider: { name: 'Vedettes Kerlann', siret: '00090100900019' },
    vatText: 'TVA 10 % comprise, due par le prestataire',
    orderNumber: 'B2-2026-004217',
    code: code(),
    shortCode: 'K7Q4M2XD',
    admits: 1,
    show: null,
    bring: 'Coupe-vent, chaussures fermées. Fauteuil roulant : rampe à bord.',
    cancel:
      'Sans frais jusqu’au 16 août à 18:00, par le lien de votre e‑mail ou au guichet. Si le bateau ne part pas, vous choisissez un autre départ ou le remboursement.',
    ...over,
  }
}

/** With PDF_OUT set, what the tests draw is kept there to be looked at. */
async function drawn(name: string, ...views: TicketView[]): Promise<Buffer> {
  const pdf = await renderTickets(views)
  if (process.env.PDF_OUT) writeFileSync(`${process.env.PDF_OUT}/${name}.pdf`, pdf)
  return pdf
}

describe('the tickets of a sale', () => {
  const family = [
    boat(),
    boat({ n: 2, shortCode: 'P4XW9RTA', code: code() }),
    boat({ n: 3, shortCode: 'H7MN3KQY', code: code(), fareName: 'Enfant', priceC: 1500 }),
  ]
  let pdf: Buffer
  beforeAll(async () => {
    pdf = await drawn('family', ...family)
  })

  test('are A6 pages, one each', async () => {
    const sizes = await pdfSizes(pdf)
    expect(sizes).toHaveLength(3)
    for (const { width, height } of sizes) {
      expect(width).toBeCloseTo(105, 1)
      expect(height).toBeCloseTo(148, 1)
    }
  })

  test('say when, where, what was paid and in whose name it is sold', async () => {
    const [adult, , child] = await pdfText(pdf)
    expect(adult).toContain('lundi 17 août 2026')
    expect(adult).toContain('14:30')
    expect(adult).toContain('Cale de la Trinité, ponton B · présentez-vous à 14:15')
    expect(adult).toContain('Billet 1 sur 3')
    expect(adult).toContain('28,00 €')
    expect(adult).toContain('K7Q4 M2XD')
    expect(adult).toContain('Vendu au nom et pour le compte de Vedettes Kerlann, SIRET 000 901 009 00019')
    expect(adult).not.toContain('DÉMONSTRATION')
    expect(child).toContain('Enfant')
    expect(child).toContain('15,00 €')
  })

  test('carry a QR code that reads back as the signed code', async () => {
    for (const [i, view] of family.entries()) {
      const [read] = await pdfQr(pdf, i + 1)
      expect(read).toBe(view.code)
      expect(verifyTicket(read ?? '', new Map([[1, keys.publicKey]])).ok).toBe(true)
    }
  })
})

describe('a ticket', () => {
  test('of the demonstration says so, and its QR code still reads', async () => {
    const view = boat({
      office: { name: 'Office de tourisme de Carnac', siret: '00090243700011', demo: true },
    })
    const pdf = await drawn('demo', view)
    expect((await pdfText(pdf))[0]).toContain('DÉMONSTRATION')
    expect(await pdfQr(pdf)).toEqual([view.code])
  })

  test('in English says the same, with the French word where the law wants it', async () => {
    const pdf = await drawn(
      'english',
      boat({ language: 'en', title: 'Gulf of Morbihan, islands tour', day: toDay('2026-09-23') }),
    )
    const [text] = await pdfText(pdf)
    expect(text).toContain('Wednesday 23 September 2026')
    expect(text).toContain('Ticket 1 of 3')
    expect(text).toContain('€28.00')
    expect(text).toContain('Sold in the name and on behalf of Vedettes Kerlann')
  })

  test('that is open-dated says until when', async () => {
    const view = boat({
      day: null,
      time: null,
      checkinTime: null,
      validity: { from: toDay('2026-08-13'), to: toDay('2027-08-12') },
      art: 'museum',
      title: 'Musée de Préhistoire, entrée',
      fareName: 'Famille',
      admits: 4,
      of: 1,
    })
    const [text] = await pdfText(await drawn('open', view))
    expect(text).toContain('Valable un jour de votre choix, du 13 août 2026 au jeudi 12 août 2027')
    expect(text).toContain('Famille, 4 personnes')
    expect(text).toContain('Ce billet fait entrer 4 personnes')
  })

  test('of the office’s own names the office as the seller', async () => {
    const view = boat({ provider: null, vatText: 'TVA 20 % comprise', art: 'walk', title: 'Balade du Bourg' })
    const [text] = await pdfText(await drawn('own', view))
    expect(text).toContain('Vendu par l’Office de tourisme de Carnac, SIRET 000 902 437 00011')
    expect(text).not.toContain('pour le compte')
  })

  test('of several sessions lists them, a course and a return alike, on one page', async () => {
    const days = ['2026-08-17', '2026-08-18', '2026-08-19', '2026-08-20', '2026-08-21'] as const
    const course = boat({
      day: null,
      time: null,
      legs: days.map((day) => ({ label: '', day: toDay(day), time: '09:30' })),
      art: 'sail',
      title: 'Stage de voile, cinq matinées sur catamaran, niveau 2 et plus, baie de Quiberon',
      bring: 'Maillot, coupe-vent, chaussures qui vont à l’eau. '.repeat(6),
      cancel: 'Sans frais jusqu’à 48 heures avant le premier jour. '.repeat(8),
    })
    const legs = [
      { label: 'Aller', day: toDay('2026-08-17'), time: '09:00' },
      { label: 'Retour', day: toDay('2026-08-17'), time: '18:15' },
    ]
    const pdf = await drawn('legs', course, boat({ shortCode: 'P4XW9RTA', day: null, time: null, legs }))
    const [five, two] = await pdfText(pdf)
    expect(await pdfSizes(pdf)).toHaveLength(2)
    for (const day of ['lun. 17 août', 'ven. 21 août']) expect(five).toContain(day)
    expect(two).toContain('Retour')
    expect(two).toContain('18:15')
  })

  test('has a drawing for each kind of product, and only the coast for another name', async () => {
    for (const art of Object.keys(SCENES)) expect(isArt(art)).toBe(true)
    expect(isArt('toString')).toBe(false)
    expect((await drawn('coast', boat({ art: 'unknown' }))).subarray(0, 5).toString()).toBe('%PDF-')
  })
})
