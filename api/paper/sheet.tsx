/** @jsxImportSource react */
import { Document, Page, StyleSheet, Text, View } from '@react-pdf/renderer'
import { FONT, printable, renderPdf } from '../fonts.ts'
import type { SheetTable, SheetView } from './sheet-type.ts'

const mm = (value: number) => (value * 72) / 25.4
const RULE = `${mm(0.3)} solid #000`
const THIN = `${mm(0.15)} solid #777`

const style = StyleSheet.create({
  page: {
    fontFamily: FONT,
    fontSize: 9,
    lineHeight: 1.35,
    color: '#000',
    padding: `${mm(16)} ${mm(18)} ${mm(20)}`,
  },
  head: { flexDirection: 'row', justifyContent: 'space-between', borderBottom: RULE, paddingBottom: mm(3) },
  office: { width: '52%' },
  strong: { fontWeight: 700 },
  small: { fontSize: 8, color: '#333' },
  right: { textAlign: 'right' },
  title: { fontSize: 17, fontWeight: 700, lineHeight: 1.15, paddingTop: mm(6) },
  number: { fontSize: 11, fontWeight: 600, paddingBottom: mm(3) },
  facts: { flexDirection: 'row', flexWrap: 'wrap', paddingBottom: mm(2) },
  fact: { width: '50%', paddingBottom: mm(1.6), paddingRight: mm(4) },
  table: { paddingTop: mm(3) },
  row: { flexDirection: 'row', borderBottom: THIN, paddingVertical: mm(0.9) },
  heads: { borderBottom: RULE },
  sum: { borderBottom: RULE, borderTop: RULE, fontWeight: 700 },
  total: { marginTop: mm(5), padding: mm(3), border: RULE },
  figures: {
    flexDirection: 'row',
    justifyContent: 'space-between',
    fontSize: 15,
    fontWeight: 700,
    lineHeight: 1.2,
  },
  notes: { paddingTop: mm(3) },
  signs: { flexDirection: 'row', gap: mm(8), paddingTop: mm(7) },
  sign: { flexGrow: 1, flexBasis: 0, height: mm(30), border: THIN, padding: mm(2) },
  foot: {
    position: 'absolute',
    left: mm(18),
    right: mm(18),
    bottom: mm(9),
    flexDirection: 'row',
    justifyContent: 'space-between',
    fontSize: 7.5,
    color: '#333',
  },
})

function Table({ table }: { table: SheetTable }) {
  const all = table.widths.reduce((sum, w) => sum + w, 0)
  const cell = (text: string, i: number) => (
    <Text
      key={i}
      style={[
        { width: `${((table.widths[i] ?? 1) / all) * 100}%`, paddingRight: mm(1.5) },
        i === 0 || table.left?.includes(i) ? {} : style.right,
      ]}
    >
      {printable(text)}
    </Text>
  )
  return (
    <View style={style.table}>
      {table.title === null ? null : <Text style={style.strong}>{printable(table.title)}</Text>}
      <View style={[style.row, style.heads, style.small]} fixed>
        {table.heads.map(cell)}
      </View>
      {table.rows.map((row, i) => (
        // Drawn once, from top to bottom: its order is its identity.
        <View key={i} style={style.row} wrap={false}>
          {row.map(cell)}
        </View>
      ))}
      {table.total ? <View style={[style.row, style.sum]}>{table.total.map(cell)}</View> : null}
    </View>
  )
}

function Head({ view }: { view: SheetView }) {
  return (
    <View style={style.head}>
      <View style={style.office}>
        <Text style={style.strong}>{printable(view.office.name)}</Text>
        <Text style={style.small}>{printable(view.office.address)}</Text>
        <Text style={style.small}>SIRET {view.office.siret}</Text>
      </View>
      {view.office.demo ? <Text style={style.strong}>DÉMONSTRATION</Text> : null}
    </View>
  )
}

/** A sheet of the office as a PDF, on as many A4 pages as it needs. A pure function of the view. */
export function renderSheet(view: SheetView): Promise<Buffer> {
  return renderPdf(
    <Document title={`${view.title} ${view.number}`} author={view.office.name} language="fr">
      <Page size="A4" style={style.page}>
        <Head view={view} />
        <Text style={style.title}>{printable(view.title)}</Text>
        <Text style={style.number}>{printable(view.number)}</Text>
        <View style={style.facts}>
          {view.facts.map(([name, value]) => (
            <View key={name} style={style.fact}>
              <Text style={style.small}>{printable(name)}</Text>
              <Text style={style.strong}>{printable(value)}</Text>
            </View>
          ))}
        </View>
        {view.tables.map((table, i) => (
          <Table key={i} table={table} />
        ))}
        {view.total ? (
          <View style={style.total} wrap={false}>
            <View style={style.figures}>
              <Text>{printable(view.total.name)}</Text>
              <Text>{printable(view.total.figures)}</Text>
            </View>
            <Text>{printable(view.total.letters)}</Text>
          </View>
        ) : null}
        <View style={style.notes}>
          {view.notes.map((note) => (
            <Text key={note}>{printable(note)}</Text>
          ))}
        </View>
        <View style={style.signs} wrap={false}>
          {view.signs.map((sign) => (
            <View key={sign} style={style.sign}>
              <Text style={style.small}>{printable(sign)}</Text>
            </View>
          ))}
        </View>
        <View style={style.foot} fixed>
          <Text>{printable(view.foot)}</Text>
          <Text render={({ pageNumber, totalPages }) => `${pageNumber} / ${totalPages}`} />
        </View>
      </Page>
    </Document>,
  )
}
