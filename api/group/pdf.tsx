/** @jsxImportSource react */
import { Document, Page, Text, View } from '@react-pdf/renderer'
import { printable, renderPdf } from '../fonts.ts'
import { Buyer, dateOf, Lines, mm, Party, style, Totals } from '../invoice/pdf.tsx'
import { cents } from '../shared/money.ts'
import type { QuoteView } from './model.ts'

const TITLE = { QUOTE: 'Devis', PRO_FORMA: 'Pro forma' }
const PAYS = {
  COUNTER: 'Règlement avant la prestation.',
  VIREMENT: 'Règlement par virement, sur facture.',
  MANDAT: 'Règlement par mandat administratif, sur facture.',
}

/** What a quote says besides its figures. */
export function quoteNotes(view: QuoteView): string[] {
  return [
    ...(view.principals.length > 0
      ? [`Prestations proposées au nom et pour le compte de ${view.principals.join(', ')}.`]
      : []),
    PAYS[view.paysBy],
    ...(view.title === 'QUOTE'
      ? [
          `Prix valables jusqu’au ${dateOf(view.validUntil)}. Les places sont retenues à l’acceptation, dans la limite des disponibilités.`,
          'Bon pour accord (date, nom, signature) :',
        ]
      : []),
  ]
}

/** A quote, or the pro forma of what was accepted, A4. It is neither an invoice nor a ticket, and says so. */
export function renderQuote(view: QuoteView): Promise<Buffer> {
  const title = TITLE[view.title]
  const totals = {
    kind: 'INVOICE' as const,
    vat: view.vat,
    htC: cents(view.htC),
    vatC: cents(view.vatC),
    ttcC: cents(view.ttcC),
  }
  return renderPdf(
    <Document title={`${title} ${view.number}`} author={view.office.name} language="fr">
      <Page size="A4" style={style.page}>
        <View style={style.row}>
          <Party party={view.office} />
          <View style={{ alignItems: 'flex-end' }}>
            <Text style={style.title}>{title}</Text>
            <Text>
              n° {view.number}
              {view.version > 1 ? `, version ${view.version}` : ''}
            </Text>
            <Text style={style.soft}>{dateOf(view.day)}</Text>
          </View>
        </View>
        <Text style={style.stamp}>DOCUMENT PROVISOIRE, ne vaut pas facture ni ticket</Text>
        {view.office.demo ? <Text style={style.stamp}>DÉMONSTRATION, sans valeur</Text> : null}
        <View style={{ alignItems: 'flex-end' }}>
          <Buyer buyer={view.buyer} title="À l’attention de" />
        </View>
        <Lines view={view} />
        <Totals view={totals} />
        <View style={{ marginTop: mm(8) }}>
          {quoteNotes(view).map((text) => (
            <Text key={text} style={style.small}>
              {printable(text)}
            </Text>
          ))}
        </View>
        <Text
          fixed
          style={style.foot}
          render={({ pageNumber, totalPages }) =>
            printable(`${view.office.name} · ${title} ${view.number} · page ${pageNumber} sur ${totalPages}`)
          }
        />
      </Page>
    </Document>,
  )
}
