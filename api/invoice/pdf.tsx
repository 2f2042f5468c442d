/** @jsxImportSource react */
import { Document, Page, StyleSheet, Text, View } from '@react-pdf/renderer'
import { FONT, printable, renderPdf } from '../fonts.ts'
import { formatEuros, roundHalfUp } from '../shared/money.ts'
import { byOffice } from '../ticket/text.ts'
import { groupSiret } from '../ticket/wording.ts'
import type { InvoiceParty, InvoiceView } from './model.ts'

export const mm = (value: number) => (value * 72) / 25.4

export const style = StyleSheet.create({
  page: {
    fontFamily: FONT,
    fontSize: 9.5,
    lineHeight: 1.4,
    color: '#14232b',
    padding: `${mm(16)} ${mm(18)} ${mm(22)}`,
  },
  row: { flexDirection: 'row', justifyContent: 'space-between' },
  title: { fontSize: 22, fontWeight: 700, lineHeight: 1.2 },
  soft: { color: '#4a5b63' },
  small: { fontSize: 8, color: '#4a5b63', lineHeight: 1.4 },
  name: { fontWeight: 700, fontSize: 11 },
  to: { width: mm(80), marginTop: mm(12), padding: mm(4), border: '0.8 solid #c4cdd1', borderRadius: 3 },
  head: {
    flexDirection: 'row',
    borderBottom: '1 solid #14232b',
    paddingBottom: mm(1),
    fontWeight: 600,
    fontSize: 8.5,
  },
  line: { flexDirection: 'row', borderBottom: '0.5 solid #dde3e6', paddingVertical: mm(1.6) },
  what: { flexGrow: 1, flexShrink: 1, flexBasis: 0, paddingRight: mm(3) },
  qty: { width: mm(14), textAlign: 'right' },
  unit: { width: mm(22), textAlign: 'right' },
  rate: { width: mm(16), textAlign: 'right' },
  sum: { width: mm(27), textAlign: 'right' },
  totals: { alignSelf: 'flex-end', width: mm(92), marginTop: mm(5) },
  grand: {
    borderTop: '1 solid #14232b',
    marginTop: mm(1.5),
    paddingTop: mm(1.5),
    fontWeight: 700,
    fontSize: 13,
  },
  foot: {
    position: 'absolute',
    left: mm(18),
    right: mm(18),
    bottom: mm(10),
    fontSize: 7.5,
    color: '#4a5b63',
  },
  stamp: {
    alignSelf: 'flex-start',
    marginTop: mm(3),
    padding: `${mm(0.8)} ${mm(2)}`,
    border: '1.2 solid #a0522d',
    color: '#a0522d',
    fontWeight: 700,
    fontSize: 9,
  },
})

const DATE = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})
export const dateOf = (day: string) => DATE.format(Date.parse(day))
const rateOf = (bp: number) => `${String(bp / 100).replace('.', ',')}\u00a0%`

export function Party({ party }: { party: InvoiceParty }) {
  return (
    <View>
      <Text style={style.name}>{printable(party.name)}</Text>
      <Text>{printable(party.address)}</Text>
      <Text>{printable(party.city)}</Text>
      <Text style={style.soft}>SIRET {groupSiret(party.siret)}</Text>
      <Text style={style.soft}>{party.vat ? `TVA ${party.vat}` : printable(party.mention ?? '')}</Text>
    </View>
  )
}

export function Buyer({ buyer, title = 'Facturé à' }: { buyer: InvoiceView['buyer']; title?: string }) {
  const more = [
    buyer.siret ? `SIRET ${groupSiret(buyer.siret)}` : null,
    buyer.vat ? `TVA ${buyer.vat}` : null,
    buyer.serviceCode ? `Service ${buyer.serviceCode}` : null,
    buyer.engagement ? `Engagement ${buyer.engagement}` : null,
  ].filter(Boolean)
  return (
    <View style={style.to}>
      <Text style={style.small}>{title}</Text>
      <Text style={style.name}>{printable(buyer.name)}</Text>
      <Text>{printable(buyer.address)}</Text>
      <Text>
        {printable([buyer.city, buyer.country === 'FR' ? null : buyer.country].filter(Boolean).join(', '))}
      </Text>
      {more.map((text) => (
        <Text key={text} style={style.soft}>
          {printable(text ?? '')}
        </Text>
      ))}
    </View>
  )
}

export function Lines({ view }: { view: Pick<InvoiceView, 'lines'> }) {
  return (
    <View style={{ marginTop: mm(9) }}>
      <View style={style.head}>
        <Text style={style.what}>Désignation</Text>
        <Text style={style.qty}>Qté</Text>
        <Text style={style.unit}>P.U. HT</Text>
        <Text style={style.sum}>HT</Text>
        <Text style={style.rate}>TVA</Text>
        <Text style={style.sum}>TTC</Text>
      </View>
      {view.lines.map((line, i) => (
        <View key={`${i} ${line.label}`} style={style.line} wrap={false}>
          <View style={style.what}>
            <Text>{printable([line.label, line.fare].filter(Boolean).join(', '))}</Text>
            {line.serviceDay ? (
              <Text style={style.small}>Prestation du {dateOf(line.serviceDay)}</Text>
            ) : null}
          </View>
          <Text style={style.qty}>{line.qty}</Text>
          <Text style={style.unit}>{formatEuros(roundHalfUp(line.htC, line.qty || 1))}</Text>
          <Text style={style.sum}>{formatEuros(line.htC)}</Text>
          <Text style={style.rate}>{line.vatRateBp === null ? '—' : rateOf(line.vatRateBp)}</Text>
          <Text style={style.sum}>{formatEuros(line.totalC)}</Text>
        </View>
      ))}
    </View>
  )
}

export function Totals({ view }: { view: Pick<InvoiceView, 'kind' | 'htC' | 'vatC' | 'ttcC' | 'vat'> }) {
  const pair = (left: string, right: string, more: { [key: string]: string | number } = {}) => (
    <View key={left} style={[style.row, more]}>
      <Text>{printable(left)}</Text>
      <Text>{right}</Text>
    </View>
  )
  return (
    <View style={style.totals} wrap={false}>
      {pair('Total HT', formatEuros(view.htC))}
      {view.vat
        .filter((v) => v.rateBp !== null)
        .map((v) => pair(`TVA ${rateOf(v.rateBp ?? 0)} sur ${formatEuros(v.htC)}`, formatEuros(v.vatC)))}
      {pair(
        view.kind === 'CREDIT' ? 'Total TTC à votre crédit' : 'Total TTC',
        formatEuros(view.ttcC),
        style.grand,
      )}
    </View>
  )
}

/** What an invoice says besides its figures: in whose name, paid when and how, and what the law wants between professionals. */
export function invoiceNotes(view: InvoiceView): string[] {
  const { issuer, office, sale, paidBy, buyer } = view
  const paid = paidBy.length > 0 ? `, ${paidBy.join(', ').toLowerCase()}` : ''
  return [
    ...view.mentions,
    ...(view.onBehalf
      ? [
          `Facture établie par ${byOffice(office.name)}, SIRET ${groupSiret(office.siret)}, au nom et pour le compte de ${issuer.name}.`,
        ]
      : []),
    ...(view.preceding
      ? [
          `Avoir sur la facture ${view.preceding.number} du ${dateOf(view.preceding.day)}. Ticket ${sale.number} du ${dateOf(sale.day)}.`,
        ]
      : view.dueDay !== null
        ? [`À régler au plus tard le ${dateOf(view.dueDay)}${paid}. Ticket de caisse ${sale.number}.`]
        : [`Acquittée le ${dateOf(sale.day)}${paid}. Ticket de caisse ${sale.number}.`]),
    ...(buyer.kind === 'PERSON'
      ? []
      : [
          'En cas de retard de paiement : pénalités au taux de trois fois l’intérêt légal et indemnité forfaitaire de recouvrement de 40 € (C. com. L441-10). Pas d’escompte pour paiement anticipé.',
        ]),
  ]
}

/** An invoice or a credit note as a PDF, A4. A pure function of the view. */
export function renderInvoice(view: InvoiceView): Promise<Buffer> {
  const title = view.kind === 'CREDIT' ? 'Avoir' : 'Facture'
  return renderPdf(
    <Document title={`${title} ${view.number}`} author={view.issuer.name} language="fr">
      <Page size="A4" style={style.page}>
        <View style={style.row}>
          <Party party={view.issuer} />
          <View style={{ alignItems: 'flex-end' }}>
            <Text style={style.title}>{title}</Text>
            <Text>n° {view.number}</Text>
            <Text style={style.soft}>{dateOf(view.day)}</Text>
          </View>
        </View>
        {view.office.demo ? <Text style={style.stamp}>DÉMONSTRATION, sans valeur</Text> : null}
        <View style={{ alignItems: 'flex-end' }}>
          <Buyer buyer={view.buyer} />
        </View>
        <Lines view={view} />
        <Totals view={view} />
        <View style={{ marginTop: mm(8) }}>
          {invoiceNotes(view).map((text) => (
            <Text key={text} style={style.small}>
              {printable(text)}
            </Text>
          ))}
        </View>
        <Text
          fixed
          style={style.foot}
          render={({ pageNumber, totalPages }) =>
            printable(`${view.issuer.name} · ${title} ${view.number} · page ${pageNumber} sur ${totalPages}`)
          }
        />
      </Page>
    </Document>,
  )
}
