import { sumCents } from '../shared/money.ts'
import { CORRECTION_REASON_FR } from '../shared/correction-text.ts'
import { MEANS_FR } from '../shared/means-text.ts'
import type { Means } from '../shared/tender.ts'
import { local, type Day, type Instant } from '../shared/time.ts'
import type {
  DocType,
  Extract,
  ReceiptGroup,
  ReceiptLineRow,
  ReceiptPrincipal,
  ReceiptRows,
  ReceiptTenderRow,
  ReceiptVat,
  ReceiptView,
} from './receipt-type.ts'

const TITLES: Record<DocType, string> = {
  SALE: 'VENTE',
  CANCEL: 'ANNULATION',
  REFUND: 'REMBOURSEMENT',
  PAYMENT_FIX: 'RECTIFICATION DE PAIEMENT',
}

/** What a receipt says (fiscal.md 1.10): a pure function of committed rows, the same for ever. */
export function receiptView(rows: ReceiptRows): ReceiptView {
  const { office, sale } = rows
  const at = local(sale.at, office.zone)
  const lines = [...rows.lines].sort((a, b) => a.n - b.n)
  const vat = vatTable(lines)
  const group = (of: readonly ReceiptLineRow[]) => groups(of, vat.index, at.day, office.zone)
  const own = lines.filter((l) => l.kind === 'OWN' || l.kind === 'BOOKING_FEE')
  const third = lines.filter((l) => l.kind === 'THIRD_PARTY' || l.kind === 'SNCF')
  const vouchers = lines.filter((l) => l.kind === 'VOUCHER_MPV')
  return {
    office: {
      name: office.name,
      address: `${office.address}, ${office.postcode} ${office.city}`,
      siret: siret(office.siret),
      vat: office.vatNumber ? `TVA ${office.vatNumber}` : (office.vatMention ?? 'TVA non applicable'),
      demo: office.demo,
    },
    site: rows.site.name,
    register: rows.register.name,
    operator: rows.operator.code,
    title: TITLES[sale.docType],
    number: sale.number,
    date: date(at.day),
    time: at.seconds,
    lineCount: lines.length,
    origin: rows.origin && {
      verb: sale.docType === 'SALE' ? 'Suit' : 'Corrige',
      title: TITLES[rows.origin.docType],
      number: rows.origin.number,
      date: date(local(rows.origin.at, office.zone).day),
      reason: sale.reason && reasonName(sale.reason),
    },
    customerName: rows.customerName ?? null,
    own: own.length > 0 ? { groups: group(own), totalC: total(own), ...vat.table } : null,
    principals: principals(third, rows.providers, group),
    thirdC: total(third),
    vouchers: vouchers.length > 0 ? { groups: group(vouchers), totalC: total(vouchers) } : null,
    totalC: sale.totalC,
    payments: payments(rows.tenders),
    changeC: sale.changeC,
    extract: extract(rows.record),
    copy: rows.copy && {
      n: rows.copy.n,
      ...copyTime(rows.copy.at, office.zone),
      extract: extract(rows.copy),
    },
    printNumber: (rows.copy?.n ?? 0) + 1,
    places: [...new Set(rows.places)],
    software: `${rows.software.name} ${rows.software.version}`,
  }
}

/** Why, in the words of the office; a code that this version does not know stays a code. */
function reasonName(code: string): string {
  const known = Object.entries(CORRECTION_REASON_FR).find(([reason]) => reason === code)
  return known ? known[1].toLowerCase() : code
}

const total = (lines: readonly { totalC: number }[]) => sumCents(lines.map((l) => l.totalC))
/** 2026-08-13 as 13/08/2026. */
const date = (day: Day) => `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`
const siret = (digits: string) =>
  digits.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1\u00a0$2\u00a0$3\u00a0$4')

function copyTime(at: Instant, zone: string): { date: string; time: string } {
  const { day, seconds } = local(at, zone)
  return { date: date(day), time: seconds }
}

/** The 3rd, 7th, 13th and 19th characters of the signature, and eight of the hash. */
export function extract(record: { hash: string; signature: string }): Extract {
  const letters = [3, 7, 13, 19].map((n) => record.signature.charAt(n - 1)).join(' ')
  return { letters, hash: `${record.hash.slice(0, 4)} ${record.hash.slice(4, 8)}` }
}

const rateKey = (line: ReceiptLineRow) =>
  `${line.vatRateBp ?? ''}|${line.vatRateBp === null ? (line.vatExemptCode ?? '') : ''}`

/** VAT of the office's own lines by rate, highest first, exemptions last; amounts are the stored ones, never priced again. */
function vatTable(lines: readonly ReceiptLineRow[]) {
  const own = lines.filter((l) => l.kind === 'OWN' || l.kind === 'BOOKING_FEE')
  const keys = [...new Set(own.map(rateKey))].sort(
    (a, b) => Number(b.split('|')[0]) - Number(a.split('|')[0]),
  )
  const vat = keys.map((key, i): ReceiptVat => {
    const of = own.filter((l) => rateKey(l) === key)
    return {
      index: i + 1,
      label: rateLabel(of[0]),
      mention: of[0]?.vatRateBp === null ? of[0].vatMention : null,
      htC: sumCents(of.map((l) => l.htC)),
      vatC: sumCents(of.map((l) => l.vatC)),
      ttcC: total(of),
    }
  })
  return {
    table: { vat, htC: sumCents(vat.map((v) => v.htC)), vatC: sumCents(vat.map((v) => v.vatC)) },
    index: (line: ReceiptLineRow) => (own.includes(line) ? keys.indexOf(rateKey(line)) + 1 : null),
  }
}

function rateLabel(line: ReceiptLineRow | undefined): string {
  if (!line || line.vatRateBp === null) return 'sans TVA'
  return `${String(line.vatRateBp / 100).replace('.', ',')}\u00a0%`
}

function when(line: ReceiptLineRow, saleDay: Day, zone: string): string | null {
  const at = line.serviceAt && local(line.serviceAt, zone)
  const day = at?.day ?? line.serviceDay
  if (!day) return null
  const shown = day.slice(0, 4) === saleDay.slice(0, 4) ? date(day).slice(0, 5) : date(day)
  return at ? `${shown} ${at.time}` : shown
}

/** Lines of the same product for the same session stand together, in the order they were sold. */
function groups(
  lines: readonly ReceiptLineRow[],
  vat: (line: ReceiptLineRow) => number | null,
  saleDay: Day,
  zone: string,
): ReceiptGroup[] {
  const found = new Map<string, ReceiptGroup>()
  for (const line of lines) {
    const key = [line.productId, line.label, line.serviceAt, line.serviceDay, line.externalRef].join('|')
    const group = found.get(key) ?? {
      label: line.label,
      when: when(line, saleDay, zone),
      ref: line.externalRef,
      lines: [],
    }
    const { fare, qty, unitC, discountC, totalC } = line
    group.lines.push({ fare, qty, unitC, discountC, totalC, vat: vat(line) })
    found.set(key, group)
  }
  return [...found.values()]
}

function principals(
  lines: readonly ReceiptLineRow[],
  providers: ReceiptRows['providers'],
  group: (of: readonly ReceiptLineRow[]) => ReceiptGroup[],
): ReceiptPrincipal[] {
  const ids = [...new Set(lines.map((l) => l.providerId ?? ''))]
  return ids.map((id) => {
    const of = lines.filter((l) => (l.providerId ?? '') === id)
    const provider = providers.get(id)
    // A mandate without its principal's name would be an unlawful receipt: better none.
    if (!provider) throw new RangeError(`no principal for line ${of[0]?.n}`)
    return { name: provider.name, siret: siret(provider.siret), groups: group(of), totalC: total(of) }
  })
}

const MEANS_LABELS: Record<Means, string> = { ...MEANS_FR, CASH: 'Espèces reçues' }

/** What is given back. */
const BACK_LABELS: Record<Means, string> = {
  ...MEANS_FR,
  CASH: 'Espèces rendues',
  VIREMENT: 'Par virement, à venir',
}

type Shown = ReceiptView['payments'][number] & { means: Means; eachC: number; count: number }

function leftWords({ leftC = null }: ReceiptTenderRow): { left?: string } {
  return leftC === null ? {} : { left: `Reste dessus\u00a0: ${amount(leftC)}\u00a0€` }
}

function refWords({ means, ref }: ReceiptTenderRow): string {
  if (!ref) return ''
  if (means === 'GIFT' || means === 'AVOIR') return ` …${ref}`
  return means === 'CB' ? `, terminal ${ref}` : ` nº ${ref}`
}

/** Payments in the order they were given; equal chèques-vacances are counted, cash shows what was handed over. */
function payments(tenders: readonly ReceiptTenderRow[]): ReceiptView['payments'] {
  const shown: Shown[] = []
  for (const tender of tenders) {
    const amountC = tender.means === 'CASH' ? (tender.tenderedC ?? tender.amountC) : tender.amountC
    const same = shown.find((s) => s.means === 'ANCV_P' && tender.means === 'ANCV_P' && s.eachC === amountC)
    if (same) {
      same.count += 1
      same.amountC += amountC
      continue
    }
    shown.push({
      label: (amountC < 0 ? BACK_LABELS : MEANS_LABELS)[tender.means] + refWords(tender),
      ...leftWords(tender),
      amountC,
      means: tender.means,
      eachC: amountC,
      count: 1,
    })
  }
  return shown.map(({ label, left, amountC, eachC, count }) => ({
    ...(left === undefined ? {} : { left }),
    label: count > 1 ? `${label} ${count} × ${amount(eachC)}` : label,
    amountC,
  }))
}

/** 123450 as 1 234,50, with U+2212 before a refund: the currency stands once, beside the totals. */
export function amount(amountC: number): string {
  const size = Math.abs(amountC)
  const whole = String(Math.floor(size / 100)).replace(/\B(?=(\d{3})+$)/g, '\u00a0')
  return `${amountC < 0 ? '\u2212' : ''}${whole},${String(size % 100).padStart(2, '0')}`
}
