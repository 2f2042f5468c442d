import { toDay, zoned, type Instant } from '../shared/time.ts'
import type { ReceiptLineRow, ReceiptRows } from './receipt-type.ts'

/** For tests: the worked ticket of fiscal.md 2.5 and the family's sale, as committed rows. */
const at = (day: string, time: string): Instant => {
  const instant = zoned(toDay(day), time)
  if (!instant) throw new RangeError(`no such hour: ${day} ${time}`)
  return instant
}

const KERLANN = 'prv_kerlann'
const SNCF = 'prv_sncf'

function line(n: number, over: Partial<ReceiptLineRow> & { label: string; unitC: number }): ReceiptLineRow {
  const qty = over.qty ?? 1
  const totalC = qty * over.unitC - (over.discountC ?? 0)
  return {
    n,
    productId: `prd_${over.label}`,
    fare: null,
    kind: 'OWN',
    providerId: null,
    qty,
    discountC: 0,
    totalC,
    vatRateBp: null,
    vatExemptCode: null,
    vatMention: null,
    htC: totalC,
    vatC: 0,
    serviceDay: null,
    serviceAt: null,
    externalRef: null,
    ...over,
  }
}

const boatAt = { serviceDay: toDay('2026-08-13'), serviceAt: at('2026-08-13', '14:30') }
const boat = {
  label: 'Golfe, tour des îles',
  kind: 'THIRD_PARTY',
  providerId: KERLANN,
  vatRateBp: 1000,
  ...boatAt,
} as const
const topoguide = { label: 'Topoguide', unitC: 1200, vatRateBp: 550, htC: 1137, vatC: 63 }

/** fiscal.md 2.5: 91.00, block A 20.00 with VAT 6.67 + 1.33 and 11.37 + 0.63, block B 71.00. */
export function workedTicket(over: Partial<ReceiptRows> = {}): ReceiptRows {
  return {
    office: {
      name: 'Office de tourisme de Carnac',
      address: '1 place du Guichet',
      postcode: '56340',
      city: 'Carnac',
      siret: '00090243700011',
      vatNumber: 'FR00 000902437',
      vatMention: null,
      zone: 'Europe/Paris',
      demo: false,
    },
    site: { name: 'Bourg' },
    register: { code: 'B2', name: 'Caisse 2' },
    operator: { code: 'MA' },
    sale: {
      docType: 'SALE',
      number: 'B2-2026-004217',
      at: at('2026-08-13', '14:09:32'),
      totalC: 9100,
      changeC: 1900,
      reason: null,
    },
    origin: null,
    lines: [
      line(1, { ...boat, fare: 'Adulte', qty: 2, unitC: 2800 }),
      line(2, { ...boat, fare: 'Enfant', unitC: 1500 }),
      line(3, {
        label: 'Balade du Bourg',
        fare: 'Adulte',
        unitC: 700,
        vatRateBp: 2000,
        htC: 584,
        vatC: 116,
        serviceDay: toDay('2026-08-13'),
        serviceAt: at('2026-08-13', '15:30'),
      }),
      line(4, { label: 'Carte postale', unitC: 100, vatRateBp: 2000, htC: 83, vatC: 17 }),
      line(5, topoguide),
    ],
    tenders: [
      { means: 'ANCV_P', amountC: 2000, tenderedC: null, ref: null },
      { means: 'ANCV_P', amountC: 2000, tenderedC: null, ref: null },
      { means: 'CB', amountC: 2000, tenderedC: null, ref: '004512' },
      { means: 'CASH', amountC: 3100, tenderedC: 5000, ref: null },
    ],
    providers: new Map([
      [KERLANN, { name: 'Vedettes Kerlann', siret: '00090100900019' }],
      [SNCF, { name: 'SNCF Voyageurs', siret: '00090199100018' }],
    ]),
    record: { hash: `3fa1c07e${'0'.repeat(56)}`, signature: 'aakaaaTaaaaa9aaaaawaaaaa' },
    copy: null,
    places: ['Carnac', 'La Trinité-sur-Mer'],
    software: { name: 'Guichet', version: '1.0.0' },
    ...over,
  }
}

/** The family of issue 2: boat 71.00, topoguide 12.00, SNCF 9.00; chèques-vacances 50, card 30, cash 20, change 8. */
export function familySale(over: Partial<ReceiptRows> = {}): ReceiptRows {
  const worked = workedTicket()
  return {
    ...worked,
    sale: { ...worked.sale, totalC: 9200, changeC: 800 },
    lines: [
      line(1, { ...boat, fare: 'Adulte', qty: 2, unitC: 2800 }),
      line(2, { ...boat, fare: 'Enfant', unitC: 1500 }),
      line(3, topoguide),
      line(4, {
        label: 'Tire-Bouchon, aller-retour',
        fare: 'Adulte',
        kind: 'SNCF',
        providerId: SNCF,
        unitC: 900,
        vatRateBp: 1000,
        serviceDay: toDay('2026-08-14'),
        externalRef: 'TK48213',
      }),
    ],
    tenders: [
      { means: 'ANCV_P', amountC: 5000, tenderedC: null, ref: null },
      { means: 'CB', amountC: 3000, tenderedC: null, ref: '004513' },
      { means: 'CASH', amountC: 1200, tenderedC: 2000, ref: null },
    ],
    ...over,
  }
}
