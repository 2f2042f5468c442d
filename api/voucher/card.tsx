/** @jsxImportSource react */
import { Document, Page, StyleSheet, Text, View } from '@react-pdf/renderer'
import { FONT, MONO, printable, renderPdf } from '../fonts.ts'
import { formatEuros } from '../shared/money.ts'
import { voucherMark } from '../shared/voucher-code.ts'
import { INK } from '../ticket/art-scenes.ts'
import { ArtBand } from '../ticket/art.tsx'
import { Qr } from '../ticket/qr.tsx'
import type { CardView } from './paper.ts'
import { cardWords } from './wording.ts'

const mm = (value: number) => (value * 72) / 25.4
/** The band keeps the proportions of the coast: 210 × 54 mm. */
const BAND = 54

const style = StyleSheet.create({
  page: { fontFamily: FONT, fontSize: 10, lineHeight: 1.35, color: INK.ink, backgroundColor: '#fff' },
  sheet: { height: mm(148) },
  inside: {
    flexGrow: 1,
    flexDirection: 'row',
    justifyContent: 'space-between',
    padding: `${mm(9)} ${mm(12)} ${mm(8)}`,
  },
  words: { flexGrow: 1, flexShrink: 1, flexBasis: 0, paddingRight: mm(10) },
  title: { fontSize: 15, fontWeight: 600, color: INK.deep, lineHeight: 1.1 },
  amount: { fontSize: 46, fontWeight: 700, lineHeight: 1.12, paddingTop: mm(1.5) },
  line: {
    width: mm(24),
    borderBottom: `${mm(1)} solid ${INK.gorse}`,
    marginTop: mm(2),
    marginBottom: mm(3.5),
  },
  whom: { fontSize: 11.5, fontWeight: 500, lineHeight: 1.3 },
  until: { fontSize: 11.5, fontWeight: 700, paddingTop: mm(3) },
  foot: { marginTop: 'auto' },
  terms: { fontSize: 8, lineHeight: 1.35 },
  office: { fontSize: 8, fontWeight: 600, lineHeight: 1.35, paddingTop: mm(1.5) },
  code: { width: mm(50), alignItems: 'center' },
  letters: { fontFamily: MONO, fontSize: 13, letterSpacing: 0.6, lineHeight: 1.2, paddingTop: mm(2) },
  stamp: {
    position: 'absolute',
    alignItems: 'center',
    top: mm(8),
    left: mm(10),
    padding: `${mm(1.2)} ${mm(3)}`,
    border: `${mm(0.6)} solid ${INK.tan}`,
    backgroundColor: '#fff',
    color: INK.tan,
    transform: 'rotate(-6deg)',
  },
  stampWord: { fontSize: 13, fontWeight: 700, letterSpacing: 0.8, lineHeight: 1.1 },
  stampNote: { fontSize: 8, fontWeight: 600, lineHeight: 1.1 },
})

function Card({ view }: { view: CardView }) {
  const words = cardWords(view)
  const phone = view.office.phone ? ` · ${view.office.phone}` : ''
  return (
    <Page size={[mm(210), mm(148)]} style={style.page} wrap={false}>
      <View style={style.sheet}>
        <ArtBand name="sail" height={mm(BAND)} />
        <View style={style.inside}>
          <View style={style.words}>
            <Text style={style.title}>{words.title}</Text>
            <Text style={style.amount}>{formatEuros(view.amountC)}</Text>
            <View style={style.line} />
            <Text style={style.whom}>{printable(words.forWhom)}</Text>
            <Text style={style.until}>{words.until}</Text>
            <View style={style.foot}>
              <Text style={style.terms}>{printable(words.terms)}</Text>
              <Text style={style.office}>
                {printable(`${view.office.name}, ${view.office.address}${phone}`)}
              </Text>
            </View>
          </View>
          <View style={style.code}>
            <Qr text={voucherMark(view.code)} width={mm(50)} />
            <Text style={style.letters}>{words.code}</Text>
          </View>
        </View>
      </View>
      {view.office.demo ? (
        <View style={style.stamp}>
          <Text style={style.stampWord}>{words.demo}</Text>
          <Text style={style.stampNote}>{words.demoNote}</Text>
        </View>
      ) : null}
    </Page>
  )
}

/** Gift cards to give and credit notes as one PDF, an A5 page each, lying. A pure function of the views. */
export function renderCards(views: readonly CardView[]): Promise<Buffer> {
  return renderPdf(
    <Document
      title={views[0] ? cardWords(views[0]).title : ''}
      author={views[0]?.office.name ?? ''}
      language="fr"
    >
      {views.map((view) => (
        <Card key={view.code} view={view} />
      ))}
    </Document>,
  )
}
